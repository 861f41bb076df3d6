import fc from 'fast-check';
import {
  chipAsk,
  depthOf,
  emptyRoot,
  itemsOf,
  mayNest,
  nextId,
  ROOT,
  rootOf,
  rowsOf,
  treeOf,
  type Branch,
} from '../../../../admin/src/pages/Segments/model';
import {
  moved,
  movedTo,
  removed,
  withAsks,
  withBranch,
  withMatch,
  withNot,
  withRow,
  type Place,
} from '../../../../admin/src/pages/Segments/model-move';
import {
  SEGMENT_DEPTH,
  segmentTree,
  type EngagementLevel,
  type SegmentGroup,
  type SegmentNode,
} from '../../../../server/src/contracts/segments';
import { matches, type Person } from '../../../integration/segments/evaluate';

const TAGS = ['vip', 'regular', 'new'];
const chips = fc.record({ include: fc.subarray(TAGS), exclude: fc.subarray(TAGS) });
const consent = fc.record({
  include: fc.subarray(['in', 'none', 'out'] as const as ('in' | 'none' | 'out')[]),
  exclude: fc.subarray(['in', 'out'] as const as ('in' | 'out')[]),
});
const condition: fc.Arbitrary<SegmentNode> = fc.oneof(
  fc.record({
    kind: fc.constant('people' as const),
    not: fc.boolean(),
    filter: fc.record({ tags: chips, consent }, { requiredKeys: [] }),
  }),
  fc.record({
    kind: fc.constant('engagement' as const),
    not: fc.boolean(),
    levels: fc.subarray<EngagementLevel>(['none', 'low'], { minLength: 1 }),
  })
);
const treeOfDepth = (depth: number): fc.Arbitrary<SegmentGroup> =>
  fc.record({
    kind: fc.constant('group' as const),
    not: fc.boolean(),
    match: fc.constantFrom('all' as const, 'any' as const),
    nodes: fc.array(depth === 1 ? condition : fc.oneof(condition, treeOfDepth(depth - 1)), {
      minLength: 1,
      maxLength: 3,
    }),
  });

const people: Person[] = TAGS.flatMap((tag) =>
  (['in', 'none', 'out'] as const).flatMap((marketing) =>
    [[tag], [tag, 'vip'], []].map((tags, id) => ({
      id,
      country: null,
      language: null,
      marketing,
      tags,
      groups: [],
      addedAt: 0,
      lastInboundAt: null,
      messages: [],
      clicks: [],
      conversions: [],
    }))
  )
);
const NOW = 1_790_000_000_000;
const meant = (tree: SegmentGroup) => people.map((person) => matches(person, tree, NOW));
/** Says nothing of a condition that asks nothing: it is no line. */
const asksSomething = (node: SegmentNode): boolean =>
  node.kind === 'group'
    ? node.nodes.length > 0 && node.nodes.every(asksSomething)
    : node.kind !== 'people' ||
      Object.values(node.filter).some(
        (side) =>
          [...(side as { include: [] }).include, ...(side as { exclude: [] }).exclude].length
      );

describe('a segment as lines', () => {
  it('[P-13] means the same contacts as the tree it was read from, whatever the tree', () => {
    fc.assert(
      fc.property(treeOfDepth(2).filter(asksSomething), (tree) => {
        const again = treeOf(rootOf(tree));
        expect(meant(again)).toEqual(meant(tree));
        expect(segmentTree.safeParse(again).success).toBe(true);
        // What was read once stands as it is.
        expect(treeOf(rootOf(again))).toEqual(again);
      })
    );
  });

  it('asks one thing in each line: what a chip excludes becomes a line the other way round', () => {
    const filter = {
      tags: { include: ['vip'], exclude: ['new'] },
      consent: { include: ['in' as const], exclude: [] },
    };
    const tree: SegmentGroup = {
      kind: 'group',
      not: false,
      match: 'any',
      nodes: [{ kind: 'people', not: true, filter }],
    };
    const [inside] = rootOf(tree).items;
    expect(inside).toMatchObject({ kind: 'branch', not: true, match: 'all' });
    expect(rowsOf(rootOf(tree)).map(({ not, asks }) => ({ not, asks }))).toEqual([
      { not: false, asks: chipAsk('tags', ['vip']) },
      { not: true, asks: chipAsk('tags', ['new']) },
      { not: false, asks: chipAsk('consent', ['in']) },
    ]);
  });

  it('leaves out what is not written yet, with the groups in which nothing else stands', () => {
    const root = withBranch(withAsks(emptyRoot(), 2, chipAsk('tags', ['vip'])), ROOT);
    expect(treeOf(root)).toEqual({
      kind: 'group',
      not: false,
      match: 'all',
      nodes: [{ not: false, ...chipAsk('tags', ['vip']) }],
    });
    expect(treeOf(root, () => false).nodes).toEqual([]);
  });
});

const lines = (root: Branch): unknown[] =>
  root.items.map((item) => (item.kind === 'row' ? item.id : lines(item)));

