import { segmentBody, type SegmentGroup } from '../../../server/src/contracts/segments';

const condition = { kind: 'engagement', levels: ['high'] };
const group = (nodes: unknown[]) => ({ kind: 'group', match: 'all', nodes });
const nested = (deep: number, inside: unknown[] = [condition]): unknown =>
  deep === 1 ? group(inside) : group([nested(deep - 1, inside)]);
const read = (tree: unknown) => segmentBody.safeParse({ name: 'Deep', tree });
const problem = (tree: unknown) => {
  const { error } = read(tree);
  return error ? [error.issues[0]?.path.join('.'), error.issues[0]?.message] : null;
};

describe('the tree of a segment', () => {
  it('[P-13] takes groups three deep, and says so of the fourth, filled or not', () => {
    expect(read(nested(3)).data?.tree).toMatchObject(nested(3) as SegmentGroup);
    const tooDeep = ['tree', 'groups of conditions may stand 3 deep in each other'];
    expect(problem(nested(4))).toEqual(tooDeep);
    expect(problem(nested(4, []))).toEqual(tooDeep);
  });

  it('answers a tree of 50,000 groups in each other like any other that is too deep', () => {
    let tree: unknown = group([condition]);
    for (let i = 0; i < 50_000; i += 1) tree = group([tree]);
    expect(problem(tree)?.[0]).toBe('tree');
    expect(problem(tree)?.[1]).toContain('3 deep');
  });

  it('refuses what is no tree, by its name', () => {
    for (const tree of [null, undefined, [], 'all', { kind: 'group', match: 'all', nodes: [null] }])
      expect(problem(tree)?.[0]).toMatch(/^tree/);
  });
});
