import fc from 'fast-check';
import { createControl, type Control } from '../../../simulator/src/control/control';
import { isRefusal } from '../../../simulator/src/graph/refusal';
import { createSim, type Sim } from '../../../simulator/src/sim';
import { keptOf, restoreWorld, type Kept } from '../../../simulator/src/state/kept';
import { readKept } from '../../../simulator/src/state/shape';
import { acceptMessage } from '../../../simulator/src/traffic/send';
import { bookOf } from '../../../simulator/src/world/number-book';

const NOW = 1_800_000_000_000;
const PEOPLE = ['905321110001', '905321110002', '447700900101', 'can.ozturk'];

/** A simulator whose timers never fire, and whose webhooks wait. */
const stillSim = (): Sim => {
  const sim = createSim({
    clock: { now: () => NOW, after: () => () => undefined },
    config: { webhooks: { hold: true }, quality: { follow: true }, pairRate: { enforce: false } },
  });
  sim.webhook = { url: 'http://127.0.0.1:1/hook', verifyToken: 'secret verify token' };
  for (const waba of sim.wabas.values()) waba.subscribed = true;
  return sim;
};

type World = { sim: Sim; control: Control; numberId: string };

/** What can happen to a world; `n` chooses the person and the words. */
const DEEDS: readonly ((world: World, n: number) => void)[] = [
  ({ control }, n) => void control.act.text(PEOPLE[n % 4] ?? '', `hello ${n} çığ`),
  ({ control }, n) =>
    void control.act.media(PEOPLE[n % 4] ?? '', {
      bytes: Buffer.from(`file ${n}`),
      mimeType: 'image/png',
      caption: `caption ${n}`,
    }),
  ({ control }, n) => {
    const name = `Somebody ${n}`;
    control.people.addMany([{ name, phone: `4915550${n}`, online: n % 2 === 0 }]);
  },
  ({ sim, numberId }, n) => {
    const number = sim.numbers.get(numberId);
    const phone = n % 2 === 0 ? (PEOPLE[n % 3] ?? '') : `49170${1000 + n}`;
    const body = { messaging_product: 'whatsapp', to: phone, type: 'text', text: { body: `${n}` } };
    if (!number) throw new Error('no number');
    const address = { kind: 'phone', input: phone, digits: phone } as const;
    const sent = acceptMessage(sim, number, { body, strikes: [], address, marketingApi: false });
    expect(isRefusal(sent)).toBe(false);
  },
  ({ control }, n) => control.act.block(PEOPLE[n % 4] ?? '', n % 2 === 0),
  ({ control }, n) => control.people.changeDevice(PEOPLE[n % 4] ?? ''),
  ({ control, numberId }, n) => control.people.openWindow(PEOPLE[n % 4] ?? '', numberId, NOW - n),
  ({ control }, n) => {
    const phone = `4477009${20_000 + n}`;
    if (control.people.list({ search: phone }).length === 0)
      control.people.changePhone('p9', phone);
  },
  ({ control }, n) => control.advance(n * 1000),
  ({ control }, n) =>
    control.templates.list().some(({ name }) => name === `t${n}`)
      ? undefined
      : void control.templates.seed({
          name: `t${n}`,
          language: 'en_US',
          category: 'UTILITY',
          components: [{ type: 'BODY', text: `Words ${n}.` }],
          status: n % 2 === 0 ? 'APPROVED' : 'PENDING',
        }),
  ({ control }, n) => void control.webhook.raw({ n }),
  ({ sim, numberId }, n) => {
    const book = bookOf(sim.books, numberId);
    book.blocked.set(`p${n}`, n);
    book.freeService.set('2027-01', n);
    book.qrCodes.set(`Q${n}`, { code: `Q${n}`, message: 'Hello', image: null, at: n });
  },
  ({ sim }, n) => {
    sim.clicks.push({ wamid: `w${n}`, at: n, kind: 'url_button', label: 'Open' });
    sim.feedback.note(`t${n % 3}`, 'read', NOW);
    sim.marketing.set(`p${n}`, [n, n + 1]);
    sim.portfolioLimit.take(`p${n}`, 100, NOW + n);
    sim.templates.lock('1', `gone${n}`, NOW + n);
  },
  ({ sim, numberId }, n) =>
    sim.orders.put({
      reference: `r${n}`,
      phoneNumberId: numberId,
      wamid: `w${n}`,
      amount: { value: n, offset: 100 },
      currency: 'INR',
      gateway: 'razorpay',
      status: 'pending',
      payment: 'none',
      transaction: null,
    }),
];

/** A world in which all this happened. */
const worldOf = (steps: readonly (readonly [number, number])[]): Sim => {
  const sim = stillSim();
  const world = { sim, control: createControl(sim), numberId: [...sim.numbers.keys()][0] ?? '' };
  for (const [deed, n] of steps) DEEDS[deed]?.(world, n);
  return sim;
};