describe('the lines', () => {
  const one = withRow(withBranch(emptyRoot(), ROOT), ROOT, true);

  it('are added at the end of their group, removed and turned around', () => {
    expect(lines(one)).toEqual([2, [4], 5]);
    expect(rowsOf(one).at(-1)).toEqual({ kind: 'row', id: 5, not: true, asks: null });
    expect(lines(removed(one, 3))).toEqual([2, 5]);
    expect(rowsOf(withNot(one, 4, true)).map(({ not }) => not)).toEqual([false, true, true]);
    expect(withMatch(one, 3, 'all').items[1]).toMatchObject({ match: 'all' });
    expect(withMatch(one, ROOT, 'any').match).toBe('any');
  });

  it('move past each other, into a group and out of it, and stay at the ends', () => {
    expect(lines(moved(one, 5, 'up'))).toEqual([2, [4, 5]]);
    expect(lines(moved(moved(one, 5, 'up'), 5, 'up'))).toEqual([2, [5, 4]]);
    const out = moved(moved(moved(one, 5, 'up'), 5, 'up'), 5, 'up');
    expect(lines(out)).toEqual([2, 5, [4]]);
    expect(lines(moved(out, 5, 'up'))).toEqual([5, 2, [4]]);
    expect(lines(moved(one, 2, 'up'))).toEqual([2, [4], 5]);
    expect(lines(moved(one, 5, 'down'))).toEqual([2, [4], 5]);
    expect(lines(moved(one, 4, 'down'))).toEqual([2, [], 4, 5]);
  });

  it('are put down beside another one or into a group, and never into themselves', () => {
    const to = (id: number, at: number, side: Place['side']) =>
      lines(movedTo(one, id, { id: at, side }));
    expect(to(5, 2, 'before')).toEqual([5, 2, [4]]);
    expect(to(2, 5, 'after')).toEqual([[4], 5, 2]);
    expect(to(2, 4, 'after')).toEqual([[4, 2], 5]);
    expect(to(5, 3, 'inside')).toEqual([2, [4, 5]]);
    expect(to(4, 3, 'before')).toEqual([2, 4, [], 5]);
    expect(to(2, ROOT, 'inside')).toEqual([[4], 5, 2]);
    for (const side of ['before', 'after', 'inside'] as const) {
      expect(movedTo(one, 3, { id: 3, side })).toBe(one);
      expect(movedTo(one, 3, { id: 4, side })).toBe(one);
      expect(movedTo(one, 99, { id: 2, side })).toBe(one);
    }
    const deep = withBranch(withBranch(withBranch(emptyRoot(), ROOT), 3), ROOT);
    expect(movedTo(deep, 7, { id: 5, side: 'inside' })).toBe(deep);
  });

  it('nest three deep and no deeper, also when they are moved', () => {
    const two = withBranch(withBranch(emptyRoot(), ROOT), 3);
    const three = itemsOf(two).filter((item): item is Branch => item.kind === 'branch');
    expect(three.map((branch) => mayNest(two, branch))).toEqual([true, false]);
    const beside = withBranch(two, ROOT);
    const last = nextId(two);
    // Into the neighbour, but not with a group of its own inside.
    expect(lines(moved(beside, last, 'up'))).toEqual([2, [4, [6], [8]]]);
    expect(lines(moved(withBranch(beside, last), last, 'up'))).toEqual([2, [8, [10]], [4, [6]]]);
  });

  it('are never lost and never doubled, and stay within the depth, wherever they are put', () => {
    const side = fc.constantFrom('before' as const, 'after' as const, 'inside' as const);
    fc.assert(
      fc.property(
        treeOfDepth(SEGMENT_DEPTH).filter(asksSomething),
        fc.array(fc.tuple(fc.nat(30), fc.nat(30), side)),
        (tree, moves) => {
          const root = rootOf(tree);
          fc.pre(depthOf(root) <= SEGMENT_DEPTH);
          const all = [ROOT, ...itemsOf(root).map(({ id }) => id)];
          const pick = (at: number) => all[at % all.length] ?? 0;
          const end = moves.reduce(
            (now, [id, at, where]) => movedTo(now, pick(id), { id: pick(at), side: where }),
            root
          );
          const ids = (branch: Branch) => itemsOf(branch).map(({ id }) => id);
          expect(ids(end).sort()).toEqual(ids(root).sort());
          expect(depthOf(end)).toBeLessThanOrEqual(SEGMENT_DEPTH);
        }
      )
    );
  });

  it('are never lost and never doubled, and stay within the depth, however they are moved', () => {
    fc.assert(
      fc.property(
        treeOfDepth(SEGMENT_DEPTH).filter(asksSomething),
        fc.array(fc.tuple(fc.nat(30), fc.constantFrom('up' as const, 'down' as const))),
        (tree, moves) => {
          const root = rootOf(tree);
          fc.pre(depthOf(root) <= SEGMENT_DEPTH);
          const ids = (branch: Branch) => rowsOf(branch).map(({ id }) => id);
          const all = itemsOf(root).map(({ id }) => id);
          const end = moves.reduce(
            (now, [at, way]) => moved(now, all[at % all.length] ?? 0, way),
            root
          );
          expect(ids(end).sort()).toEqual(ids(root).sort());
          expect(depthOf(end)).toBeLessThanOrEqual(SEGMENT_DEPTH);
        }
      )
    );
  });
});
