import type { FlowGraph } from '../../contracts/flow-graph';
import { DAY_MS } from '../../kernel/time';
import { goalKeyOf } from './wait-event';

/** What a run keeps of the goal of its flow. */
export interface RunGoal {
  readonly goalKey: string | null;
  readonly goalUntil: number | null;
  readonly goalAt: number | null;
}

/** Of a run that begins now, on this graph; null: a list of steps, which has no goal. */
export const goalOfRun = (graph: FlowGraph | null, now: number): RunGoal => {
  const none: RunGoal = { goalKey: null, goalUntil: null, goalAt: null };
  const goal = graph?.goal ?? null;
  if (goal === null) return none;
  if (goal.kind === 'step') return goal.node === graph?.start ? { ...none, goalAt: now } : none;
  return { ...none, goalKey: goalKeyOf(goal), goalUntil: now + goal.days * DAY_MS };
};

/** Is one of these steps the goal? Null: the end of the run. */
export const isGoal = ({ goal }: FlowGraph, nodes: readonly (string | null)[]): boolean =>
  goal?.kind === 'step' && nodes.includes(goal.node);
