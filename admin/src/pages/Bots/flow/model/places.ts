import { isReply } from '../../../../../../server/src/contracts/bot-steps';
import type {
  FlowGraph,
  FlowKey,
  FlowNode,
} from '../../../../../../server/src/contracts/flow-graph';
import { shownExits, targetOf } from './graph';
import { outlineOf } from './outline';

/** Where the cards of the canvas are and how large, in pixels at its full size. Cards are drawn exactly as high. */
export const GRID = 8;
export const CARD_WIDTH = 240;
/** The row with icon, number and kind. */
export const HEAD = 40;
/** Two lines of what the step says. */
export const SAID = 40;
/** Each exit, and each line below the exits. */
export const ROW = 24;
const FOOT = 8;
/**
 * Between cards that come one after the other, and between cards one below the other: more than two lines, so that cards
 * which get their prices and figures later do not touch.
 */
export const APART = { x: 96, y: 56 };
/** Between cards that are put where there is room. */
const MARGIN = 16;
/** What marks the start, left of the first card. */
export const PILL = { width: 136, height: 32, apart: 56 };

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}
export type Frame = Point & Size;
/** Top left corners. */
export type Places = ReadonlyMap<FlowKey, Point>;

/** Steps that say nothing of their own. */
const SILENT: ReadonlySet<string> = new Set(['branch', 'close', 'handover']);
const saidHeight = ({ step }: FlowNode): number => (SILENT.has(step.kind) ? 0 : SAID);

/** The lines that cards have below their exits. */
export interface Lines {
  readonly hasFigures: boolean;
  readonly hasPrices: boolean;
}
const NO_LINES: Lines = { hasFigures: false, hasPrices: false };

/** Whether a card has a line for its price: each step that sends something, so that none grows when its price is known. */
export const hasPriceLine = ({ step }: FlowNode, { hasPrices }: Lines): boolean =>
  hasPrices && isReply(step);

/** How large the card of a step is. */
export const sizeOf = (node: FlowNode, lines: Lines = NO_LINES): Size => {
  const below = [lines.hasFigures, hasPriceLine(node, lines)].filter(Boolean).length;
  const rows = Math.max(1, shownExits(node).length) + below;
  return { width: CARD_WIDTH, height: HEAD + saidHeight(node) + rows * ROW + FOOT };
};

/** How far below the top of its card an exit is: the middle of its row. */
export const exitTop = (node: FlowNode, index: number): number =>
  HEAD + saidHeight(node) + index * ROW + ROW / 2;

/** Plus nothing: there is no place of minus zero, which JSON does not keep. */
const onGrid = (value: number, to: (value: number) => number = Math.round): number =>
  to(value / GRID) * GRID + 0;
export const snapped = ({ x, y }: Point): Point => ({ x: onGrid(x), y: onGrid(y) });

/** What is to be laid out: cards in the order in which exits lead to them, and what leads where. */
export interface Plan {
  readonly cards: readonly (Size & { readonly key: FlowKey })[];
  readonly edges: readonly {
    readonly from: FlowKey;
    readonly to: FlowKey;
    readonly isMain: boolean;
  }[];
  /** Of two steps that one step leads to: the upper and the lower one. They never contradict each other. */
  readonly pairs: readonly { readonly upper: FlowKey; readonly lower: FlowKey }[];
}
export type Layout = (plan: Plan) => Places;

/** How cards are laid out, and how large they are. */
export interface Drawing {
  readonly layout: Layout;
  readonly size: (node: FlowNode) => Size;
}

/** Where the exits of a step lead, each step once. */
const targetsOf = (node: FlowNode): FlowKey[] => [
  ...new Set(shownExits(node).flatMap((exit) => targetOf(node, exit) ?? [])),
];

/** What the start leads to, and the rest; each in the order in which exits lead there. */
const partsOf = (graph: FlowGraph): FlowNode[][] => {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const seen = new Set<FlowKey>();
  const walk = (key: FlowKey): FlowNode[] => {
    const node = nodes.get(key);
    if (!node || seen.has(key)) return [];
    seen.add(key);
    return [node, ...targetsOf(node).flatMap(walk)];
  };
  const main = walk(graph.start);
  const loose = outlineOf(graph).loose.flatMap(([head]) => (head ? walk(head.node.id) : []));
  return [main, loose].filter((part) => part.length > 0);
};

const planOf = (nodes: readonly FlowNode[], size: Drawing['size']): Plan => {
  const order = new Map(nodes.map(({ id }, i) => [id, i]));
  const placeOf = (key: FlowKey): number => order.get(key) ?? -1;
  const ways = nodes.map((node) => ({
    from: node.id,
    targets: targetsOf(node).filter((key) => key !== node.id && order.has(key)),
  }));
  return {
    cards: nodes.map((node) => ({ key: node.id, ...size(node) })),
    edges: ways.flatMap(({ from, targets }) =>
      targets.map((to, i) => ({ from, to, isMain: i === 0 }))
    ),
    pairs: ways.flatMap(({ from, targets }) =>
      targets
        .filter((key) => placeOf(key) > placeOf(from))
        .flatMap((lower, i, on) => {
          const upper = on[i - 1];
          return upper !== undefined && placeOf(upper) < placeOf(lower) ? [{ upper, lower }] : [];
        })
    ),
  };
};

