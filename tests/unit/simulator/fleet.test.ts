import fc from 'fast-check';
import { defaultConfig, mergeConfig } from '../../../simulator/src/config';
import { createAgenda } from '../../../simulator/src/fleet/agenda';
import { crowdMember, crowdPhone } from '../../../simulator/src/fleet/crowd';
import { planOf, type MessageFacts } from '../../../simulator/src/fleet/plan';
import {
  DEEDS,
  defaultFleet,
  type DeedName,
  type FleetSettings,
} from '../../../simulator/src/fleet/settings';

const MESSAGE: MessageFacts = { nth: 1, marketing: true, choices: 2, links: 1 };
const everybody = (): FleetSettings => {
  const settings = defaultFleet();
  for (const name of DEEDS) settings[name].share = 1;
  settings.fail.share = 0;
  return settings;
};
const crowd = (size: number): string[] => Array.from({ length: size }, (_, i) => crowdPhone(i));

const anyDeed = fc.record({
  // Mostly high: with a low share somewhere early, nothing after it is ever seen.
  share: fc.constantFrom(0, 0.5, 0.9, 1, 1),
  minMs: fc.nat(100_000),
  maxMs: fc.nat(100_000),
});
const anySettings = fc
  .record({
    seed: fc.integer(),
    failShare: fc.constantFrom(0, 0, 0.3, 1),
    deeds: fc.tuple(...DEEDS.map(() => anyDeed)),
  })
  .map(({ seed, failShare, deeds }) => ({
    ...defaultFleet(),
    ...(Object.fromEntries(DEEDS.map((name, i) => [name, deeds[i]])) as Pick<
      FleetSettings,
      DeedName
    >),
    seed,
    fail: { share: failShare, codes: [131026, 131049] },
  }));
const anyMessage = fc.record({
  nth: fc.integer({ min: 1, max: 1000 }),
  marketing: fc.boolean(),
  choices: fc.nat(10),
  links: fc.nat(2),
});

describe('the plan of a virtual customer', () => {
  it('is the same for the same settings, customer and message', () => {
    fc.assert(
      fc.property(anySettings, fc.string(), anyMessage, (settings, who, message) => {
        expect(planOf(structuredClone(settings), who, { ...message })).toEqual(
          planOf(settings, who, message)
        );
      })
    );
  });

  it('is another one for another seed, customer or message', () => {
    const settings = everybody();
    const one = planOf(settings, '905550000001', MESSAGE);
    expect(planOf({ ...settings, seed: 2 }, '905550000001', MESSAGE)).not.toEqual(one);
    expect(planOf(settings, '905550000002', MESSAGE)).not.toEqual(one);
    expect(planOf(settings, '905550000001', { ...MESSAGE, nth: 2 })).not.toEqual(one);
  });

  it('does nothing that cannot follow: no reading without arrival, nothing else without reading', () => {
    fc.assert(
      fc.property(anySettings, fc.string(), anyMessage, (settings, who, message) => {
        const plan = planOf(settings, who, message);
        const later = DEEDS.slice(2).filter((name) => plan[name] !== null);
        if (plan.failCode > 0) expect(plan.deliver).toBeNull();
        if (plan.deliver === null) expect(plan.read).toBeNull();
        if (plan.read === null) expect(later).toEqual([]);
        if (message.choices === 0) expect(plan.press).toBeNull();
        if (message.links === 0) expect(plan.click).toBeNull();
        if (!message.marketing) expect(plan.stopMarketing).toBeNull();
        // One answer to one message.
        const answers = [plan.press, plan.reply, plan.optOut].filter((at) => at !== null);
        expect(answers.length).toBeLessThanOrEqual(1);
      })
    );
  });

  it('keeps every pause between its shortest and its longest', () => {
    fc.assert(
      fc.property(anySettings, fc.string(), anyMessage, (settings, who, message) => {
        const plan = planOf(settings, who, message);
        for (const name of DEEDS) {
          const at = plan[name];
          const { minMs, maxMs } = settings[name];
          if (at === null) continue;
          expect(at).toBeGreaterThanOrEqual(minMs);
          expect(at).toBeLessThanOrEqual(Math.max(minMs, maxMs));
        }
      })
    );
  });

  it('gives each deed to about as many customers as its share says', () => {
    const people = crowd(20_000);
    const settings = { ...defaultFleet(), fail: { share: 0.03, codes: [131026] } };
    settings.deliver.share = 0.9;
    settings.read.share = 0.5;
    settings.reply.share = 0.2;
    const plans = people.map((who) => planOf(settings, who, { ...MESSAGE, choices: 0 }));
    const share = (of: (plan: (typeof plans)[number]) => boolean, among: typeof plans): number =>
      among.filter(of).length / among.length;
    const alive = plans.filter((plan) => plan.failCode === 0);
    const arrived = alive.filter((plan) => plan.deliver !== null);
    const read = arrived.filter((plan) => plan.read !== null);
    expect(share((plan) => plan.failCode === 131026, plans)).toBeCloseTo(0.03, 2);
    expect(share((plan) => plan.deliver !== null, alive)).toBeCloseTo(0.9, 1);
    expect(share((plan) => plan.read !== null, arrived)).toBeCloseTo(0.5, 1);
    // Who opts out does not also say something else.
    expect(share((plan) => plan.reply !== null, read)).toBeCloseTo(0.2 * 0.99, 1);
  });

  it('leaves every other deed as it was when the share of one changes', () => {
    const settings = everybody();
    const fewer = { ...settings, click: { ...settings.click, share: 0.5 } };
    for (const who of crowd(500)) {
      const [before, after] = [planOf(settings, who, MESSAGE), planOf(fewer, who, MESSAGE)];
      expect({ ...after, click: null }).toEqual({ ...before, click: null });
      if (after.click !== null) expect(after.click).toBe(before.click);
    }
  });
});

