import { useMemo, useState, type KeyboardEvent } from 'react';
import { nodeOf } from '../../../../../../server/src/contracts/flow-parts';
import type { FlowGraph, FlowKey } from '../../../../../../server/src/contracts/flow-graph';
import { connected, type Exit } from '../model/graph';
import { allItems, type OutlineItem } from '../model/outline';
import {
  freePlace,
  GRID,
  laidOut,
  movedTo,
  placesOf,
  sizeOf,
  withPlaces,
  type Drawing,
  type Frame,
  type Lines,
  type Places,
  type Point,
} from '../model/places';
import { isArrow, stepBeside, type Arrow } from '../model/walk';
import type { StepKind } from '../model/form';
import { useMarks } from '../marks';
import { cardIn, isApart } from '../useOutline';
import { tidy } from './tidy';
import type { CanvasProps } from './types';

/** A card while it is dragged: only the canvas knows. */
export interface Drag {
  readonly key: FlowKey;
  readonly at: Point;
}
/** An exit that was pulled to where nothing is: a menu asks which step comes there. */
export interface Asked {
  readonly exit: Exit;
  /** In the window. */
  readonly x: number;
  readonly y: number;
  /** On the canvas. */
  readonly at: Point;
}
/** By one press of Shift and an arrow. */
const PUSH = 5 * GRID;
const PUSHES: { readonly [Key in Arrow]: Point } = {
  ArrowLeft: { x: -PUSH, y: 0 },
  ArrowRight: { x: PUSH, y: 0 },
  ArrowUp: { x: 0, y: -PUSH },
  ArrowDown: { x: 0, y: PUSH },
};

export const isSameExit = (a: Exit | null, b: Exit): boolean =>
  a !== null && a.node === b.node && a.exit === b.exit;

/** Which lines the cards have below their exits. */
const useLines = ({ nodes }: FlowGraph): Lines => {
  const { figures, priceOf } = useMarks();
  const hasFigures = figures !== undefined;
  const hasPrices = nodes.some(({ id }) => (priceOf(id)?.short ?? null) !== null);
  return useMemo(() => ({ hasFigures, hasPrices }), [hasFigures, hasPrices]);
};

/** Where the cards are, and how large. */
const useFrames = ({ hands }: CanvasProps) => {
  const { outline, graph } = hands;
  const lines = useLines(graph);
  const drawing = useMemo(
    (): Drawing => ({ layout: tidy, size: (node) => sizeOf(node, lines) }),
    [lines]
  );
  return useMemo(() => {
    const items = allItems(outline);
    const places = placesOf(graph, drawing);
    const frameOf = ({ node }: OutlineItem): Frame => ({
      ...(places.get(node.id) ?? { x: 0, y: 0 }),
      ...drawing.size(node),
    });
    const frames = new Map(items.map((item) => [item.node.id, frameOf(item)]));
    return { drawing, items, places, frames, lines };
  }, [outline, graph, drawing, lines]);
};

/** What the canvas does to the graph: each is one change that can be taken back. */
const useMoves = ({ flow, hands }: CanvasProps, drawn: ReturnType<typeof useFrames>) => {
  const { graph } = hands;
  const { places, frames, drawing } = drawn;
  const put = (next: Places) => flow.change(withPlaces(graph, next));
  const [edge, select] = useState<Exit | null>(null);
  const [asked, ask] = useState<Asked | null>(null);
  return {
    /** The connection that is selected, by its exit. */
    edge,
    select,
    asked,
    ask,
    move: (key: FlowKey, at: Point) => put(movedTo(places, key, at)),
    push: (key: FlowKey, arrow: Arrow) => {
      const { x, y } = places.get(key) ?? { x: 0, y: 0 };
      put(movedTo(places, key, { x: x + PUSHES[arrow].x, y: y + PUSHES[arrow].y }));
    },
    tidy: () => put(laidOut(graph, drawing)),
    connect: (exit: Exit, target: FlowKey) => flow.change(connected(graph, exit, target)),
    disconnect: (exit: Exit) => {
      select(null);
      flow.change(connected(graph, exit, null));
    },
    /** A new step of this kind after the exit that was pulled; its card comes where the exit was let go. */
    add: ({ exit, at }: Asked, kind: StepKind) =>
      hands.open({
        place: exit,
        kind,
        settle: (next, key) => {
          const node = nodeOf(next, key);
          if (!node) return next;
          const size = drawing.size(node);
          const wanted = { x: at.x, y: at.y - size.height / 2, ...size };
          const free = freePlace(wanted, [...frames.values()]);
          return withPlaces(next, movedTo(places, key, free));
        },
      }),
  };
};

/** The canvas of a flow: places of its cards, and what keys and the mouse do. */
export const useCanvas = (props: CanvasProps) => {
  const { hands, onFind } = props;
  const drawn = useFrames(props);
  const moves = useMoves(props, drawn);
  const { items } = drawn;

  const onArrow = (event: KeyboardEvent<HTMLElement>, key: FlowKey): boolean => {
    if (!isArrow(event.key) || event.altKey) return false;
    if (event.shiftKey) moves.push(key, event.key);
    else {
      const beside = stepBeside(items, key, event.key);
      if (beside !== null) hands.focus(beside);
    }
    return true;
  };
  const onOwnKey = (event: KeyboardEvent<HTMLElement>): boolean => {
    const card = cardIn(event.target as Element);
    if (card) {
      if (onArrow(event, card.dataset.step ?? '')) return true;
    } else if (moves.edge && (event.key === 'Delete' || event.key === 'Backspace')) {
      moves.disconnect(moves.edge);
      return true;
    }
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f') return false;
    onFind();
    return true;
  };
  return {
    ...drawn,
    ...moves,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const isHere = event.currentTarget.contains(event.target as Element);
      if (isHere && !isApart(event.target) && onOwnKey(event)) event.preventDefault();
      else hands.onKeyDown(event);
    },
  };
};
export type CanvasHands = ReturnType<typeof useCanvas>;
