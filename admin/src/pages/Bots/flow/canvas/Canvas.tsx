/// <reference path="../../../../styles.d.ts" />
import '@xyflow/react/dist/style.css';
import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type FocusEvent,
} from 'react';
import { Box, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { ArrowsOut, Magic, Minus, Plus } from '@strapi/icons';
import {
  Background,
  Handle,
  MarkerType,
  MiniMap,
  Position,
  ReactFlow,
  type Edge,
  type FinalConnectionState,
  type Node,
  type NodeChange,
  type NodeHandle,
  type NodeProps,
  type NodeTypes,
  type ReactFlowInstance,
} from '@xyflow/react';
import type { FlowKey } from '../../../../../../server/src/contracts/flow-graph';
import { modifierKey } from '../../../../shared/modifier-key';
import { useT } from '../../../../shared/useT';
import type { OutlineItem } from '../model/outline';
import { exitTop, GRID, isInView, PILL, type Frame as Place, type Lines } from '../model/places';
import { cardIn } from '../useOutline';
import { AddHere } from './AddHere';
import { CanvasCard, StartPill } from './CanvasCard';
import { CanvasFrame, DOT } from './CanvasFrame';
import type { CanvasProps } from './types';
import { isSameExit, useCanvas, type CanvasHands, type Drag } from './useCanvas';

type StepNode = Node<{ readonly item: OutlineItem }, 'step'>;
type StartNode = Node<Record<string, never>, 'start'>;
type CanvasNode = StepNode | StartNode;

/** No id of a step has such a sign in it. */
const START = '-start';
const SNAP: [number, number] = [GRID, GRID];
const ZOOM = { least: 0.1, most: 1.5 };
/** What is shown at first of a large flow; a small one is shown whole. */
const FIRST = 12;
/** With more steps than this there is a map of all. */
const MAPPED = 20;
/** At least, where one is led to a step. */
const READABLE = 0.75;
/** Where the first steps only fit smaller than this, the canvas opens at this zoom with the start at its left edge. */
const LEGIBLE = 0.6;

/** What cards need of the page: nodes of the library hold only what is drawn. */
const Page = createContext<(Pick<CanvasProps, 'hands'> & { lines: Lines }) | null>(null);

/** Over the whole card while an exit is pulled, so that one may let go anywhere on it. */
const WHOLE = { inset: 0, width: '100%', height: '100%', transform: 'none', opacity: 0 } as const;

const Step = ({ data: { item } }: NodeProps<StepNode>) => {
  const page = useContext(Page);
  if (!page) return null;
  return (
    <>
      <CanvasCard item={item} {...page} />
      <Handle
        type="target"
        position={Position.Left}
        isConnectableStart={false}
        className="flow-entry"
        style={WHOLE}
      />
      {item.exits.map(({ exit }, i) => (
        <Handle
          key={exit}
          id={exit}
          type="source"
          position={Position.Right}
          isConnectableEnd={false}
          className="flow-exit"
          style={{ top: exitTop(item.node, i) }}
        />
      ))}
    </>
  );
};

const Start = () => {
  const page = useContext(Page);
  if (!page) return null;
  return (
    <>
      <StartPill hands={page.hands} />
      <Handle type="source" position={Position.Right} isConnectable={false} className="flow-exit" />
    </>
  );
};
const NODES: NodeTypes = { step: Step, start: Start };

/** Where the dots of a card are, so that connections are drawn before anything is measured. */
const dotAt = (id: string | null, { width }: Pick<Place, 'width'>, y: number): NodeHandle => ({
  ...{ id, type: 'source', position: Position.Right },
  ...{ x: width - DOT / 2, y: y - DOT / 2, width: DOT, height: DOT },
});
const handlesOf = ({ node, exits }: OutlineItem, frame: Place): NodeHandle[] => [
  {
    ...{ id: null, type: 'target', position: Position.Left },
    ...{ x: 0, y: 0, width: frame.width, height: frame.height },
  },
  ...exits.map(({ exit }, i) => dotAt(exit, frame, exitTop(node, i))),
];

/** Cards say in words what they are and where they lead: what the library says about its own parts is left out. */
const QUIET = { 'aria-roledescription': undefined };
const still = { selectable: false, focusable: false, domAttributes: QUIET } as const;

const stepNode = (item: OutlineItem, frame: Place): StepNode => {
  const { x, y, width, height } = frame;
  return {
    ...{ id: item.node.id, type: 'step', position: { x, y }, data: { item }, ...still },
    ...{ width, height, measured: { width, height }, handles: handlesOf(item, frame) },
  };
};

const startNode = ({ x, y, height }: Place): StartNode => {
  const { width, height: own, apart } = PILL;
  return {
    ...{ id: START, type: 'start', data: {}, draggable: false, ...still },
    position: { x: x - width - apart, y: y + (height - own) / 2 },
    ...{ width, height: own, measured: { width, height: own } },
    handles: [dotAt(null, PILL, own / 2)],
    // The library lets nothing be pressed on what can be neither dragged nor selected.
    style: { pointerEvents: 'all' },
  };
};

/** The cards, the one that is dragged where it is dragged to, and the mark of the start left of the first. */
const useNodes = ({ items, frames }: CanvasHands, start: FlowKey, drag: Drag | null) => {
  const steps = useMemo(
    () =>
      items.flatMap((item) => {
        const frame = frames.get(item.node.id);
        return frame ? [stepNode(item, frame)] : [];
      }),
    [items, frames]
  );
  return useMemo((): CanvasNode[] => {
    const shown = drag
      ? steps.map((node) => (node.id === drag.key ? { ...node, position: drag.at } : node))
      : steps;
    const first = frames.get(start);
    if (!first) return shown;
    const moved = drag?.key === start ? { ...first, ...drag.at } : first;
    return [startNode(moved), ...shown];
  }, [steps, frames, start, drag]);
};

const ARROW = { type: MarkerType.ArrowClosed, width: 16, height: 16 } as const;
/** A screen reader hears of each exit on its card. */
const UNSAID = { ...QUIET, 'aria-hidden': true } as const;

const useEdges = ({ items, frames, edge }: CanvasHands, start: FlowKey) =>
  useMemo((): Edge[] => {
    const drawn = { markerEnd: ARROW, focusable: false, domAttributes: UNSAID };
    const ways = items.flatMap(({ node, exits }) =>
      exits.flatMap(({ exit, target }) =>
        target !== null && frames.has(target) ? [{ node: node.id, exit, target }] : []
      )
    );
    return [
      { id: START, source: START, target: start, selectable: false, ...drawn },
      ...ways.map((way) => ({
        ...{ id: `${way.node}-${way.exit}`, source: way.node, sourceHandle: way.exit },
        ...{ target: way.target, selected: isSameExit(edge, way), ...drawn },
      })),
    ].filter(({ target }) => frames.has(target));
  }, [items, frames, edge, start]);

type Instance = ReactFlowInstance<CanvasNode>;

/** What moves the window over the canvas. */
const useWindow = ({ frames, items }: CanvasHands, start: FlowKey, hit: FlowKey | null) => {
  const [instance, setInstance] = useState<Instance | null>(null);
  const [fitted, askFit] = useState(0);
  const frame = useRef<HTMLDivElement>(null);
  const show = (key: FlowKey, least: number) => {
    const place = frames.get(key);
    if (!place || !instance) return;
    const zoom = Math.max(instance.getZoom(), least);
    void instance.setCenter(place.x + place.width / 2, place.y + place.height / 2, { zoom });
  };
  const latest = useRef(show);
  latest.current = show;
  useEffect(() => {
    if (hit !== null) latest.current(hit, READABLE);
  }, [hit]);
  // After the cards have their new places.
  useEffect(() => {
    if (fitted > 0) void instance?.fitView({ maxZoom: 1 });
  }, [fitted, instance]);
  const showFirst = async (ready: Instance) => {
    const nodes = [START, ...items.slice(0, FIRST).map(({ node }) => node.id)];
    await ready.fitView({ maxZoom: 1, nodes: nodes.map((id) => ({ id })) });
    const first = frames.get(start);
    if (!first || !frame.current || ready.getZoom() >= LEGIBLE) return;
    const pill = startNode(first).position;
    const x = (3 * GRID - pill.x) * LEGIBLE;
    const y = frame.current.clientHeight / 2 - (pill.y + PILL.height / 2) * LEGIBLE;
    await ready.setViewport({ x, y, zoom: LEGIBLE });
  };
  return {
    instance,
    frame,
    fit: () => askFit((times) => times + 1),
    begin: (ready: Instance) => {
      setInstance(ready);
      void showFirst(ready);
    },
    /** What the keyboard comes to is brought into sight; what the mouse presses is there already. */
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      const card = cardIn(target);
      const place = frames.get(card?.dataset.step ?? '');
      if (card !== target || !place || !instance || !frame.current) return;
      const { clientWidth: width, clientHeight: height } = frame.current;
      if (target.matches(':active') || isInView(place, instance.getViewport(), { width, height }))
        return;
      show(card.dataset.step ?? '', 0);
    },
  };
};
type View = ReturnType<typeof useWindow>;