describe('the agenda', () => {
  it('hands out what is due by its moment, and at one moment in the order it was added', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 400 }), fc.nat(60), (moments, now) => {
        const agenda = createAgenda<number>();
        for (const [index, due] of moments.entries()) agenda.add(due, index % 7, index);
        const seen: { step: number; index: number }[] = [];
        agenda.run(now, Infinity, (step, index) => seen.push({ step, index }));
        const expected = moments
          .map((due, index) => ({ due, step: index % 7, index }))
          .filter(({ due }) => due <= now)
          .sort((a, b) => a.due - b.due || a.index - b.index)
          .map(({ step, index }) => ({ step, index }));
        expect(seen).toEqual(expected);
        expect(agenda.size()).toBe(moments.length - expected.length);
        expect(agenda.next()).toBe(
          moments.filter((due) => due > now).reduce((a, b) => Math.min(a, b), Infinity)
        );
      })
    );
  });

  it('grows, stops at the limit and forgets everything when cleared', () => {
    const agenda = createAgenda<string>();
    for (let i = 0; i < 5000; i += 1) agenda.add(5000 - i, 1, `s${i}`);
    const seen: string[] = [];
    agenda.run(10_000, 2, (_step, subject) => seen.push(subject));
    expect(seen).toEqual(['s4999', 's4998']);
    expect(agenda.size()).toBe(4998);
    agenda.clear();
    expect([agenda.size(), agenda.next()]).toEqual([0, Infinity]);
  });
});

describe('the crowd', () => {
  it('has its own phone for everybody, and always the same customers', () => {
    const phones = crowd(10_000);
    expect(new Set(phones).size).toBe(10_000);
    expect(phones.every((phone) => /^90555\d{7}$/.test(phone))).toBe(true);
    expect(crowdMember(4711)).toEqual(crowdMember(4711));
    expect(crowdMember(4711)).toMatchObject({ phone: '905550004711', walkIn: true });
  });
});

describe('settings of the fleet', () => {
  const problems = (fleet: unknown): string[] => {
    const merged = mergeConfig(defaultConfig(), { fleet });
    return 'problems' in merged ? merged.problems : [];
  };

  it('take a part of a deed and leave the rest', () => {
    const merged = mergeConfig(defaultConfig(), { fleet: { read: { share: 0.5 } } });
    expect('config' in merged && merged.config.fleet.read).toEqual({
      ...defaultFleet().read,
      share: 0.5,
    });
  });

  it('refuse what makes no sense, by the name of the field', () => {
    expect(problems({ read: { share: 1.5 } })).toEqual(['fleet.read.share must be ≤ 1']);
    expect(problems({ reed: {} })).toEqual(['fleet.reed is not a setting']);
    expect(problems({ read: { minMs: -1 } })).toEqual(['fleet.read.minMs must be ≥ 0']);
    expect(problems({ who: 'nobody' })).toEqual(['fleet.who must be one of walk-ins, everyone']);
    expect(problems({ texts: [] })).toEqual([
      'fleet.texts must be a list of texts, none of them empty',
    ]);
    expect(problems({ fail: { codes: [131026, 99] } })).toEqual([
      'fleet.fail.codes must be error codes that the simulator knows; 99 is none',
    ]);
  });
});
