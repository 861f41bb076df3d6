import { isReply } from '../../contracts/bot-steps';
import type { StepCategory } from '../../contracts/flow-cost';
import type { FlowGraph, FlowNode } from '../../contracts/flow-graph';
import { exitsOf, FAILED } from '../../contracts/flow-parts';

/** What a message of each category costs; null = not known. */
export type Rates = Readonly<Record<StepCategory, number | null>>;
/** How the message of a node is charged. */
export type Categories = ReadonlyMap<string, StepCategory>;

/** Where a node leads, `null` = the run ends. A step that fails has sent nothing: its way costs no more. */
const waysOf = (
  { step, to }: FlowNode,
  nodes: ReadonlyMap<string, FlowNode>
): (string | null)[] => {
  const exits = exitsOf(step).filter((exit) => exit !== FAILED);
  if (exits.length === 0) return [null];
  return exits.map((exit) => {
    const target = Object.hasOwn(to, exit) ? to[exit] : undefined;
    return target !== undefined && nodes.has(target) ? target : null;
  });
};

/** Times that a question may be asked. */
const triesOf = ({ step }: FlowNode): number => ('tries' in step ? step.tries : 1);

/** The cheapest way to an end, by weights of nodes that are never below zero. */
const cheapest = (
  start: string,
  nodes: ReadonlyMap<string, FlowNode>,
  weight: (node: FlowNode) => number
): number => {
  const known = new Map<string, number>();
  const open = new Map([[start, 0]]);
  for (;;) {
    const [next] = [...open].sort(([, a], [, b]) => a - b);
    if (!next) return 0;
    const [key, before] = next;
    open.delete(key);
    const node = nodes.get(key);
    if (!node) return before;
    const cost = before + weight(node);
    known.set(key, cost);
    // The cost of a node is paid when it is entered: the first end in this order is the cheapest.
    for (const way of waysOf(node, nodes)) {
      if (way === null) {
        const end = `${key} `;
        open.set(end, Math.min(open.get(end) ?? Infinity, cost));
      } else if (!known.has(way)) open.set(way, Math.min(open.get(way) ?? Infinity, cost));
    }
  }
};

/** The dearest way, each node once; `isRound`: a way leads back to a node that was on it. */
const dearest = (
  start: string,
  nodes: ReadonlyMap<string, FlowNode>,
  weight: (node: FlowNode) => number
): { cost: number; isRound: boolean } => {
  const known = new Map<string, number>();
  const on = new Set<string>();
  let isRound = false;
  const from = (key: string | null): number => {
    const node = key === null ? undefined : nodes.get(key);
    if (!node) return 0;
    if (on.has(node.id)) {
      isRound = true;
      return 0;
    }
    const before = known.get(node.id);
    if (before !== undefined) return before;
    on.add(node.id);
    const most = Math.max(0, ...waysOf(node, nodes).map(from));
    on.delete(node.id);
    const cost = weight(node) + most;
    known.set(node.id, cost);
    return cost;
  };
  return { cost: from(start), isRound };
};

/**
 * What a person costs who goes through the flow, from the cheapest way to the dearest. `isFree`: the number still has free
 * service messages. `path` is null where a price is not known.
 */
export const priceRange = (
  graph: FlowGraph,
  { categories, rates, isFree }: { categories: Categories; rates: Rates; isFree: boolean }
): { path: { least: number; most: number } | null; isRound: boolean } => {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const rateOf = ({ id }: FlowNode): number => {
    const category = categories.get(id);
    return category === undefined ? 0 : (rates[category] ?? 0);
  };
  const isKnown = [...categories.values()].every((category) => rates[category] !== null);
  const { cost: most, isRound } = dearest(
    graph.start,
    nodes,
    (node) => rateOf(node) * triesOf(node)
  );
  const least = cheapest(graph.start, nodes, (node) =>
    isFree && categories.get(node.id) === 'service' ? 0 : rateOf(node)
  );
  return { path: isKnown ? { least, most } : null, isRound };
};

/** How the message of each node is charged; a template that is gone is left out. */
export const categoriesIn = (
  { nodes }: FlowGraph,
  ofTemplate: (templateId: number) => StepCategory | null
): Map<string, StepCategory> =>
  new Map(
    nodes.flatMap(({ id, step }): [string, StepCategory][] => {
      if (step.kind !== 'template') return isReply(step) ? [[id, 'service']] : [];
      const category = ofTemplate(step.templateId);
      return category === null ? [] : [[id, category]];
    })
  );
