import type { SegmentGroup } from '../../../server/src/contracts/segments';
import { lockedLabels } from '../../../server/src/segments/locked';
import type { LockedFields } from '../../../server/src/sensitive/public';

type Node = SegmentGroup['nodes'][number];
const asks = (key: string): Node => ({
  kind: 'people',
  not: true,
  filter: { fields: [{ on: 'custom', key, operator: 'is-filled', exclude: false }] },
});
const names = (...ids: number[]): Node => ({
  kind: 'people',
  not: false,
  filter: { segments: { include: [], exclude: ids } },
});
const tree = (...nodes: Node[]): SegmentGroup => ({
  kind: 'group',
  not: false,
  match: 'any',
  nodes,
});
const allergy = { on: 'custom' as const, key: 'allergy' };
const locked: LockedFields = new Map([
  ['custom:allergy', { field: allergy, kind: 'health', label: 'Allergy' }],
]);

describe('segments that ask about a locked field', () => {
  it('[X-10] say so, also when they only name one that does, however deep', () => {
    const rows = [
      { id: 1, tree: tree(tree(asks('allergy'))) },
      { id: 2, tree: tree(names(1)) },
      { id: 3, tree: tree(names(2), asks('city')) },
      { id: 4, tree: tree(asks('city')) },
    ];
    const found = lockedLabels(rows, locked);
    expect([1, 2, 3, 4].map((id) => found.get(id))).toEqual([
      ['Allergy'],
      ['Allergy'],
      ['Allergy'],
      [],
    ]);
  });

  it('ends where segments name each other', () => {
    const rows = [
      { id: 1, tree: tree(names(2)) },
      { id: 2, tree: tree(names(1)) },
    ];
    expect(lockedLabels(rows, locked).get(1)).toEqual([]);
    expect(lockedLabels(rows, new Map()).size).toBe(0);
  });
});
