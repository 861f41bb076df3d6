import { stopsChain } from '../../contracts/bot-steps';
import type { FlowNode, FlowStep } from '../../contracts/flow-graph';
import type { Ending } from './walk';

/** How a run ends that nobody stopped. */
export type Ended =
  | { state: 'done'; reason: 'handed-over' | null }
  | { state: 'failed'; reason: 'step-failed' | 'too-many-steps' | 'node-gone' };

/** Does a failure of this step end the run, where the flow has no way for it (B-13)? Of a step that asks or decides it does. */
export const stopsRun = (step: FlowStep): boolean => !('onFail' in step) || stopsChain(step);

/** What the end of the walk makes of the run. `troubled`: a step failed that no way of the flow caught. */
export const endingOf = (
  why: Ending,
  { node, ok, troubled }: { node: FlowNode; ok: boolean; troubled: boolean }
): Ended => {
  if (why === 'failed') return { state: 'failed', reason: 'step-failed' };
  if (why !== 'end') return { state: 'failed', reason: why };
  if (node.step.kind === 'handover' && ok) return { state: 'done', reason: 'handed-over' };
  // Somebody should know of a chain that came to its end with a broken step.
  return troubled ? { state: 'failed', reason: 'step-failed' } : { state: 'done', reason: null };
};
