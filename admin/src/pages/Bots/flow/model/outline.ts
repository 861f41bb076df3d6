import { exitsOf } from '../../../../../../server/src/contracts/flow-parts';
import type {
  FlowGraph,
  FlowKey,
  FlowNode,
  FlowStep,
} from '../../../../../../server/src/contracts/flow-graph';
import { mainExit, shownExits, targetOf } from './graph';

/** A way out of a step, and where one finds what it leads to. */
export interface OutlineExit {
  readonly exit: string;
  /** Null: the run ends. */
  readonly target: FlowKey | null;
  /** `on`: right below in the same line. `in`: in a line of its own, below the step. `link`: it is shown elsewhere. */
  readonly leads: 'end' | 'on' | 'in' | 'link';
  readonly line: readonly OutlineItem[];
}
export interface OutlineItem {
  readonly node: FlowNode;
  /** From 1, in the order of the page. */
  readonly number: number;
  readonly exits: readonly OutlineExit[];
  /** Its neighbours in the line. */
  readonly before: FlowKey | null;
  readonly after: FlowKey | null;
}
export interface Outline {
  /** From the start. */
  readonly line: readonly OutlineItem[];
  /** Steps to which nothing leads, as lines of their own. */
  readonly loose: readonly (readonly OutlineItem[])[];
  readonly numberOf: ReadonlyMap<FlowKey, number>;
}

type Nodes = ReadonlyMap<FlowKey, FlowNode>;

/** Exits of equal rank; null where one exit is the main one. */
const forks = (step: FlowStep): string[] | null => {
  if (step.kind === 'choice') return step.choices.map(({ id }) => id);
  return step.kind === 'branch' ? exitsOf(step) : null;
};

/** Steps behind a key, near ones first, no farther than `stop`. */
const behind = (from: FlowKey, nodes: Nodes, stop: (key: FlowKey) => boolean): Set<FlowKey> => {
  const seen = new Set<FlowKey>();
  for (let edge = [from]; edge.length > 0;) {
    const fresh = [...new Set(edge)].filter((key) => !seen.has(key) && !stop(key));
    for (const key of fresh) seen.add(key);
    edge = fresh.flatMap((key) => Object.values(nodes.get(key)?.to ?? {}));
  }
  return seen;
};

/** Where the ways of a fork come together again; null: nowhere, or only one of them leads on. */
const joinOf = (node: FlowNode, nodes: Nodes, claimed: ReadonlySet<FlowKey>): FlowKey | null => {
  const targets = (forks(node.step) ?? []).flatMap((exit) => targetOf(node, exit) ?? []);
  if (targets.length < 2) return null;
  const stop = (key: FlowKey) => key === node.id || claimed.has(key) || !nodes.has(key);
  const [first, ...others] = [...new Set(targets)].map((key) => behind(key, nodes, stop));
  return [...(first ?? [])].find((key) => others.every((one) => one.has(key))) ?? null;
};

/** Draws lines one after the other: what is drawn once is only named afterwards. */
const drawer = (nodes: Nodes) => {
  const claimed = new Set<FlowKey>();
  const numberOf = new Map<FlowKey, number>();

  const next = (node: FlowNode): FlowKey | null => {
    if (forks(node.step)) return joinOf(node, nodes, claimed);
    const main = mainExit(node.step);
    return main === null ? null : targetOf(node, main);
  };
  const exitOf = (node: FlowNode, exit: string, after: FlowKey | null): OutlineExit => {
    const target = targetOf(node, exit);
    if (target === null) return { exit, target, leads: 'end', line: [] };
    if (target === after) return { exit, target, leads: 'on', line: [] };
    return claimed.has(target)
      ? { exit, target, leads: 'link', line: [] }
      : { exit, target, leads: 'in', line: draw(target) };
  };
  const itemOf = (
    node: FlowNode,
    { before, after }: Pick<OutlineItem, 'before' | 'after'>
  ): OutlineItem => {
    const number = numberOf.size + 1;
    numberOf.set(node.id, number);
    const exits = shownExits(node).map((exit) => exitOf(node, exit, after));
    return { node, number, before, after, exits };
  };
  /** The whole line is claimed before its branches are drawn: they come back to it and do not swallow it. */
  const draw = (start: FlowKey): OutlineItem[] => {
    const line: FlowNode[] = [];
    for (let key: FlowKey | null = start; key !== null && !claimed.has(key);) {
      const node = nodes.get(key);
      if (!node) break;
      claimed.add(key);
      line.push(node);
      key = next(node);
    }
    return line.map((node, i) =>
      itemOf(node, { before: line[i - 1]?.id ?? null, after: line[i + 1]?.id ?? null })
    );
  };
  return { draw, claimed, numberOf };
};

/** The graph as nested lines: from the start, then what nothing leads to. Every step is drawn once. */
export const outlineOf = (graph: FlowGraph): Outline => {
  const nodes: Nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const { draw, claimed, numberOf } = drawer(nodes);
  const line = draw(graph.start);
  const left = graph.nodes.filter(({ id }) => !claimed.has(id));
  const led = new Set(left.flatMap(({ id, to }) => Object.values(to).filter((key) => key !== id)));
  const heads = left.filter(({ id }) => !led.has(id));
  // What remains after the heads are circles: any of their steps may be the first.
  const loose = [...heads, ...left].flatMap(({ id }) => (claimed.has(id) ? [] : [draw(id)]));
  return { line, loose, numberOf };
};

/** All items of these lines, nested ones too, in the order of the page. */
export const itemsIn = (line: readonly OutlineItem[]): OutlineItem[] =>
  line.flatMap((item) => [item, ...item.exits.flatMap((exit) => itemsIn(exit.line))]);

export const allItems = ({ line, loose }: Outline): OutlineItem[] =>
  [line, ...loose].flatMap(itemsIn);

/** The step with all that is nested below it. */
export const pieceAt = (outline: Outline, key: FlowKey): FlowNode[] => {
  const item = allItems(outline).find(({ node }) => node.id === key);
  return item ? itemsIn([item]).map(({ node }) => node) : [];
};
