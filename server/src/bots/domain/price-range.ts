import { isReply } from '../../contracts/bot-steps';
import { rateOfStep, type CountryRates, type StepCharge } from '../../contracts/flow-cost';
import type { FlowGraph, FlowNode } from '../../contracts/flow-graph';
import { exitsOf, FAILED } from '../../contracts/flow-parts';

/** How the message of a node is charged. */
export type Charges = ReadonlyMap<string, StepCharge>;

/** Where a node leads by this exit, `null` = the run ends. */
const targetOf = (
  { to }: FlowNode,
  exit: string,
  nodes: ReadonlyMap<string, FlowNode>
): string | null => {
  const target = Object.hasOwn(to, exit) ? to[exit] : undefined;
  return target !== undefined && nodes.has(target) ? target : null;
};

/** Where a node leads when it works. */
const waysOf = (node: FlowNode, nodes: ReadonlyMap<string, FlowNode>): (string | null)[] => {
  const exits = exitsOf(node.step).filter((exit) => exit !== FAILED);
  return exits.length === 0 ? [null] : exits.map((exit) => targetOf(node, exit, nodes));
};

/** Times that a question may be asked. */
const triesOf = ({ step }: FlowNode): number => ('tries' in step ? step.tries : 1);

/** Where a node leads, also when it fails. */
const allWays = (node: FlowNode, nodes: ReadonlyMap<string, FlowNode>): (string | null)[] => [
  ...waysOf(node, nodes),
  targetOf(node, FAILED, nodes),
];

/** Nodes that each node leads to, however far; itself too, where it goes round. */
const reachedFrom = (nodes: ReadonlyMap<string, FlowNode>): Map<string, Set<string>> => {
  const leads = new Map(
    [...nodes].map(([key, node]) => [key, [...new Set(allWays(node, nodes))]] as const)
  );
  const reach = (start: string) => {
    const reached = new Set<string>();
    for (const open = [start]; open.length > 0;)
      for (const key of leads.get(open.pop() ?? '') ?? [])
        if (key !== null && !reached.has(key)) {
          reached.add(key);
          open.push(key);
        }
    return reached;
  };
  return new Map([...nodes.keys()].map((key) => [key, reach(key)]));
};

/**
 * The cheapest way to an end on which all messages are sent: that one of them fails makes nobody cheap. What sends nothing
 * may fail.
 */
const cheapest = (
  start: string,
  nodes: ReadonlyMap<string, FlowNode>,
  { costOf, isSent }: { costOf: (node: FlowNode) => number; isSent: (node: FlowNode) => boolean }
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
    const cost = before + costOf(node);
    known.set(key, cost);
    const failed = isSent(node) ? null : targetOf(node, FAILED, nodes);
    // The cost of a node is paid when it is entered: the first end in this order is the cheapest.
    for (const way of [...waysOf(node, nodes), ...(failed === null ? [] : [failed])]) {
      if (way === null) {
        const end = `${key} `;
        open.set(end, Math.min(open.get(end) ?? Infinity, cost));
      } else if (!known.has(way)) open.set(way, Math.min(open.get(way) ?? Infinity, cost));
    }
  }
};

/** What a node costs when it works, and when it fails: a message that is not sent costs nothing. */
type Weigh = (node: FlowNode) => { sent: number; failed: number };

/**
 * The dearest way, also where a step fails. Steps of a circle are all paid once, in whatever order its exits are; `isRound`:
 * there is a circle, and who walks it again costs more.
 */
const dearest = (
  start: string,
  nodes: ReadonlyMap<string, FlowNode>,
  weigh: Weigh
): { cost: number; isRound: boolean } => {
  const reached = reachedFrom(nodes);
  const known = new Map<string, number>();
  let isRound = false;

  const most = (ways: (string | null)[]) => Math.max(0, ...ways.map(from));
  const alone = (node: FlowNode): number => {
    const { sent, failed } = weigh(node);
    const afterFailure = targetOf(node, FAILED, nodes);
    const worked = sent + most(waysOf(node, nodes));
    return afterFailure === null ? worked : Math.max(worked, failed + from(afterFailure));
  };
  const round = (circle: FlowNode[]): number => {
    isRound = true;
    const keys = new Set(circle.map(({ id }) => id));
    const ways = circle.flatMap((node) => allWays(node, nodes));
    const paid = circle.reduce((sum, node) => sum + weigh(node).sent, 0);
    return paid + most(ways.filter((way) => way === null || !keys.has(way)));
  };
  function from(key: string | null): number {
    const node = key === null ? undefined : nodes.get(key);
    if (!node) return 0;
    const before = known.get(node.id);
    if (before !== undefined) return before;
    const after = reached.get(node.id);
    // On one circle are those that lead to each other.
    const circle = [...nodes.values()].filter(
      ({ id }) => after?.has(id) && reached.get(id)?.has(node.id)
    );
    const cost = circle.length === 0 ? alone(node) : round(circle);
    for (const { id } of [node, ...circle]) known.set(id, cost);
    return cost;
  }
  return { cost: from(start), isRound };
};

/**
 * What a person costs who goes through the flow, from the cheapest way to the dearest. `isFree`: the number still has free
 * service messages. `path` is null where a price is not known.
 */
export const priceRange = (
  graph: FlowGraph,
  { charges, country, isFree }: { charges: Charges; country: CountryRates; isFree: boolean }
): { path: { least: number; most: number } | null; isRound: boolean } => {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const rateOf = ({ id }: FlowNode): number => {
    const charge = charges.get(id);
    return charge === undefined ? 0 : (rateOfStep(charge, country) ?? 0);
  };
  const isKnown = [...charges.values()].every((charge) => rateOfStep(charge, country) !== null);
  const { cost: most, isRound } = dearest(graph.start, nodes, (node) => ({
    sent: rateOf(node) * triesOf(node),
    // The last try fails: those before it were sent.
    failed: rateOf(node) * (triesOf(node) - 1),
  }));
  const least = cheapest(graph.start, nodes, {
    costOf: (node) => (isFree && charges.get(node.id)?.category === 'service' ? 0 : rateOf(node)),
    isSent: ({ id }) => charges.has(id),
  });
  return { path: isKnown ? { least, most } : null, isRound };
};

/** How the message of each node is charged; a template that is gone is left out. */
export const chargesOf = (
  { nodes }: FlowGraph,
  ofTemplate: (templateId: number) => StepCharge | null
): Map<string, StepCharge> =>
  new Map(
    nodes.flatMap(({ id, step }): [string, StepCharge][] => {
      if (step.kind !== 'template')
        return isReply(step) ? [[id, { category: 'service', most: null }]] : [];
      const charge = ofTemplate(step.templateId);
      return charge === null ? [] : [[id, charge]];
    })
  );
