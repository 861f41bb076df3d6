import fc from 'fast-check';
import {
  automationTrigger,
  type AutomationTrigger,
  type HeldValue,
} from '../../../server/src/contracts/automations';
import { crosses } from '../../../server/src/automations/domain/threshold';
import {
  matches,
  movesTime,
  type Transition,
} from '../../../server/src/automations/domain/transition';
import { changedFields, sameValue, without } from '../../../server/src/automations/domain/values';
import {
  covers,
  linkedTypesOf,
  sameSpec,
  sameTrigger,
  specsOf,
} from '../../../server/src/automations/domain/watch';

const ORDER = 'api::order.order';
const trigger = (given: object): AutomationTrigger =>
  automationTrigger.parse({ uid: ORDER, ...given });
const change = (given: Partial<Transition>): Transition => ({
  kind: 'updated',
  version: 'published',
  before: { state: 'new' },
  after: { state: 'sent' },
  ...given,
});
const value = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null)
) as fc.Arbitrary<HeldValue>;

describe('values of an entry between two looks', () => {
  it('[E-02] have changed where they differ, whatever their type', () => {
    const before = { n: 1, yes: false, day: '2026-01-01', text: 'a', none: null, same: 5 };
    const after = { n: 2, yes: true, day: '2026-01-02', text: null, none: 'x', same: '5' };
    const fields = ['n', 'yes', 'day', 'text', 'none', 'same', 'unknown'];
    expect(changedFields(before, after, fields)).toEqual(['n', 'yes', 'day', 'text', 'none']);
  });

  it('[E-02] of which one side knows nothing have not changed', () => {
    expect(changedFields({}, { state: 'sent' }, ['state'])).toEqual([]);
    expect(changedFields({ state: 'new' }, {}, ['state'])).toEqual([]);
  });

  it('[E-02] never differ from themselves, and differ both ways', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(sameValue(a, a)).toBe(true);
        expect(sameValue(a, b)).toBe(sameValue(b, a));
      })
    );
  });
});

describe('a trigger of records', () => {
  const updated = (given: object = {}) => trigger({ kind: 'updated', field: 'state', ...given });

  it('[E-02] hears a field that changes from one of its values to one of others', () => {
    expect(matches(updated(), change({}))).toBe(true);
    expect(matches(updated({ to: ['sent'] }), change({}))).toBe(true);
    expect(matches(updated({ from: ['new'], to: ['sent', 'done'] }), change({}))).toBe(true);
    expect(matches(updated({ to: ['done'] }), change({}))).toBe(false);
    expect(matches(updated({ from: ['paid'] }), change({}))).toBe(false);
    const same = change({ before: { state: 'sent', n: 1 }, after: { state: 'sent', n: 2 } });
    expect(matches(updated({ to: ['sent'] }), same)).toBe(false);
  });

  it('[E-02] hears a field that becomes empty, and one that was empty', () => {
    expect(matches(updated({ to: [null] }), change({ after: { state: null } }))).toBe(true);
    expect(matches(updated({ from: [null] }), change({ before: { state: null } }))).toBe(true);
  });

  it('[E-02] hears a new entry only where it asks for new ones too', () => {
    const born = change({ kind: 'created', before: null });
    expect(matches(updated({ to: ['sent'] }), born)).toBe(false);
    expect(matches(updated({ to: ['sent'], alsoNew: true }), born)).toBe(true);
    expect(matches(updated({ from: ['new'], alsoNew: true }), born)).toBe(false);
    expect(matches(trigger({ kind: 'created' }), born)).toBe(true);
    expect(matches(trigger({ kind: 'created' }), { ...born, kind: 'published' })).toBe(true);
    expect(matches(trigger({ kind: 'created' }), change({}))).toBe(false);
  });

  it('[E-02] hears one that is published again as published, and not as new', () => {
    const first = change({ kind: 'published', before: null });
    const heard = (one: Transition) =>
      [
        trigger({ kind: 'published' }),
        trigger({ kind: 'created' }),
        updated({ to: ['sent'], alsoNew: true }),
      ].map((each) => matches(each, one));
    expect(heard(first)).toEqual([true, true, true]);
    expect(heard({ ...first, again: true })).toEqual([true, false, false]);
  });

  it('[E-02] hears what was published, unpublished and deleted, each for itself', () => {
    const kinds = ['published', 'unpublished', 'deleted'] as const;
    for (const kind of kinds)
      expect(kinds.filter((one) => matches(trigger({ kind }), change({ kind: one })))).toEqual([
        kind,
      ]);
  });

  it('[E-02] never hears of a draft, unless it asks for drafts', () => {
    const draft = change({ version: 'draft' });
    expect(matches(updated(), draft)).toBe(false);
    expect(matches(trigger({ kind: 'deleted' }), { ...draft, kind: 'deleted' })).toBe(false);
    expect(matches(trigger({ kind: 'published' }), { ...draft, kind: 'published' })).toBe(false);
    expect(matches(updated({ version: 'draft' }), draft)).toBe(true);
    expect(matches(updated({ version: 'draft' }), change({}))).toBe(false);
  });

  it('[E-06] of dates learns when its date is set, moved or taken away, and sets nothing off by that', () => {
    const day = { side: 'before', amount: 1, unit: 'days', at: '10:00' };
    const reminder = trigger({ kind: 'date', field: 'dueOn', ...day });
    const moved = change({ before: { dueOn: '2026-01-01' }, after: { dueOn: '2026-01-02' } });
    expect(movesTime(reminder, moved)).toBe(true);
    expect(movesTime(reminder, change({ kind: 'deleted', after: null }))).toBe(true);
    expect(movesTime(reminder, change({}))).toBe(false);
    expect(matches(reminder, moved)).toBe(false);
  });
});