/** All cards laid out, whatever their places were; what nothing leads to comes below the rest. */
export const laidOut = (graph: FlowGraph, { layout, size }: Drawing): Places => {
  const places = new Map<FlowKey, Point>();
  let top = 0;
  for (const nodes of partsOf(graph)) {
    const found = layout(planOf(nodes, size));
    const frames = nodes.map((node) => {
      const { x, y } = found.get(node.id) ?? { x: 0, y: 0 };
      const at = snapped({ x, y: y + top });
      places.set(node.id, at);
      return { ...at, ...size(node) };
    });
    top = Math.max(...frames.map(({ y, height }) => y + height)) + 2 * APART.y;
  }
  return places;
};

const touches = (a: Frame, b: Frame): boolean =>
  a.x < b.x + b.width + MARGIN &&
  b.x < a.x + a.width + MARGIN &&
  a.y < b.y + b.height + MARGIN &&
  b.y < a.y + a.height + MARGIN;

/** The place that is wanted, or the next one below it where nothing is. */
export const freePlace = (wanted: Frame, taken: readonly Frame[]): Point => {
  let frame = { ...wanted, ...snapped(wanted) };
  for (;;) {
    const below = taken.filter((one) => touches(frame, one)).map(({ y, height }) => y + height);
    if (below.length === 0) return { x: frame.x, y: frame.y };
    frame = { ...frame, y: onGrid(Math.max(...below) + APART.y, Math.ceil) };
  }
};

type Placed = Map<FlowKey, Frame>;

/** Beside a step that leads there, at the height of its exit; null while none has a place. */
const afterOther = (node: FlowNode, graph: FlowGraph, placed: Placed): Point | null => {
  const { height } = sizeOf(node);
  for (const from of graph.nodes) {
    const frame = placed.get(from.id);
    const index = shownExits(from).findIndex((exit) => targetOf(from, exit) === node.id);
    if (frame && index >= 0)
      return {
        x: frame.x + frame.width + APART.x,
        y: frame.y + exitTop(from, index) - height / 2,
      };
  }
  return null;
};

/** In front of a step that it leads to. */
const beforeOther = (node: FlowNode, placed: Placed): Point | null => {
  const [frame] = targetsOf(node).flatMap((key) => placed.get(key) ?? []);
  return frame ? { x: frame.x - CARD_WIDTH - APART.x, y: frame.y } : null;
};

const belowAll = (placed: Placed): Point => {
  const frames = [...placed.values()];
  return {
    x: Math.min(...frames.map(({ x }) => x)),
    y: Math.max(...frames.map(({ y, height }) => y + height)) + APART.y,
  };
};

/** Where a step that has no place yet is best shown. */
const wantedFor = (node: FlowNode, graph: FlowGraph, placed: Placed): Point | null =>
  afterOther(node, graph, placed) ?? beforeOther(node, placed);

/**
 * Where each card is shown. As long as no step has a place, all are laid out. Else steps without one come near the steps
 * that they are connected with, where there is room, and no other card moves.
 */
export const placesOf = (graph: FlowGraph, drawing: Drawing): Places => {
  if (graph.nodes.every(({ at }) => at === null)) return laidOut(graph, drawing);
  const placed: Placed = new Map();
  for (const node of graph.nodes)
    if (node.at) placed.set(node.id, { x: node.at.x, y: node.at.y, ...drawing.size(node) });
  const left = partsOf(graph)
    .flat()
    .filter(({ at }) => at === null);
  while (left.length > 0) {
    const near = left.findIndex((node) => wantedFor(node, graph, placed) !== null);
    const [node] = left.splice(Math.max(near, 0), 1);
    if (!node) break;
    const size = drawing.size(node);
    const wanted = wantedFor(node, graph, placed) ?? belowAll(placed);
    const at = freePlace({ ...wanted, ...size }, [...placed.values()]);
    placed.set(node.id, { ...at, ...size });
  }
  return new Map([...placed].map(([key, { x, y }]) => [key, { x, y }]));
};

/** The graph with these places; the same graph where they are its own. */
export const withPlaces = (graph: FlowGraph, places: Places): FlowGraph => {
  const nodes = graph.nodes.map((node) => {
    const at = places.get(node.id);
    const isSame = !at || (node.at?.x === at.x && node.at.y === at.y);
    return isSame ? node : { ...node, at: { x: at.x, y: at.y } };
  });
  return nodes.every((node, i) => node === graph.nodes[i]) ? graph : { ...graph, nodes };
};

/** The places with one card moved. All others are kept as they are shown, so that only this one moves. */
export const movedTo = (places: Places, key: FlowKey, at: Point): Places =>
  new Map(places).set(key, snapped(at));

/** Is all of it inside a window of this size, seen through this viewport? */
export const isInView = (
  { x, y, width, height }: Frame,
  view: Point & { readonly zoom: number },
  size: Size
): boolean => {
  const [left, top] = [x * view.zoom + view.x, y * view.zoom + view.y];
  return (
    left >= 0 &&
    top >= 0 &&
    left + width * view.zoom <= size.width &&
    top + height * view.zoom <= size.height
  );
};
