import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';
import { APART, type Layout } from '../model/places';

/** Of an edge, beside cards that it passes. */
const EDGE_ROOM = 16;
/** The first exit leads straight on. */
const STRAIGHT = 2;

/** A name in an object of the library, which would put names that are numbers first. */
const named = (key: string): string => `k${key}`;

/** Cards from left to right by dagre, and from top to bottom in the order of the exits that lead to them. */
export const tidy: Layout = ({ cards, edges, pairs }) => {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>();
  graph.setGraph({ rankdir: 'LR', nodesep: APART.y, ranksep: APART.x, edgesep: EDGE_ROOM });
  for (const { key, width, height } of cards) graph.setNode(named(key), { width, height });
  for (const { from, to, isMain } of edges)
    graph.setEdge(named(from), named(to), { weight: isMain ? STRAIGHT : 1 });
  layout(graph, {
    constraints: pairs.map(({ upper, lower }) => ({ left: named(upper), right: named(lower) })),
  });
  return new Map(
    cards.map(({ key, width, height }) => {
      // The library names the middle of a card.
      const { x = 0, y = 0 } = graph.node(named(key));
      return [key, { x: x - width / 2, y: y - height / 2 }];
    })
  );
};
