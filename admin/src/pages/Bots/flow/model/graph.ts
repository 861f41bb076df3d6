import { exitsOf, FAILED, nodeOf } from '../../../../../../server/src/contracts/flow-parts';
import {
  FLOW_NODES,
  type FlowGraph,
  type FlowKey,
  type FlowNode,
  type FlowStep,
} from '../../../../../../server/src/contracts/flow-graph';

/** A way out of a step of a graph. */
export interface Exit {
  readonly node: FlowKey;
  readonly exit: string;
}
export type NewNode = Pick<FlowNode, 'id' | 'step'>;

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const KEY_LENGTH = 10;

/**
 * An id for a step or for one of its exits. It is random, so that the id of a deleted step never comes again: people may
 * still wait there. No exit that steps have by their kind is as long.
 */
export const newKey = (taken: Iterable<string> = [], random: () => number = Math.random) => {
  const used = new Set(taken);
  const draw = (): FlowKey =>
    Array.from({ length: KEY_LENGTH }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join(
      ''
    );
  let key = draw();
  while (used.has(key)) key = draw();
  return key;
};

const ordered = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Something as text to compare: databases give keys back in an order of their own. */
export const asText = (value: unknown): string => JSON.stringify(value, ordered);
export const textOf = (graph: FlowGraph | null): string => asText(graph);

export const keysOf = ({ nodes }: FlowGraph): FlowKey[] => nodes.map(({ id }) => id);
export const isFull = ({ nodes }: FlowGraph): boolean => nodes.length >= FLOW_NODES;

/** The exits that a step has by its kind, its choices and cases, and the one for its failure. */
export const allExits = (step: FlowStep): string[] => [...exitsOf(step), FAILED];

/** The exits that one sees at a step: the one for its failure only where that leads somewhere. */
export const shownExits = (node: Pick<FlowNode, 'step' | 'to'>): string[] => [
  ...exitsOf(node.step),
  ...(targetOf(node, FAILED) === null ? [] : [FAILED]),
];

/** The exit by which the line goes on; null where the flow ends with the step. */
export const mainExit = (step: FlowStep): string | null => exitsOf(step)[0] ?? null;

/** Where an exit leads; null: the run ends. */
export const targetOf = ({ to }: Pick<FlowNode, 'to'>, exit: string): FlowKey | null =>
  Object.hasOwn(to, exit) ? (to[exit] ?? null) : null;

/** What comes after a step if one leaves it out: where its main exit leads, else the first that leads anywhere. */
const followerOf = (node: FlowNode): FlowKey | null =>
  exitsOf(node.step)
    .map((exit) => targetOf(node, exit))
    .find((target) => target !== null && target !== node.id) ?? null;

/** The steps of a simple bot as one line; of none, a flow that has no step yet. */
export const graphOfSteps = (steps: readonly FlowStep[]): FlowGraph => {
  const keys = steps.map(() => newKey());
  const nodes = steps.map((step, i): FlowNode => {
    const next = keys[i + 1];
    const main = mainExit(step);
    const to: FlowNode['to'] = next !== undefined && main !== null ? { [main]: next } : {};
    return { id: keys[i] ?? newKey(), step, to, at: null };
  });
  return { start: keys[0] ?? newKey(), nodes, whenTaken: 'go-on' };
};

const changedNode = (
  graph: FlowGraph,
  id: FlowKey,
  change: (node: FlowNode) => FlowNode
): FlowGraph => ({
  ...graph,
  nodes: graph.nodes.map((node) => (node.id === id ? change(node) : node)),
});

/** The step with this exit leading there; null: the run ends. */
export const withEdge = (node: FlowNode, exit: string, target: FlowKey | null): FlowNode => {
  const others = Object.entries(node.to).filter(([key]) => key !== exit);
  return {
    ...node,
    to: Object.fromEntries(target === null ? others : [...others, [exit, target]]),
  };
};

/** Whatever led to `from` leads to `to` now, or ends. */
const redirected = (graph: FlowGraph, from: FlowKey, to: FlowKey | null): FlowGraph => ({
  ...graph,
  start: graph.start === from ? (to ?? from) : graph.start,
  nodes: graph.nodes.map((node) => ({
    ...node,
    to: Object.fromEntries(
      Object.entries(node.to).flatMap(([exit, target]): [string, FlowKey][] => {
        if (target !== from) return [[exit, target]];
        return to === null ? [] : [[exit, to]];
      })
    ),
  })),
});

/** Puts the nodes into the list behind the node `id`; the order of the list is the order of what nothing leads to. */
const placed = (graph: FlowGraph, id: FlowKey, nodes: readonly FlowNode[]): FlowGraph => ({
  ...graph,
  nodes: graph.nodes.flatMap((node) => (node.id === id ? [node, ...nodes] : [node])),
});

/** The exit leads to this step, or ends the run. */
export const connected = (
  graph: FlowGraph,
  { node: id, exit }: Exit,
  target: FlowKey | null
): FlowGraph => {
  const node = nodeOf(graph, id);
  const isThere = target === null || nodeOf(graph, target) !== null;
  if (!node || !isThere || !allExits(node.step).includes(exit)) return graph;
  return changedNode(graph, id, (old) => withEdge(old, exit, target));
};

/**
 * These nodes after an exit; what came there follows the main exit of the first, where that leads nowhere yet. With null
 * they are added, and nothing leads to them.
 */
export const addedNodes = (
  graph: FlowGraph,
  at: Exit | null,
  nodes: readonly FlowNode[]
): FlowGraph => {
  const [first, ...others] = nodes;
  if (!first || graph.nodes.length + nodes.length > FLOW_NODES) return graph;
  const from = at && nodeOf(graph, at.node);
  if (!at || !from || !allExits(from.step).includes(at.exit))
    return at ? graph : { ...graph, nodes: [...graph.nodes, ...nodes] };
  const main = mainExit(first.step);
  const old = targetOf(from, at.exit);
  const head = main && targetOf(first, main) === null ? withEdge(first, main, old) : first;
  const joined = changedNode(graph, at.node, (node) => withEdge(node, at.exit, first.id));
  return placed(joined, at.node, [head, ...others]);
};

/** A new step after an exit; what came there follows the first exit of the new step. */
export const addedAfter = (graph: FlowGraph, at: Exit | null, { id, step }: NewNode): FlowGraph =>
  addedNodes(graph, at, [{ id, step, to: {}, at: null }]);

/** A new step in front of the first one. Ways back to that one stay as they are: a menu begins once. */
export const addedFirst = (graph: FlowGraph, { id, step }: NewNode): FlowGraph => {
  if (isFull(graph)) return graph;
  const main = mainExit(step);
  const first: FlowNode = {
    id,
    step,
    to: main === null || !nodeOf(graph, graph.start) ? {} : { [main]: graph.start },
    at: null,
  };
  const at = Math.max(0, keysOf(graph).indexOf(graph.start));
  return { ...graph, start: id, nodes: graph.nodes.toSpliced(at, 0, first) };
};

/** Without this step: what led to it leads to what comes after it. */
export const removed = (graph: FlowGraph, id: FlowKey): FlowGraph => {
  const node = nodeOf(graph, id);
  if (!node) return graph;
  const rest = redirected(graph, id, followerOf(node));
  const nodes = rest.nodes.filter((one) => one.id !== id);
  const start = rest.start === id ? (nodes[0]?.id ?? id) : rest.start;
  return { ...rest, start, nodes };
};

/** The step once more, after itself, with the same ways out. */
export const duplicated = (graph: FlowGraph, id: FlowKey, copyId: FlowKey): FlowGraph => {
  const node = nodeOf(graph, id);
  if (!node || isFull(graph)) return graph;
  const main = mainExit(node.step);
  const copy: FlowNode = { ...node, id: copyId, at: null };
  const joined = main ? changedNode(graph, id, (old) => withEdge(old, main, copyId)) : graph;
  return placed(joined, id, [copy]);
};

/** Changes what a step does. Exits that are gone lose their ways; all others keep theirs, whatever their label says. */
export const changed = (graph: FlowGraph, id: FlowKey, step: FlowStep): FlowGraph => {
  const exits = allExits(step);
  return changedNode(graph, id, (node) => ({
    ...node,
    step,
    to: Object.fromEntries(Object.entries(node.to).filter(([exit]) => exits.includes(exit))),
  }));
};

/** A step as the drawer holds it: its settings, and where each exit leads. */
export const edited = (
  graph: FlowGraph,
  id: FlowKey,
  { step, to }: Pick<FlowNode, 'step' | 'to'>
): FlowGraph =>
  allExits(step).reduce(
    (now, exit) => connected(now, { node: id, exit }, targetOf({ to }, exit)),
    changed(graph, id, step)
  );

/** All steps to which the start leads. */
export const reachable = (graph: FlowGraph): Set<FlowKey> => {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const seen = new Set<FlowKey>();
  for (let edge = [graph.start]; edge.length > 0;) {
    const fresh = [...new Set(edge)].filter((key) => nodes.has(key) && !seen.has(key));
    for (const key of fresh) seen.add(key);
    edge = fresh.flatMap((key) => Object.values(nodes.get(key)?.to ?? {}));
  }
  return seen;
};

/** Steps that are still there after a change, and that nothing leads to any more. */
export const cutOff = (before: FlowGraph, after: FlowGraph): FlowKey[] => {
  const live = reachable(after);
  const there = new Set(keysOf(after));
  return [...reachable(before)].filter((key) => there.has(key) && !live.has(key));
};
