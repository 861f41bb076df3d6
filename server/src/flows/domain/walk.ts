import { isReply } from '../../contracts/bot-steps';
import { exitsOf, FAILED, NEXT, nodeOf } from '../../contracts/flow-parts';
import {
  FLOW_STEPS_BETWEEN_WAITS,
  type FlowGraph,
  type FlowNode,
  type FlowStep,
} from '../../contracts/flow-graph';

export { exitsOf, FAILED, NEXT, nodeOf };

/**
 * Where a run is. `visit` counts the nodes that it entered: run and visit together are the key of what a node sends, so
 * that a circle says something on each round and a repeat after a crash says nothing twice.
 */
export interface Place {
  /** Null: the run has ended. */
  readonly node: string | null;
  readonly visit: number;
  /** Nodes entered since the run began or waited last. */
  readonly sinceWait: number;
}

/** What came of a node. */
export type Outcome =
  | { readonly kind: 'exit'; readonly exit: string }
  | { readonly kind: 'waits' }
  | { readonly kind: 'failed' };

export type Ending = 'end' | 'failed' | 'too-many-steps' | 'node-gone';

export type Move =
  | { readonly kind: 'at' | 'waits'; readonly place: Place }
  | { readonly kind: 'ended'; readonly place: Place; readonly why: Ending };

/** Does the step hold the run until the person says something, or until a time? */
export const isWaiting = ({ kind }: Pick<FlowStep, 'kind'>): boolean =>
  kind === 'question' || kind === 'choice' || kind === 'wait';

/** Did the person answer, when a node of this kind was left by this exit? A message that ends a wait answers nothing. */
export const isAnswered = (kind: string, exit: string | null): boolean =>
  (kind === 'question' || kind === 'choice') &&
  exit !== null &&
  !['other', 'no-answer', FAILED].includes(exit);

const ended = (place: Place, why: Ending): Move => ({
  kind: 'ended',
  place: { ...place, node: null },
  why,
});

/** The first node of a run. */
export const begin = ({ start }: FlowGraph): Place => ({ node: start, visit: 1, sinceWait: 1 });

const enter = (graph: FlowGraph, place: Place, to: string | undefined): Move => {
  if (to === undefined) return ended(place, 'end');
  if (!nodeOf(graph, to)) return ended(place, 'node-gone');
  if (place.sinceWait >= FLOW_STEPS_BETWEEN_WAITS) return ended(place, 'too-many-steps');
  return {
    kind: 'at',
    place: { node: to, visit: place.visit + 1, sinceWait: place.sinceWait + 1 },
  };
};

/** Where an exit leads. `constructor` is a fine id and no exit of every object. */
const exitOf = ({ to }: FlowNode, exit: string): string | undefined =>
  Object.hasOwn(to, exit) ? to[exit] : undefined;

/** Does the flow say what follows when this step fails? */
export const handlesFailure = (node: FlowNode): boolean => exitOf(node, FAILED) !== undefined;

/**
 * A step that failed: the way that the flow has for it; else stop, or go on as if it had worked (B-13). A reply stops unless
 * it says otherwise.
 */
const afterFailure = (graph: FlowGraph, place: Place, { node, stops }: Failure): Move => {
  if (handlesFailure(node)) return enter(graph, place, exitOf(node, FAILED));
  if (stops) return ended(place, 'failed');
  return enter(graph, place, exitOf(node, exitsOf(node.step)[0] ?? NEXT));
};

interface Failure {
  node: FlowNode;
  stops: boolean;
}

/**
 * Where the run goes when its node came out like this. Total: whatever graph and outcome are given, the run moves on by
 * one visit, waits where it is, or ends. `stops`: does a failure of this step end the run?
 */
export const move = (
  graph: FlowGraph,
  place: Place,
  { outcome, stops }: { outcome: Outcome; stops: (step: FlowStep) => boolean }
): Move => {
  const node = nodeOf(graph, place.node);
  if (!node) return ended(place, 'node-gone');
  if (outcome.kind === 'waits')
    return isWaiting(node.step)
      ? { kind: 'waits', place: { ...place, sinceWait: 0 } }
      : ended(place, 'failed');
  if (outcome.kind === 'failed')
    return afterFailure(graph, place, { node, stops: stops(node.step) });
  return enter(graph, place, exitOf(node, outcome.exit));
};

/** May the run say something after this exit before it waits again? */
export const speaksAfter = (graph: FlowGraph, from: FlowNode, exit: string): boolean => {
  const seen = new Set<string>();
  for (let edge = [exitOf(from, exit)]; edge.length > 0;) {
    const nodes = edge.flatMap((key) => (key && !seen.has(key) ? (nodeOf(graph, key) ?? []) : []));
    if (nodes.some(({ step }) => isReply(step))) return true;
    for (const { id } of nodes) seen.add(id);
    const next = nodes
      .filter(({ step }) => !isWaiting(step))
      .flatMap(({ to }) => Object.values(to));
    edge = [...new Set(next)];
  }
  return false;
};

/** The nodes that surely come: from the start to the first that asks or decides, with it. */
export const firstLine = (graph: FlowGraph): FlowNode[] => {
  const line: FlowNode[] = [];
  for (let at = nodeOf(graph, graph.start); at && !line.includes(at);) {
    line.push(at);
    // A step that may find nothing decides too.
    const isSure = exitsOf(at.step).length === 1;
    at = isSure ? nodeOf(graph, exitOf(at, NEXT) ?? null) : null;
  }
  return line;
};
