import type { BotStep } from '../../contracts/bot-steps';
import type { FlowGraph, FlowStep } from '../../contracts/flow-graph';

/** Steps at which a customer can press, choose or answer something. */
const ASKING: ReadonlySet<string> = new Set([
  ...['choice', 'question', 'buttons', 'link', 'preferences'],
]);

/** A flow, or the list of steps of a bot. */
interface Chain {
  readonly graph: FlowGraph | null;
  readonly steps: readonly BotStep[] | null;
}

export const stepsIn = ({ graph, steps }: Chain): readonly FlowStep[] =>
  graph ? graph.nodes.map(({ step }) => step) : (steps ?? []);

/** Does it give the customer a step of their own somewhere, beside what its templates show (E-33)? */
export const asksCustomer = (chain: Chain): boolean =>
  stepsIn(chain).some(({ kind }) => ASKING.has(kind));
