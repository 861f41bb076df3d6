import { draftErrors, checkable } from '../../../../admin/src/pages/Automations/errors';
import { lastDays } from '../../../../admin/src/pages/Automations/figures';
import {
  draftOf,
  emptyDraft,
  ENTRY_KINDS,
  onceFor,
  stateOf,
  triggerOf,
  withSubject,
  type Draft,
} from '../../../../admin/src/pages/Automations/model';
import type { AutomationType } from '../../../../server/src/contracts/automation-desk';
import { automationBody } from '../../../../server/src/contracts/automations';

const ORDER = 'api::order.order';
const type: AutomationType = {
  ...{ uid: ORDER, label: 'Order', hasDrafts: true, entries: 2, linked: 2 },
  fields: [
    { path: 'state', label: 'State', type: 'enumeration', choices: ['paid'] },
    { path: 'total', label: 'Total', type: 'decimal', choices: [] },
    { path: 'dueOn', label: 'Due on', type: 'date', choices: [] },
  ],
};
const draft = (more: Partial<Draft>): Draft => ({ ...emptyDraft(), name: 'x', ...more });

describe('the draft of an automation', () => {
  it('[E-02] says what is missing of each trigger, and is taken by the server without that', () => {
    expect(draftErrors(emptyDraft())).toEqual({
      name: 'automations.problem.name',
      'trigger.uid': 'automations.problem.subject',
    });
    const filled = {
      updated: { field: 'state' },
      threshold: { field: 'total', by: { kind: 'value', value: 5 } },
      date: { field: 'dueOn' },
    };
    for (const kind of ENTRY_KINDS) {
      const trigger = triggerOf({ kind, uid: ORDER, type }, emptyDraft().trigger);
      const missing = Object.keys(draftErrors(draft({ trigger })));
      expect([kind, missing.includes('trigger.field')]).toEqual([kind, kind in filled]);
      const more = filled[kind as keyof typeof filled] ?? {};
      const whole = draft({ trigger: { ...trigger, ...more } as Draft['trigger'] });
      expect([kind, draftErrors(whole)]).toEqual([kind, {}]);
      expect([kind, automationBody.safeParse(checkable(whole)).success]).toEqual([kind, true]);
    }
  });

  it('keeps a field that another kind can hear, and lets one go that it cannot', () => {
    const updated = { ...triggerOf({ kind: 'updated', uid: ORDER, type }, emptyDraft().trigger) };
    const onTotal = { ...updated, field: 'total' } as Draft['trigger'];
    expect(triggerOf({ kind: 'threshold', uid: ORDER, type }, onTotal)).toMatchObject({
      field: 'total',
    });
    expect(triggerOf({ kind: 'date', uid: ORDER, type }, onTotal)).toMatchObject({ field: '' });
  });

  it('[E-35] counts by contact or each time where there is no entry', () => {
    const trigger = withSubject(emptyDraft().trigger, 'segment', [type]);
    expect(trigger).toMatchObject({ kind: 'segment', way: 'enters' });
    const person = { per: 'person', days: 3 } as const;
    expect(onceFor(trigger, draft({ once: { per: 'entry' } }))).toEqual({ per: 'event' });
    expect(onceFor(trigger, draft({ once: person }))).toEqual(person);
    // Back at entries.
    const entries = emptyDraft().trigger;
    expect(onceFor(entries, draft({ trigger, once: { per: 'event' } }))).toEqual({ per: 'entry' });
    expect(onceFor(entries, draft({ trigger, once: person }))).toEqual(person);
    expect(onceFor(entries, draft({ once: { per: 'event' } }))).toEqual({ per: 'event' });
  });

  it('reads the same from whichever database, whatever the order of its keys', () => {
    const view = {
      ...{ name: 'x', trigger: { version: 'published', uid: ORDER, kind: 'created' } },
      ...{ flow: { id: 9, isOwn: true }, who: { people: 'all' }, conditions: null, stopWhen: null },
      ...{ once: { days: 3, per: 'person' }, goal: null, ceiling: null, staleMinutes: 5 },
    } as never;
    expect(JSON.stringify(draftOf(view).once)).toBe('{"days":3,"per":"person"}');
    expect(JSON.stringify(draftOf(view).trigger)).toBe(
      `{"kind":"created","uid":"${ORDER}","version":"published"}`
    );
    expect(draftOf(view).botId).toBeNull();
  });
});

describe('the state of an automation', () => {
  const off = { active: false, held: null, finishing: false, silentSince: null } as const;
  it.each([
    [off, 'off'],
    [{ ...off, finishing: true }, 'finishing'],
    [{ ...off, held: 'type-gone', finishing: true }, 'stopped'],
    [{ ...off, active: true }, 'on'],
    [{ ...off, active: true, silentSince: 5 }, 'silent'],
    [{ ...off, active: true, held: 'flood', silentSince: 5 }, 'asks'],
  ] as const)('%j: %s', (view, state) => {
    expect(stateOf(view)).toBe(state);
  });
});

describe('the days of the figures', () => {
  it('end today, with zeros where nothing was, and hold all that was counted', () => {
    const one = { started: 3, sent: 2, failed: 1, goal: 1, skipped: 1 };
    const days = [
      { day: '2026-11-20', ...one },
      { day: '2026-11-26', ...one },
    ];
    const shown = lastDays({ days }, { count: 7, today: '2026-11-27' });
    expect(shown.map(({ day }) => day.slice(8))).toEqual([
      '20',
      '21',
      '22',
      '23',
      '24',
      '25',
      '26',
      '27',
    ]);
    expect(shown.at(-1)).toEqual({
      day: '2026-11-27',
      started: 0,
      sent: 0,
      failed: 0,
      goal: 0,
      skipped: 0,
    });
    expect(lastDays({ days: [] }, { count: 7, today: '2026-11-27' })).toHaveLength(7);
  });
});
