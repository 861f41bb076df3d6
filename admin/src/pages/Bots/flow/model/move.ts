import type {
  FlowGraph,
  FlowKey,
  FlowNode,
} from '../../../../../../server/src/contracts/flow-graph';
import { mainExit, targetOf, withEdge } from './graph';
import { allItems, itemsIn, outlineOf, type OutlineItem } from './outline';

/** An exit, and where it leads. */
interface Edge {
  readonly node: FlowKey;
  readonly exit: string;
  readonly target: FlowKey;
}
type Is = (edge: Edge) => boolean;

const edgesOf = ({ nodes }: FlowGraph): Edge[] =>
  nodes.flatMap(({ id, to }) =>
    Object.entries(to).map(([exit, target]) => ({ node: id, exit, target }))
  );

/** Ways from a step, or from what is nested below it, to another step. */
const from = (item: OutlineItem, target: FlowKey): Is => {
  const piece = new Set(itemsIn([item]).map(({ node }) => node.id));
  return (edge) => edge.target === target && piece.has(edge.node);
};

/**
 * By which ways the line comes to a step: from the step before it, or by the exit below which its line is. Null: the
 * line begins here, and no way comes to it. What else leads to the step comes back, or from another line.
 */
const waysTo = (item: OutlineItem, items: readonly OutlineItem[]): Is | null => {
  const { id } = item.node;
  const before = items.find(({ node }) => node.id === item.before);
  if (before) return from(before, id);
  for (const { node, exits } of items) {
    const own = exits.find(({ leads, target }) => leads === 'in' && target === id);
    if (own) return (edge) => edge.node === node.id && edge.exit === own.exit;
  }
  return null;
};

interface Out {
  /** By which ways the line leaves a step. */
  readonly ways: Is;
  /** Where to; null: the run ends. */
  readonly to: FlowKey | null;
}

const waysFrom = ({ item, main }: { item: OutlineItem; main: string }, edges: Edge[]): Out => {
  const { id } = item.node;
  const on = item.after === null ? null : from(item, item.after);
  if (on && edges.some(on)) return { ways: on, to: item.after };
  const to = targetOf(item.node, main);
  return { ways: ({ node, exit }) => node === id && exit === main, to: to === id ? null : to };
};

const rewired = (graph: FlowGraph, lead: (edge: Edge) => FlowKey | null): FlowNode[] =>
  graph.nodes.map((node) => ({
    ...node,
    to: Object.fromEntries(
      Object.entries(node.to).flatMap(([exit, target]): [string, FlowKey][] => {
        const next = lead({ node: node.id, exit, target });
        return next === null ? [] : [[exit, next]];
      })
    ),
  }));

const inFront = (nodes: readonly FlowNode[], id: FlowKey, before: FlowKey): FlowNode[] => {
  const mover = nodes.filter((node) => node.id === id);
  return nodes.flatMap((node) => {
    if (node.id === id) return [];
    return node.id === before ? [...mover, node] : [node];
  });
};

/**
 * A step changes places with the one before it in its line; what is nested below each comes along. Only the ways of the
 * line are changed: ways that lead back to one of the two, and ways from other lines, lead where they did. A step that
 * ends the flow can have nothing behind it.
 */
export const movedBefore = (graph: FlowGraph, id: FlowKey, before: FlowKey): FlowGraph => {
  const items = allItems(outlineOf(graph));
  const mover = items.find(({ node }) => node.id === id);
  const passed = items.find(({ node }) => node.id === before);
  const main = mover ? mainExit(mover.node.step) : null;
  if (!mover || !passed || main === null || passed.after !== id) return graph;
  const edges = edgesOf(graph);
  const comes = waysTo(passed, items);
  const between = from(passed, id);
  // What leads on is drawn in another line: there is nothing that one could see move.
  if (!edges.some(between) || (comes && !edges.some(comes))) return graph;
  const out = waysFrom({ item: mover, main }, edges);
  const isCircle = out.to === before;
  const lead = (edge: Edge): FlowKey | null => {
    if (comes?.(edge)) return id;
    if (between(edge) && !isCircle) return out.to;
    return out.ways(edge) ? before : edge.target;
  };
  const nodes = rewired(graph, lead).map((node) =>
    node.id === id && targetOf(node, main) === null && !edges.some(out.ways)
      ? withEdge(node, main, before)
      : node
  );
  return {
    ...graph,
    start: graph.start === before ? id : graph.start,
    nodes: inFront(nodes, id, before),
  };
};
