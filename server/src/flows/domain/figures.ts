import type { StepFigures } from '../../contracts/bots';

/** How often runs left a step by an exit; null: it failed, and the flow has no way for that. */
export interface LeftCount {
  node: string;
  exit: string | null;
  count: number;
}
/** How many runs are at a step, or ended there. */
export interface AtCount {
  node: string;
  isOpen: boolean;
  count: number;
}
/** How long a run was held at a step, in milliseconds. */
export interface Stay {
  node: string;
  ms: number;
}

/** What is counted of a step by its visits alone. */
type Visits = Omit<StepFigures['nodes'][number], 'reached' | 'medianMs'>;

/** The figures of each step that a run came to. `waiting`: runs that are there now, whenever they began. */
export const figuresOf = (
  left: readonly LeftCount[],
  at: readonly AtCount[],
  waiting: ReadonlyMap<string, number>
): Visits[] => {
  // A run that ended at a step went no way out of it.
  const ended = at.filter(({ isOpen }) => !isOpen).map((one) => ({ ...one, exit: null }));
  const exits = new Map<string, Map<string | null, number>>();
  for (const { node, exit, count } of [...left, ...ended]) {
    const counts = exits.get(node) ?? new Map<string | null, number>();
    exits.set(node, counts.set(exit, (counts.get(exit) ?? 0) + count));
  }
  const there = new Map(at.filter(({ isOpen }) => isOpen).map((one) => [one.node, one.count]));
  const nodes = [...new Set([...exits.keys(), ...there.keys(), ...waiting.keys()])];
  return nodes.map((node) => {
    const counts = [...(exits.get(node) ?? [])].map(([exit, count]) => ({ exit, count }));
    const gone = counts.reduce((sum, { count }) => sum + count, 0);
    return {
      node,
      entered: gone + (there.get(node) ?? 0),
      waiting: waiting.get(node) ?? 0,
      exits: counts.sort((a, b) => b.count - a.count),
    };
  });
};

/** The median of each step, in whole milliseconds. Of an even number the lower of the two in the middle. */
export const mediansOf = (stays: readonly Stay[]): Map<string, number> => {
  const byNode = new Map<string, number[]>();
  for (const { node, ms } of stays) {
    const all = byNode.get(node) ?? [];
    all.push(Math.max(0, ms));
    byNode.set(node, all);
  }
  return new Map(
    [...byNode].map(([node, all]) => {
      all.sort((a, b) => a - b);
      return [node, Math.round(all[Math.floor((all.length - 1) / 2)] ?? 0)];
    })
  );
};