const Tools = ({ canvas, view }: { canvas: CanvasHands; view: View }) => {
  const t = useT();
  const { instance } = view;
  return (
    <Flex gap={2} wrap="wrap" justifyContent="flex-end">
      <Button
        size="S"
        variant="tertiary"
        startIcon={<Magic />}
        onClick={() => {
          canvas.tidy();
          view.fit();
        }}
        data-testid="tidy-up"
      >
        {t('flows.tidy')}
      </Button>
      <IconButton label={t('flows.zoom.out')} onClick={() => void instance?.zoomOut()}>
        <Minus />
      </IconButton>
      <IconButton label={t('flows.zoom.in')} onClick={() => void instance?.zoomIn()}>
        <Plus />
      </IconButton>
      <IconButton label={t('flows.zoom.fit')} onClick={view.fit}>
        <ArrowsOut />
      </IconButton>
    </Flex>
  );
};

/** Where a press of the mouse or a finger ended. */
const pointOf = (event: MouseEvent | TouchEvent): { x: number; y: number } | null => {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return point ? { x: point.clientX, y: point.clientY } : null;
};
const isEmptyAt = ({ x, y }: { x: number; y: number }): boolean =>
  document.elementFromPoint(x, y)?.classList.contains('react-flow__pane') === true;

/** What the library hears from the mouse, as changes of the flow. */
const useMouse = ({ hands }: CanvasProps, canvas: CanvasHands, { instance }: View) => {
  const [drag, setDrag] = useState<Drag | null>(null);
  return {
    drag,
    on: {
      onNodesChange: (changes: NodeChange<CanvasNode>[]) => {
        for (const change of changes)
          if (change.type === 'position')
            setDrag(
              change.dragging && change.position ? { key: change.id, at: change.position } : null
            );
      },
      onNodeDragStop: (_event: unknown, { id, position }: CanvasNode) => canvas.move(id, position),
      onNodeDoubleClick: ({ target }: { target: EventTarget }, { id }: CanvasNode) => {
        if (id !== START && !(target as Element).closest('button')) hands.open({ key: id });
      },
      onConnect: ({
        source,
        sourceHandle,
        target,
      }: {
        source: string;
        sourceHandle: string | null;
        target: string;
      }) => canvas.connect({ node: source, exit: sourceHandle ?? '' }, target),
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        const point = pointOf(event);
        const from = state.fromHandle;
        if (state.isValid || !point || !instance || !from?.id || hands.isFull) return;
        if (!isEmptyAt(point)) return;
        const exit = { node: from.nodeId, exit: from.id };
        canvas.ask({ exit, ...point, at: instance.screenToFlowPosition(point) });
      },
      onEdgeClick: (_event: unknown, { source, sourceHandle }: Edge) => {
        if (source !== START) canvas.select({ node: source, exit: sourceHandle ?? '' });
      },
      onPaneClick: () => canvas.select(null),
    },
  };
};

