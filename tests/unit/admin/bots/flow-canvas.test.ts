import fc from 'fast-check';
import { tidy } from '../../../../admin/src/pages/Bots/flow/canvas/tidy';
import { hitsOf } from '../../../../admin/src/pages/Bots/flow/model/find';
import { addedAfter, allExits } from '../../../../admin/src/pages/Bots/flow/model/graph';
import { allItems, outlineOf } from '../../../../admin/src/pages/Bots/flow/model/outline';
import {
  APART,
  exitTop,
  freePlace,
  GRID,
  isInView,
  laidOut,
  movedTo,
  placesOf,
  ROW,
  sizeOf,
  withPlaces,
  type Drawing,
  type Frame,
  type Layout,
  type Places,
  type Point,
} from '../../../../admin/src/pages/Bots/flow/model/places';
import { keepView, readView } from '../../../../admin/src/pages/Bots/flow/model/view';
import { stepBeside, type Arrow } from '../../../../admin/src/pages/Bots/flow/model/walk';
import {
  flowGraph,
  type FlowGraph,
  type FlowNode,
  type FlowStep,
} from '../../../../server/src/contracts/flow-graph';

const text = (words: string): FlowStep => ({ kind: 'text', text: words, onFail: null });
const asking = { tries: 2, again: '', noAnswerAfter: 60 };
const question: FlowStep = {
  ...{ kind: 'question', text: 'Which?', answer: { kind: 'text', most: 100 }, saveAs: 'order' },
  ...asking,
};
const choice = (...ids: string[]): FlowStep => ({
  ...{ kind: 'choice', text: 'What?', open: '', saveAs: null, ...asking },
  choices: ids.map((id) => ({ id, title: id.toUpperCase(), note: '' })),
});
const handover: FlowStep = { kind: 'handover', onFail: null };
const STEPS = [text('a'), question, choice('x', 'y', 'z'), choice('x'), handover];

const node = (
  id: string,
  step: FlowStep,
  to: FlowNode['to'] = {},
  at: Point | null = null
): FlowNode => ({ id, step, to, at });
const graph = (...nodes: FlowNode[]): FlowGraph => ({
  start: nodes[0]?.id ?? '',
  nodes,
  whenTaken: 'go-on',
});
const fork = (...at: (Point | null)[]) =>
  graph(
    node('ask', choice('x', 'y', 'z'), { x: 'a', y: 'b', z: 'c' }, at[0]),
    node('a', text('a'), { next: 'end' }, at[1]),
    node('b', text('b'), { next: 'end' }, at[2]),
    node('c', text('c'), {}, at[3]),
    node('end', handover, {}, at[4])
  );

const size = (one: FlowNode) => sizeOf(one);
/** One below the other, for what does not depend on dagre. */
const column: Layout = ({ cards }) => {
  let y = 0;
  return new Map(
    cards.map(({ key, height }) => {
      const at = { x: 0, y };
      y += height + 40;
      return [key, at];
    })
  );
};
const plain: Drawing = { layout: column, size };
const real: Drawing = { layout: tidy, size };

const framesOf = ({ nodes }: FlowGraph, places: Places): [string, Frame][] =>
  nodes.map((one) => [one.id, { ...(places.get(one.id) as Point), ...sizeOf(one) }]);
const overlap = (a: Frame, b: Frame): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
/** Pairs of cards of which one lies on the other; only those of which one of these is part. */
const overlaps = (one: FlowGraph, places: Places, of: (key: string) => boolean): string[] => {
  const frames = framesOf(one, places);
  return frames.flatMap(([key, frame], i) =>
    frames
      .slice(i + 1)
      .filter(([other, second]) => (of(key) || of(other)) && overlap(frame, second))
      .map(([other]) => `${key} on ${other}`)
  );
};

/** Any steps, any ways between them, and places for some, wherever a person may have put them. */
const drawn = fc
  .array(
    fc.record({
      step: fc.constantFrom(...STEPS),
      targets: fc.array(fc.option(fc.nat(40)), { minLength: 6, maxLength: 6 }),
      at: fc.option(fc.record({ x: fc.integer({ min: -400, max: 400 }), y: fc.nat(600) })),
    }),
    { minLength: 1, maxLength: 24 }
  )
  .map((all): FlowGraph =>
    graph(
      ...all.map(({ step, targets, at }, i) => {
        const ways = allExits(step).flatMap((exit, way): [string, string][] => {
          const target = targets[way];
          return target === null || target === undefined ? [] : [[exit, `n${target % all.length}`]];
        });
        return node(`n${i}`, step, Object.fromEntries(ways), at);
      })
    )
  );
