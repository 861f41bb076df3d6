import { isReply } from '../../contracts/bot-steps';
import type { FlowStep } from '../../contracts/flow-graph';
import { asks } from './trial-moves';

/** Actions on the conversation itself, which is the agent's. */
const ON_THE_TALK: ReadonlySet<string> = new Set(['assign', 'handover', 'close']);

/**
 * May a step be done while an agent has the conversation (B-18)? What answers the person waits for the agent. What nobody asked
 * for goes on as long as it takes no part in the talk: a utility template is a notice, such as "your order has shipped", and
 * most actions say nothing. `unasked`: the run answers nobody; `isNotice`: the step sends a utility template.
 */
export const passesAgent = (
  step: FlowStep,
  { unasked, isNotice }: { unasked: boolean; isNotice: boolean }
): boolean => unasked && (isReply(step) ? isNotice : !asks(step) && !ON_THE_TALK.has(step.kind));
