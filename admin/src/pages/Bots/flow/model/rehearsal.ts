import type { NodeFigures } from '../../../../../../server/src/contracts/bots';
import type { Rehearsal } from '../../../../../../server/src/contracts/flow-rehearsal';
import type { CostLine, CostResult } from '../../../../../../server/src/contracts/prices';

/** Entries of both lists, those that mean the same as one. */
const joined = <T>(all: readonly T[], keyOf: (one: T) => string, add: (a: T, b: T) => T): T[] => {
  const kept = new Map<string, T>();
  for (const one of all) {
    const key = keyOf(one);
    const before = kept.get(key);
    kept.set(key, before === undefined ? one : add(before, one));
  }
  return [...kept.values()];
};

const sumOf = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a + b;

const joinedCost = (a: CostResult, b: CostResult): CostResult => ({
  hasPrices: a.hasPrices || b.hasPrices,
  pricesFrom: [...new Set([...a.pricesFrom, ...b.pricesFrom])].sort(),
  isSample: a.isSample || b.isSample,
  totals: joined(
    [...a.totals, ...b.totals],
    ({ currency }) => currency,
    (one, other) => ({ ...one, micros: one.micros + other.micros })
  ),
  lines: joined<CostLine>(
    [...a.lines, ...b.lines],
    ({ country, category, type, currency, micros }) =>
      [country, category, type, currency, micros].join('|'),
    (one, other) => ({
      ...one,
      count: one.count + other.count,
      totalMicros: sumOf(one.totalMicros, other.totalMicros),
    })
  ),
  unpriced: a.unpriced + b.unpriced,
});

const joinedFigures = (a: NodeFigures, b: NodeFigures): NodeFigures => ({
  node: a.node,
  entered: a.entered + b.entered,
  waiting: a.waiting + b.waiting,
  exits: joined(
    [...a.exits, ...b.exits],
    ({ exit }) => String(exit),
    (one, other) => ({ ...one, count: one.count + other.count })
  ),
});

/** What two pieces of one rehearsal came to together. */
export const joinedRehearsal = (a: Rehearsal, b: Rehearsal): Rehearsal => ({
  startedAt: a.startedAt,
  people: a.people + b.people,
  nodes: joined([...a.nodes, ...b.nodes], ({ node }) => node, joinedFigures),
  ends: joined(
    [...a.ends, ...b.ends],
    ({ state, reason, node }) => [state, reason, node].join('|'),
    (one, other) => ({ ...one, count: one.count + other.count })
  ).sort((one, other) => other.count - one.count),
  messages: a.messages + b.messages,
  cost: joinedCost(a.cost, b.cost),
  unsure: a.unsure + b.unsure,
});

/** Lists of at most this length. */
export const piecesOf = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size)
  );