const withoutPlaces = (one: FlowGraph): FlowGraph => ({
  ...one,
  nodes: one.nodes.map((step) => ({ ...step, at: null })),
});

describe('the places of cards', () => {
  it('[B-16] all cards are laid out, none on another, always the same way, on the grid', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const bare = withoutPlaces(one);
        const places = placesOf(bare, real);
        expect(overlaps(bare, places, () => true)).toEqual([]);
        expect([...placesOf(bare, real)]).toEqual([...places]);
        for (const { x, y } of places.values())
          expect([x % GRID, y % GRID].map(Math.abs)).toEqual([0, 0]);
        const kept = withPlaces(bare, places);
        expect(flowGraph.parse(kept)).toEqual(kept);
        expect(new Map(placesOf(kept, real))).toEqual(new Map(places));
      }),
      { numRuns: 60 }
    );
  });

  it('puts what has no place where nothing is, and leaves all others where they are', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const free = new Set(one.nodes.flatMap(({ id, at }) => (at ? [] : [id])));
        const places = placesOf(one, plain);
        expect(overlaps(one, places, (key) => free.has(key))).toEqual([]);
        for (const { id, at } of one.nodes) if (at) expect(places.get(id)).toEqual(at);
      }),
      { numRuns: 150 }
    );
  });

  it('[B-16] a card that is dragged moves alone, also where no step had a place before', () => {
    fc.assert(
      fc.property(drawn, fc.nat(30), (one, which) => {
        const key = one.nodes[which % one.nodes.length]?.id ?? '';
        const places = placesOf(one, plain);
        const next = withPlaces(one, movedTo(places, key, { x: 803, y: -397 }));
        const moved = new Map(placesOf(next, plain));
        expect(moved.get(key)).toEqual({ x: 800, y: -400 });
        moved.delete(key);
        for (const [other, at] of moved) expect(places.get(other)).toEqual(at);
      }),
      { numRuns: 100 }
    );
  });

  it('is no change when nothing moves', () => {
    const kept = withPlaces(fork(), placesOf(fork(), plain));
    expect(withPlaces(kept, placesOf(kept, plain))).toBe(kept);
    expect(withPlaces(fork(), new Map())).toEqual(fork());
  });

  it('puts a new step right of the one before it, at the height of its exit', () => {
    const at = { x: 80, y: 160 };
    const one = graph(node('ask', choice('x', 'y'), {}, at));
    const next = addedAfter(one, { node: 'ask', exit: 'y' }, { id: 'new', step: text('n') });
    const ask = next.nodes[0] as FlowNode;
    const fresh = placesOf(next, plain).get('new') as Point;
    const middle = fresh.y + sizeOf(next.nodes[1] as FlowNode).height / 2;
    expect(fresh.x).toBeGreaterThan(at.x + sizeOf(ask).width);
    expect(Math.abs(middle - (at.y + exitTop(ask, 1)))).toBeLessThanOrEqual(GRID);
  });

  it('[B-16] tidied, exits lead from left to right and from top to bottom in their order', () => {
    const places = laidOut(fork({ x: 900, y: 900 }, { x: 0, y: 0 }), real);
    const of = (key: string) => places.get(key) as Point;
    expect(of('ask').x).toBeLessThan(of('a').x);
    expect(of('a').x).toBeLessThan(of('end').x);
    expect([of('a').x, of('b').x, of('c').x]).toEqual([of('a').x, of('a').x, of('a').x]);
    expect(of('a').y).toBeLessThan(of('b').y);
    expect(of('b').y).toBeLessThan(of('c').y);
  });

  it('puts what nothing leads to below the rest', () => {
    const one = graph(
      node('a', text('a'), { next: 'b' }),
      node('b', text('b')),
      node('lost', question)
    );
    const places = laidOut(one, real);
    const lowest = Math.max(
      ...framesOf(one, places).flatMap(([key, { y, height }]) =>
        key === 'lost' ? [] : [y + height]
      )
    );
    expect(places.get('lost')?.y).toBeGreaterThan(lowest);
  });

  it('is free where no other card is near, else further down', () => {
    const taken = [{ x: 0, y: 0, width: 240, height: 100 }];
    const wanted = { width: 240, height: 100 };
    expect(freePlace({ ...wanted, x: 300, y: 3 }, taken)).toEqual({ x: 304, y: 0 });
    expect(freePlace({ ...wanted, x: 200, y: 40 }, taken)).toEqual({ x: 200, y: 160 });
  });

  it('is higher by a line for figures and one for a price, which only steps have that send something', () => {
    const lines = { hasFigures: true, hasPrices: true };
    const more = (step: FlowStep) =>
      sizeOf(node('a', step), lines).height - sizeOf(node('a', step)).height;
    expect([more(text('a')), more(handover)]).toEqual([2 * ROW, ROW]);
    // Both may come after the card has its place: it does not reach the card below.
    expect(2 * ROW).toBeLessThan(APART.y);
  });

  it('is in view where the whole card is', () => {
    const card = { x: 100, y: 100, width: 200, height: 100 };
    const window_ = { width: 400, height: 400 };
    expect(isInView(card, { x: 0, y: 0, zoom: 1 }, window_)).toBe(true);
    expect(isInView(card, { x: 0, y: 0, zoom: 2 }, window_)).toBe(false);
    expect(isInView(card, { x: -101, y: 0, zoom: 1 }, window_)).toBe(false);
  });
});

