import { z } from 'zod';

/** Conditions that must all hold, or one of them. A group without conditions holds. */
export interface ConditionGroup<Leaf> {
  kind: 'group';
  not: boolean;
  match: 'all' | 'any';
  nodes: ConditionNode<Leaf>[];
}
export type ConditionNode<Leaf> = Leaf | ConditionGroup<Leaf>;

/** Groups of conditions are at most this deep in each other (docs/segments.md). */
export const SEGMENT_DEPTH = 3;
/** A group holds at most this many conditions and groups. */
export const SEGMENT_NODES = 20;
/** A tree holds at most this many conditions, those of the segments that it names with it. */
export const SEGMENT_CONDITIONS = 100;

/** Conditions that must all hold. */
export const allOf = <Leaf>(nodes: ConditionNode<Leaf>[]): ConditionGroup<Leaf> => ({
  kind: 'group',
  not: false,
  match: 'all',
  nodes,
});

export const isGroup = <Leaf extends { kind: string }>(
  node: ConditionNode<Leaf>
): node is ConditionGroup<Leaf> => node.kind === 'group';

export const leavesIn = <Leaf extends { kind: string }>(node: ConditionNode<Leaf>): Leaf[] =>
  isGroup(node) ? node.nodes.flatMap((one) => leavesIn<Leaf>(one)) : [node];

const groupsIn = (value: unknown): unknown[] => {
  const nodes = (value as { nodes?: unknown } | null | undefined)?.nodes;
  return Array.isArray(nodes)
    ? nodes.filter((node) => (node as { kind?: unknown } | null)?.kind === 'group')
    : [];
};

/** Level by level, and before the tree is read: a tree of 100,000 groups in each other would overflow the reader. */
const isTooDeep = (tree: unknown): boolean => {
  let groups: unknown[] = [tree];
  for (let depth = 1; groups.length > 0; depth += 1) {
    if (depth > SEGMENT_DEPTH) return true;
    groups = groups.flatMap(groupsIn);
  }
  return false;
};

/** A whole tree over such conditions: its root is a group. */
export const conditionTree = <Leaf extends { kind: string }>(leaf: z.ZodType<Leaf>) => {
  const node: z.ZodType<ConditionNode<Leaf>> = z.lazy(() => z.union([leaf, group])) as z.ZodType<
    ConditionNode<Leaf>
  >;
  const group = z.object({
    kind: z.literal('group'),
    not: z.boolean().default(false),
    match: z.enum(['all', 'any']),
    nodes: z.array(node).max(SEGMENT_NODES),
  });
  return z
    .unknown()
    .refine((tree) => !isTooDeep(tree), {
      message: `groups of conditions may stand ${SEGMENT_DEPTH} deep in each other`,
    })
    .pipe(group as unknown as z.ZodType<ConditionGroup<Leaf>>)
    .refine((tree) => leavesIn(tree).length <= SEGMENT_CONDITIONS, {
      message: `at most ${SEGMENT_CONDITIONS} conditions in all`,
    });
};
