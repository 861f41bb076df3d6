import type { FlowImpact } from '../../contracts/bots';
import type { FlowGraph } from '../../contracts/flow-graph';
import { nodeOf } from './walk';
import { wordsOf } from './words';

/** A version that is walked, and how many runs are at each of its nodes. */
export interface Walked {
  version: number;
  graph: FlowGraph;
  counts: ReadonlyMap<string, number>;
}

/** Who is where, seen from a graph that is to be published. A step is shown as the newest version that has it says it. */
export const impactOf = (walked: readonly Walked[], next: FlowGraph): FlowImpact => {
  const nodes = new Map<string, FlowImpact['nodes'][number]>();
  let open = 0;
  for (const { graph, counts } of [...walked].sort((a, b) => b.version - a.version))
    for (const [node, count] of counts) {
      open += count;
      const kind = nodeOf(graph, node)?.step.kind;
      // A run at a step that its own version lacks ends at its next move.
      if (kind === undefined) continue;
      const known = nodes.get(node);
      const isGone = nodeOf(next, node) === null;
      nodes.set(node, {
        ...(known ?? { node, kind, words: wordsOf(graph, node), isGone }),
        count: count + (known?.count ?? 0),
      });
    }
  return { open, nodes: [...nodes.values()].sort((a, b) => b.count - a.count) };
};
