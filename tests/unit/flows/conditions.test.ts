import { flowConditions, type FlowCondition } from '../../../server/src/contracts/flow-conditions';
import { conditionsHold, type Known } from '../../../server/src/flows/domain/conditions';
import { wallOf } from '../../../server/src/kernel/wall';

/** A Friday. */
const known: Known = {
  variables: { town: 'İzmir', people: 4 },
  said: { text: 'Kargom nerede?', type: 'text' },
  wall: wallOf('2026-11-27T10:30'),
  isOpen: true,
};
const person = { kind: 'people', not: false, filter: { tags: { include: ['vip'] } } };

const holds = (
  nodes: object[],
  more: { known?: Partial<Known>; match?: string; not?: boolean } = {}
) => {
  const tree = { kind: 'group', match: more.match ?? 'all', not: more.not ?? false, nodes };
  const asked: FlowCondition[] = [];
  return conditionsHold(flowConditions.parse(tree), {
    known: { ...known, ...more.known },
    person: (condition) => {
      asked.push(condition);
      return Promise.resolve(!condition.not);
    },
  }).then((is) => ({ is, asked: asked.length }));
};
const one = async (node: object, more: Partial<Known> = {}) =>
  (await holds([node], { known: more })).is;

describe('the conditions of a flow', () => {
  it.each([
    [true, { name: 'town', operator: 'filled' }],
    [false, { name: 'street', operator: 'filled' }],
    [true, { name: 'town', operator: 'is', value: 'izmir' }],
    [true, { name: 'town', operator: 'contains', value: 'ZMİ' }],
    [false, { name: 'town', operator: 'is', value: 'Bursa' }],
    [true, { name: 'people', operator: 'more', value: '4' }],
    [false, { name: 'people', operator: 'less', value: '3' }],
    [false, { name: 'town', operator: 'more', value: '3' }],
    [true, { name: 'street', operator: 'filled', not: true }],
  ])('[B-20] [E-22] are %s of the values that the run keeps: %j', async (is, condition) => {
    expect(await one({ kind: 'value', ...condition })).toBe(is);
  });

  it.each([
    [true, { operator: 'contains', value: 'KARGO' }],
    [false, { operator: 'is', value: 'kargo' }],
    [true, { operator: 'type', value: 'text' }],
    [false, { operator: 'type', value: 'image' }],
  ])('[B-20] are %s of the message that came in: %j', async (is, condition) => {
    expect(await one({ kind: 'said', ...condition })).toBe(is);
  });

  it.each([
    [true, '2026-11-27T10:30', { days: [5], from: '09:00', to: '18:00' }],
    [false, '2026-11-27T18:00', { days: [5], from: '09:00', to: '18:00' }],
    [false, '2026-11-28T10:30', { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
    [true, '2026-11-28T10:30', { days: [6] }],
    [true, '2026-11-29T10:30', { days: [7] }],
    // Past midnight it is still the night of the day before.
    [true, '2026-11-28T01:00', { days: [5], from: '22:00', to: '02:00' }],
    [false, '2026-11-27T01:00', { days: [5], from: '22:00', to: '02:00' }],
    [true, '2026-11-27T23:00', { days: [5], from: '22:00', to: '02:00' }],
    [false, '2026-11-28T02:00', { days: [5], from: '22:00', to: '02:00' }],
  ])('[B-19] are %s at %s for %j', async (is, at, condition) => {
    expect(await one({ kind: 'clock', ...condition }, { wall: wallOf(at) })).toBe(is);
  });

  it('[B-19] know whether the number is open; one without hours always is', async () => {
    expect(await one({ kind: 'open' })).toBe(true);
    expect(await one({ kind: 'open' }, { isOpen: false })).toBe(false);
    expect(await one({ kind: 'open' }, { isOpen: null })).toBe(true);
    expect(await one({ kind: 'open', not: true }, { isOpen: false })).toBe(true);
  });

  it('[B-20] all or one of them, turned round as a group too, and no more asked than decides', async () => {
    const yes = { kind: 'open' };
    const no = { kind: 'open', not: true };
    expect(await holds([yes, no])).toEqual({ is: false, asked: 0 });
    expect(await holds([yes, no], { match: 'any' })).toEqual({ is: true, asked: 0 });
    expect(await holds([yes, no], { not: true })).toEqual({ is: true, asked: 0 });
    expect(await holds([])).toEqual({ is: true, asked: 0 });
    expect(await holds([], { match: 'any' })).toEqual({ is: true, asked: 0 });
    expect(await holds([no, person])).toEqual({ is: false, asked: 0 });
    expect(await holds([yes, person])).toEqual({ is: true, asked: 1 });
    expect(await holds([yes, { ...person, not: true }])).toEqual({ is: false, asked: 1 });
    const group = { kind: 'group', match: 'any', nodes: [no, person] };
    expect(await holds([yes, group])).toEqual({ is: true, asked: 1 });
  });

  it('refuses conditions of another kind, and groups that stand too deep in each other', () => {
    const tree = (nodes: object[]): object => ({ kind: 'group', match: 'all', nodes });
    expect(flowConditions.safeParse(tree([{ kind: 'weather' }])).success).toBe(false);
    expect(flowConditions.safeParse(tree([tree([tree([])])])).success).toBe(true);
    expect(flowConditions.safeParse(tree([tree([tree([tree([])])])])).success).toBe(false);
  });
});
