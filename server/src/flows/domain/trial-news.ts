import type { FlowGraph, FlowStep, WaitEvent } from '../../contracts/flow-graph';
import { proposedAnswer } from '../../contracts/flow-parts';
import type { FlowTrial, TrialMove } from '../../contracts/flow-trial';
import { DONE, type Came } from './trial-stage';
import { kept, type Variables } from './variables';
import { nodeOf } from './walk';

/** What does not come from the person: another system answers or fails, or an event happens. */
export type News = Extract<TrialMove, { kind: 'called' | 'call-failed' | 'happened' }>;

/** The step that the trial has come to, for what it waits, and the values until then. */
interface Waiting {
  readonly step: FlowStep;
  readonly waits: NonNullable<FlowTrial['place']>['waits'] | null;
  readonly variables: Variables;
}

/** How a step is left by what does not come from the person. */
interface Left extends Pick<Waiting, 'variables'> {
  readonly came: Came;
  /** What happened; null: another system has answered, or failed. */
  readonly event: WaitEvent | null;
}

/** The values of the flow with those that the step saves of the answer. */
const savedOf = (
  { saves }: Extract<FlowStep, { kind: 'http' }>,
  { values }: Extract<News, { kind: 'called' }>,
  variables: Variables
): Variables => {
  const names = new Set(saves.map(({ saveAs }) => saveAs));
  return values
    .filter(({ name }) => names.has(name))
    .reduce<Variables>((all, { name, value }) => kept(all, name, value), variables);
};

/** How the step that waits is left by it; null: it waits for something else. */
export const leftBy = (one: News, { step, waits, variables }: Waiting): Left | null => {
  if (one.kind === 'happened') {
    const isOpen = waits === 'time' || waits === 'message';
    const event = step.kind === 'wait' && isOpen ? step.orEvent : null;
    return event ? { came: { ...DONE, exit: 'came' }, variables, event } : null;
  }
  if (step.kind !== 'http' || waits !== 'calling') return null;
  return one.kind === 'called'
    ? { came: DONE, variables: savedOf(step, one, variables), event: null }
    : { came: { ok: false, reason: 'http-status' }, variables, event: null };
};

/** What another system answers where nobody says it: each value is called as it is saved. Null: no call waits. */
export const supposedAnswer = (
  graph: FlowGraph,
  { place }: Pick<FlowTrial, 'place'>
): TrialMove | null => {
  const step = place?.waits === 'calling' ? nodeOf(graph, place.node)?.step : null;
  return step?.kind === 'http' ? { kind: 'called', values: proposedAnswer(step) } : null;
};