describe('a threshold', () => {
  const up = { way: 'up', by: { kind: 'value', value: 10 } } as const;
  const down = { way: 'down', by: { kind: 'value', value: 10 } } as const;

  it('[E-09] is crossed once on the way up, and once on the way down', () => {
    expect([crosses(up, 9, 10), crosses(up, 10, 11), crosses(up, 11, 9)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([crosses(down, 11, 10), crosses(down, 10, 9), crosses(down, 9, 11)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('[E-09] by percent asks for a part of what it was', () => {
    const drop = { way: 'down', by: { kind: 'percent', percent: 10 } } as const;
    expect(crosses(drop, 100, 90)).toBe(true);
    expect(crosses(drop, 0.3, 0.27)).toBe(true);
    expect(crosses(drop, 100, 91)).toBe(false);
    expect(crosses(drop, 100, 120)).toBe(false);
    expect(crosses({ ...drop, way: 'up' }, 100, 110)).toBe(true);
    expect(crosses({ ...drop, way: 'up' }, 0, 110)).toBe(false);
  });

  it('[E-09] is not crossed by what is no number', () => {
    for (const none of [null, undefined, 'many', true, ''])
      expect([crosses(up, none, 11), crosses(up, 9, none)]).toEqual([false, false]);
    expect(crosses(up, '9', '11.5')).toBe(true);
  });

  it('[E-09] is crossed on the way from one side to the other, never within one side', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer(), (a, b, value) => {
        const by = { kind: 'value', value } as const;
        expect(crosses({ way: 'up', by }, a, b)).toBe(a < value && b >= value);
        expect(crosses({ way: 'down', by }, a, b)).toBe(a > value && b <= value);
      })
    );
  });
});

it('[X-06] values lose the fields that say whose an entry is, and a lost one is no change when it comes back', () => {
  const values = { phone: '+905551230000', state: 'new' };
  expect(without(values, ['phone', 'email'])).toEqual({ state: 'new' });
  expect(without(values, ['email'])).toBeNull();
  expect(changedFields({ state: 'new' }, values, ['phone', 'state'])).toEqual([]);
});

describe('what must be linked with contacts', () => {
  it('is the type whose entries trigger it, and the one of which none may come', () => {
    const silence = { kind: 'absence', minutes: 60 };
    const other = 'api::lead.lead';
    expect(linkedTypesOf(trigger(silence))).toEqual([{ field: 'trigger.uid', uid: ORDER }]);
    expect(linkedTypesOf(trigger({ ...silence, without: other }))).toEqual([
      { field: 'trigger.uid', uid: ORDER },
      { field: 'trigger.without', uid: other },
    ]);
    const clock = automationTrigger.parse({ kind: 'clock', segmentId: 1, at: ['09:00'] });
    expect(linkedTypesOf(clock)).toEqual([]);
  });
});

describe('what is watched of a type', () => {
  it('[E-02] is what all its automations need together', () => {
    const specs = specsOf([
      trigger({ kind: 'updated', field: 'state' }),
      trigger({ kind: 'threshold', field: 'total', way: 'up', by: { kind: 'value', value: 1 } }),
      trigger({ kind: 'created', version: 'draft' }),
      trigger({ kind: 'deleted', uid: 'api::lead.lead' }),
      automationTrigger.parse({ kind: 'segment', segmentId: 1, way: 'enters' }),
    ]);
    expect([...specs.values()]).toEqual([
      { uid: ORDER, fields: ['state', 'total'], versions: ['draft', 'published'] },
      { uid: 'api::lead.lead', fields: [], versions: ['published'] },
    ]);
  });

  it('[E-02] covers less, and is the same only as the same', () => {
    const small = { uid: ORDER, fields: ['a'], versions: ['published' as const] };
    const large = { ...small, fields: ['a', 'b'] };
    expect([covers(large, small), covers(small, large)]).toEqual([true, false]);
    expect([sameSpec(large, { ...large, fields: ['b', 'a'] }), sameSpec(large, small)]).toEqual([
      true,
      false,
    ]);
  });

  it('[E-02] is known by what a trigger says, in whatever order a database gives its parts', () => {
    const given = trigger({ kind: 'updated', field: 'state', to: ['paid'] });
    const stored = Object.fromEntries(Object.entries(given).reverse()) as typeof given;
    const other = trigger({ kind: 'updated', field: 'state', to: ['sent'] });
    expect(Object.keys(stored)).not.toEqual(Object.keys(given));
    expect([stored, other, null].map((one) => sameTrigger(one, given))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