/** The steps of a flow as cards, connected by their exits, from left to right. */
const Canvas = (props: CanvasProps) => {
  const { hands, hit } = props;
  const t = useT();
  const canvas = useCanvas(props);
  const { start } = hands.graph;
  const view = useWindow(canvas, start, hit);
  const mouse = useMouse(props, canvas, view);
  const nodes = useNodes(canvas, start, mouse.drag);
  const edges = useEdges(canvas, start);
  const { asked, lines } = canvas;
  const page = useMemo(() => ({ hands, lines }), [hands, lines]);
  return (
    <Page.Provider value={page}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Tools canvas={canvas} view={view} />
        <Box
          ref={hands.box}
          onKeyDown={canvas.onKeyDown}
          onFocus={(event) => {
            // What is pressed next is about the card, not about the connection.
            if (cardIn(event.target)) canvas.select(null);
            view.onFocus(event);
          }}
        >
          <CanvasFrame ref={view.frame} tabIndex={-1} $hit={hit} data-testid="flow-canvas">
            <ReactFlow<CanvasNode>
              aria-label={t('flows.canvas')}
              nodes={nodes}
              edges={edges}
              nodeTypes={NODES}
              onInit={view.begin}
              {...mouse.on}
              isValidConnection={({ source, target }) => source !== target}
              snapToGrid
              snapGrid={SNAP}
              minZoom={ZOOM.least}
              maxZoom={ZOOM.most}
              defaultMarkerColor={null}
              nodesFocusable={false}
              edgesFocusable={false}
              edgesReconnectable={false}
              selectNodesOnDrag={false}
              connectOnClick={false}
              zoomOnDoubleClick={false}
              preventScrolling={false}
              disableKeyboardA11y
              deleteKeyCode={null}
              selectionKeyCode={null}
              multiSelectionKeyCode={null}
              panActivationKeyCode={null}
              zoomActivationKeyCode={null}
            >
              <Background gap={3 * GRID} />
              {hands.graph.nodes.length > MAPPED ? (
                <MiniMap pannable zoomable ariaLabel={t('flows.canvas.map')} />
              ) : null}
            </ReactFlow>
          </CanvasFrame>
        </Box>
        <Typography variant="pi" textColor="neutral600">
          {t('flows.canvas.keys', { key: modifierKey() })}
        </Typography>
      </Flex>
      {asked ? (
        <AddHere
          asked={asked}
          onClose={() => canvas.ask(null)}
          onDone={(kind) => {
            hands.focus(asked.exit.node);
            if (kind) canvas.add(asked, kind);
          }}
        />
      ) : null}
    </Page.Provider>
  );
};

export default Canvas;
