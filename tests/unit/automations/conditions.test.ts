import {
  entryHolds,
  fieldsAsked,
  fieldsNeeded,
  treeHolds,
} from '../../../server/src/automations/domain/conditions';
import type {
  AutomationCondition,
  AutomationConditions,
  EntryCondition,
  HeldValue,
  HeldValues,
} from '../../../server/src/contracts/automations';
import { allOf } from '../../../server/src/contracts/condition-tree';

const VIENNA = 'Europe/Vienna';
const asks = (
  operator: EntryCondition['operator'],
  values: HeldValue[] = [],
  not = false
): EntryCondition => ({ kind: 'entry', field: 'it', operator, values, not });
const holds = (condition: EntryCondition, it: HeldValue | undefined, zone = 'UTC'): boolean =>
  entryHolds(condition, { values: it === undefined ? {} : { it }, zone });

describe('a condition about a field of an entry', () => {
  it('[E-08] compares texts without case and accents, and one value is enough', () => {
    expect(holds(asks('is', ['paid']), 'Paid')).toBe(true);
    expect(holds(asks('is', ['ISTANBUL']), ' İstanbul ')).toBe(true);
    expect(holds(asks('is', ['new', 'paid']), 'paid')).toBe(true);
    expect(holds(asks('is', ['new']), 'paid')).toBe(false);
    expect(holds(asks('contains', ['köln']), 'Hotel KOLN Mitte')).toBe(true);
  });

  it('[E-08] `not` asks the opposite, also of a field that has no value', () => {
    expect(holds(asks('is', ['paid'], true), 'paid')).toBe(false);
    expect(holds(asks('is', ['paid'], true), null)).toBe(true);
    expect(holds(asks('filled'), '')).toBe(false);
    expect(holds(asks('filled', [], true), undefined)).toBe(true);
    expect(holds(asks('filled'), 0)).toBe(true);
  });

  it('[E-09] compares numbers, also those that the database gives as text, the number itself included', () => {
    expect(holds(asks('more', [100]), '100.00')).toBe(true);
    expect(holds(asks('less', [99.5]), 99.4)).toBe(true);
    expect(holds(asks('more', [100]), 99)).toBe(false);
    expect(holds(asks('more', [1]), null)).toBe(false);
  });

  it('[E-08] compares days and instants on the clock of the business', () => {
    const late = Date.parse('2026-07-01T23:30:00Z');
    expect(holds(asks('after', ['2026-07-01']), '2026-07-02')).toBe(true);
    expect(holds(asks('before', ['2026-07-02']), late)).toBe(true);
    // In Vienna it is the second of July already.
    expect(holds(asks('before', ['2026-07-02']), late, VIENNA)).toBe(false);
    expect(holds(asks('before', [late]), '2026-07-01', VIENNA)).toBe(true);
    expect(holds(asks('after', ['2026-07-01']), 'soon')).toBe(false);
  });
});

describe('conditions of an automation', () => {
  const state = (value: string): EntryCondition => ({ ...asks('is', [value]), field: 'state' });
  const person: AutomationCondition = { kind: 'people', not: false, filter: {} };
  const group = (
    match: 'all' | 'any',
    nodes: AutomationConditions['nodes'],
    not = false
  ): AutomationConditions => ({ kind: 'group', match, nodes, not });
  const ask = async (tree: AutomationConditions, values: HeldValues | null, isMet = true) => {
    let asked = 0;
    const others = () => {
      asked += 1;
      return Promise.resolve(isMet);
    };
    const entry = values && { values, zone: 'UTC' };
    return [await treeHolds(tree, { entry, others }), asked];
  };

  it('[E-08] ask of contact and entry together, and of the contact only where it matters', async () => {
    const both = group('all', [state('paid'), person]);
    expect(await ask(both, { state: 'paid' })).toEqual([true, 1]);
    expect(await ask(both, { state: 'new' })).toEqual([false, 0]);
    expect(await ask(both, { state: 'paid' }, false)).toEqual([false, 1]);
    const either = group('any', [state('paid'), person]);
    expect(await ask(either, { state: 'paid' })).toEqual([true, 0]);
    expect(await ask(either, { state: 'new' })).toEqual([true, 1]);
  });

  it('[E-08] hold of nothing about an entry that is gone, and a group without conditions holds', async () => {
    expect(await ask(allOf([state('paid')]), null)).toEqual([false, 0]);
    expect(await ask(group('any', []), null)).toEqual([true, 0]);
    expect(await ask(group('all', [], true), null)).toEqual([false, 0]);
    const inner = group('any', [state('paid'), state('sent')], true);
    expect(await ask(group('all', [inner]), { state: 'new' })).toEqual([true, 0]);
    expect(await ask(group('all', [inner]), { state: 'sent' })).toEqual([false, 0]);
  });

  it('name the fields that they ask of, each once', () => {
    const tree = group('all', [state('a'), group('any', [state('b'), asks('filled')]), person]);
    expect(fieldsAsked(tree)).toEqual(['state', 'it']);
    expect(fieldsAsked(null)).toEqual([]);
  });

  it('[E-08] need the fields that they, Stop and the goal ask of', () => {
    const conditions = group('all', [state('new')]);
    const stopWhen = group('all', [asks('filled'), person]);
    const goal = (field: string) =>
      ({ kind: 'entry', conditions: allOf([{ ...asks('filled'), field }]), days: 7 }) as const;
    const all = { conditions, stopWhen, goal: goal('sentOn') };
    expect(fieldsNeeded(all)).toEqual(['state', 'it', 'sentOn']);
    expect(fieldsNeeded({ conditions, stopWhen: null, goal: goal('state') })).toEqual(['state']);
    const replied = { kind: 'replied', days: 7 } as const;
    expect(fieldsNeeded({ conditions: null, stopWhen: null, goal: replied })).toEqual([]);
  });
});
