import type { SegmentGroup, SegmentNode } from '../../contracts/segments';

/**
 * How many conditions a statement gets from these segments: a segment is written out wherever it is named, so a few that
 * name each other multiply. Counts no further than `most` + 1.
 */
export const conditionsWritten = (
  first: readonly number[],
  nodes: ReadonlyMap<number, SegmentGroup>,
  most: number
): number => {
  const known = new Map<number, number>();
  const ofSegment = (id: number): number => {
    const before = known.get(id);
    if (before !== undefined) return before;
    known.set(id, 0); // one that contains itself is written as nobody
    const tree = nodes.get(id);
    const size = tree ? ofNode(tree) : 0;
    known.set(id, size);
    return size;
  };
  const add = (sizes: readonly number[]): number =>
    sizes.reduce((sum, size) => Math.min(most + 1, sum + size), 0);
  const ofNode = (node: SegmentNode): number => {
    if (node.kind === 'group') return add(node.nodes.map(ofNode));
    const { segments } = node.kind === 'people' ? node.filter : { segments: undefined };
    const named = segments ? [...segments.include, ...segments.exclude] : [];
    return add([1, ...named.map(ofSegment)]);
  };
  return add(first.map(ofSegment));
};