const steps = fc.array(fc.tuple(fc.nat({ max: DEEDS.length - 1 }), fc.nat({ max: 40 })), {
  maxLength: 30,
});

/** Of the process, not of the world. */
const comparable = ({ startedAt: _startedAt, hadWebhook: _hadWebhook, ...world }: Kept): unknown =>
  JSON.parse(JSON.stringify(world));

const written = (sim: Sim): string => JSON.stringify(keptOf(sim));

const restored = (text: string, files: ReadonlyMap<string, Buffer>): Sim => {
  const sim = stillSim();
  const kept = readKept(text);
  if (typeof kept === 'string') throw new Error(kept);
  restoreWorld(sim, kept, (id) => files.get(id) ?? null);
  return sim;
};

const filesOf = (sim: Sim): Map<string, Buffer> =>
  new Map([...sim.media.all()].map(({ id, bytes }) => [id, bytes]));

describe('a kept state', () => {
  it('written and read gives the same world, whatever happened in it', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const sim = worldOf(list);
        const again = restored(written(sim), filesOf(sim));
        expect(comparable(keptOf(again))).toEqual(comparable(keptOf(sim)));
        expect([...again.media.all()]).toEqual([...sim.media.all()]);
        expect(again.clock.now()).toBe(sim.clock.now());
      }),
      { numRuns: 60 }
    );
  });

  it('answers the same questions: who is who, what was said last, which template is whose', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const sim = worldOf(list);
        const again = restored(written(sim), filesOf(sim));
        const [before, after] = [createControl(sim), createControl(again)];
        expect(after.people.list()).toEqual(before.people.list());
        expect(after.templates.list()).toEqual(before.templates.list());
        expect(after.numbers.list()).toEqual(before.numbers.list());
        for (const { id, bsuid } of before.people.list()) {
          expect(after.people.get(bsuid).id).toBe(id);
          expect(after.thread(id)).toEqual(before.thread(id));
        }
        after.people.addMany([{ name: 'New', phone: '4915559999999' }]);
        before.people.addMany([{ name: 'New', phone: '4915559999999' }]);
        expect(after.people.get('4915559999999').id).toBe(before.people.get('4915559999999').id);
      }),
      { numRuns: 30 }
    );
  });

  it('holds no secret of the app and no setting', () => {
    const sim = worldOf([[0, 1]]);
    for (const waba of sim.wabas.values()) waba.overrideVerifyToken = 'secret of an override';
    const text = written(sim);
    for (const word of [
      sim.app.secret,
      sim.app.token,
      'secret verify token',
      'secret of an override',
    ])
      expect(text).not.toContain(word);
    expect(Object.keys(keptOf(sim))).not.toEqual(
      expect.arrayContaining(['app', 'config', 'faults', 'counters'])
    );
  });

  it('omits a file that is gone, and keeps the message', () => {
    const sim = worldOf([[1, 2]]);
    const again = restored(written(sim), new Map());
    expect(again.media.count()).toBe(0);
    expect(createControl(again).thread(PEOPLE[2] ?? '')).toHaveLength(1);
  });

  it('says when its world began; an older file has only its start', () => {
    const kept = JSON.parse(written(worldOf([[0, 1]]))) as Kept;
    const begunAtOf = (one: object) => restored(JSON.stringify(one), new Map()).begunAt;
    expect(begunAtOf({ ...kept, begunAt: NOW - 7 })).toBe(NOW - 7);
    const { begunAt: _begunAt, ...older } = kept;
    expect(begunAtOf({ ...older, startedAt: NOW - 9 })).toBe(NOW - 9);
    expect(readKept(JSON.stringify({ ...kept, begunAt: 'soon' }))).toMatch('begunAt');
  });

  it('does not name the address of the app, which the next start may change', () => {
    const { webhooks } = keptOf(
      worldOf([
        [0, 1],
        [10, 1],
      ])
    );
    expect(webhooks.items.map(({ url }) => url)).toEqual([null]);
    expect(webhooks.deliveries.map(({ url, body }) => [url, body])).toEqual([[null, '{"n":1}']]);
  });
});

describe('a state that is not one', () => {
  const good = JSON.parse(
    written(
      worldOf([
        [0, 1],
        [1, 1],
        [2, 1],
        [9, 1],
        [12, 1],
      ])
    )
  ) as object;

  it.each(Object.keys(good).filter((key) => !['hadWebhook', 'tier', 'begunAt'].includes(key)))(
    'lacks %s and says so',
    (key) => {
      const { [key]: _gone, ...rest } = good as Record<string, unknown>;
      expect(readKept(JSON.stringify(rest))).toMatch(key === 'version' ? /version/ : key);
    }
  );

  it('is of another version', () => {
    expect(readKept(JSON.stringify({ ...good, version: 99 }))).toBe(
      'its version is 99, this simulator reads 1'
    );
  });

  it('is any other text, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(typeof readKept(text)).toBe('string');
      })
    );
    expect(readKept(JSON.stringify(good).slice(0, -5))).toBe('it is not JSON');
  });
});
