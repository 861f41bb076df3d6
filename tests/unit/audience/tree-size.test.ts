import { conditionsWritten } from '../../../server/src/audience/domain/tree-size';
import {
  SEGMENT_CONDITIONS,
  segmentTree,
  type SegmentGroup,
  type SegmentNode,
} from '../../../server/src/contracts/segments';

const group = (nodes: SegmentNode[]): SegmentGroup => ({
  kind: 'group',
  not: false,
  match: 'any',
  nodes,
});
const leaf: SegmentNode = {
  kind: 'people',
  not: false,
  filter: { tags: { include: ['a'], exclude: [] } },
};
const naming = (...include: number[]): SegmentNode => ({
  kind: 'people',
  not: false,
  filter: { segments: { include, exclude: [] } },
});
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

describe('[P-01] the size of a tree of conditions', () => {
  it('is bounded over all groups, not in each alone', () => {
    expect(segmentTree.safeParse(group(times(5, group(times(20, leaf))))).success).toBe(true);
    expect(segmentTree.safeParse(group(times(6, group(times(20, leaf))))).success).toBe(false);
  });

  it('counts a segment as often as it is named, by whichever way', () => {
    const nodes = new Map([
      [1, group([leaf, leaf])],
      [2, group(times(3, naming(1)))],
      [3, group(times(3, naming(2, 1)))],
    ]);
    expect(conditionsWritten([1], nodes, 1_000)).toBe(2);
    expect(conditionsWritten([2], nodes, 1_000)).toBe(9);
    expect(conditionsWritten([3], nodes, 1_000)).toBe(36);
    expect(conditionsWritten([3, 1], nodes, 1_000)).toBe(38);
  });

  it('ends for segments that multiply without end or name themselves', () => {
    const nodes = new Map<number, SegmentGroup>([[0, group([leaf])]]);
    for (let id = 1; id <= 60; id += 1) nodes.set(id, group(times(20, naming(id - 1))));
    nodes.set(61, group([naming(61), leaf]));
    expect(conditionsWritten([60], nodes, SEGMENT_CONDITIONS)).toBe(SEGMENT_CONDITIONS + 1);
    expect(conditionsWritten([61], nodes, SEGMENT_CONDITIONS)).toBe(2);
  });
});