describe('the keyboard on the canvas', () => {
  it('[B-16] follows the connections: along the first exit, back, and among exits of one step', () => {
    const items = allItems(outlineOf(fork()));
    const go = (...arrows: Arrow[]) =>
      arrows.reduce((key, arrow) => stepBeside(items, key, arrow) ?? key, 'ask');
    expect(go('ArrowRight')).toBe('a');
    expect(go('ArrowRight', 'ArrowDown')).toBe('b');
    expect(go('ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowUp')).toBe('b');
    expect(go('ArrowRight', 'ArrowDown', 'ArrowRight')).toBe('end');
    expect(go('ArrowRight', 'ArrowRight', 'ArrowLeft')).toBe('a');
    expect(stepBeside(items, 'ask', 'ArrowLeft')).toBeNull();
    expect(stepBeside(items, 'a', 'ArrowUp')).toBeNull();
  });

  it('does not stay on a step that leads to itself', () => {
    const items = allItems(
      outlineOf(graph(node('a', question, { answered: 'b', other: 'a' }), node('b', text('b'))))
    );
    expect(stepBeside(items, 'a', 'ArrowLeft')).toBeNull();
    expect(stepBeside(items, 'b', 'ArrowLeft')).toBe('a');
  });
});

describe('finding a step', () => {
  const items = allItems(outlineOf(fork()));
  const find = (typed: string) => hitsOf(items, typed, ({ number }) => `${number}. Metin`);

  it('[B-16] takes a number first, then what is written in steps and on their exits', () => {
    expect(find('2')[0]).toBe(items[1]?.node.id);
    expect(find('what')).toEqual(['ask']);
    expect(find(' Z ')).toEqual(['ask']);
    expect(find('METIN')).toHaveLength(5);
    expect(find('')).toEqual([]);
    expect(find('nowhere')).toEqual([]);
  });

  it('[B-16] takes titles of buttons, tags and names of saved values for texts of their step', () => {
    const url = 'https://shop.example';
    const saves = [{ path: 'state', saveAs: 'order_state' }];
    const mixed = graph(
      node('pick', { kind: 'buttons', text: 'Now?', buttons: ['Yes', 'Later'], onFail: null }),
      node('page', { kind: 'link', text: 'Look', button: 'New mugs', url, onFail: null }),
      node('mark', { kind: 'tag', add: ['vip'], remove: ['cold'], onFail: null }),
      node('ask', question),
      node('call', { kind: 'http', method: 'GET', url, headers: [], body: '', saves })
    );
    const all = allItems(outlineOf(mixed));
    const at = (typed: string) => hitsOf(all, typed, () => '');
    expect(at('later')).toEqual(['pick']);
    expect(at('new mugs')).toEqual(['page']);
    expect([at('VIP'), at('cold')]).toEqual([['mark'], ['mark']]);
    expect([at('order'), at('order_state')]).toEqual([['ask', 'call'], ['call']]);
  });
});

describe('the view of a flow', () => {
  it('is kept for each user, and is the outline where the browser keeps nothing', () => {
    const kept = new Map<string, string>();
    const store = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    expect(readView(store, 1)).toBe('outline');
    keepView(store, 1, 'canvas');
    expect([readView(store, 1), readView(store, 2)]).toEqual(['canvas', 'outline']);
    const full = {
      getItem: () => null,
      setItem: () => {
        throw new Error('full');
      },
    };
    expect(() => keepView(full, 1, 'canvas')).not.toThrow();
  });
});
