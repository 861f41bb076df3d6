import { ANSWERS_MOST } from '../../contracts/bots';
import type { FlowConditions } from '../../contracts/flow-conditions';
import { FLOW_MESSAGES_A_DAY, type FlowStep } from '../../contracts/flow-graph';
import type { TrialLine } from '../../contracts/flow-trial';
import { DAY_MS } from '../../kernel/time';
import { caseThatHolds } from './conditions';
import { guardedTime } from './guard';
import type { Opening, Refusal, Sent, Stage } from './trial-stage';
import type { Place } from './walk';

/** Of a run that is played: which version it walks and what began it do not matter to the rules that ask. */
const PLAYED = { versionId: 1, depth: 0 } as const;

/** What was said until now. */
interface Said {
  readonly opening: Pick<Opening, 'at' | 'answered'>;
  readonly sent: readonly Sent[];
  readonly now: number;
}

/** Why a flow that is played may say nothing more now; null: it may. */
export const boundOf = (
  { visit, sinceWait }: Pick<Place, 'visit' | 'sinceWait'>,
  { opening: { at: startedAt, answered }, sent, now }: Said
): 'loop-guard' | 'daily-bound' | null => {
  const times = [...answered, ...sent.map(({ at }) => at)];
  const messagesSince = (since: number, upTo = Infinity): number =>
    times.filter((at) => at > since && at < upTo).length;
  const time = guardedTime({ ...PLAYED, step: visit - 1, sinceWait, startedAt }, now);
  if (time && messagesSince(time.since, time.upTo ?? Infinity) >= ANSWERS_MOST) return 'loop-guard';
  return messagesSince(now - DAY_MS) >= FLOW_MESSAGES_A_DAY ? 'daily-bound' : null;
};

/** When marketing templates of the trial went as answers: they count for caps. */
export const promotionsIn = (sent: readonly Sent[]): number[] =>
  sent.filter(({ category, unasked }) => category === 'MARKETING' && !unasked).map(({ at }) => at);

/** Until when a message waits, or that it goes by another channel; null: nothing keeps it back, or it is kept back for good. */
export const heldBy = (refusal: Refusal | null): Extract<TrialLine, { kind: 'bubble' }>['held'] => {
  if (refusal === null) return null;
  const { reason, until } = refusal;
  if (reason === 'channel') return { reason, until };
  return until === null ? null : { reason: 'quiet-hours', until };
};

/** The case of a branch that is taken. `unsure`: it asked what is not known here. */
export const caseTaken = async (
  { cases }: Pick<Extract<FlowStep, { kind: 'branch' }>, 'cases'>,
  holds: (when: FlowConditions) => ReturnType<Stage['holds']>
) => {
  let unsure = false;
  const taken = await caseThatHolds(cases, async (when) => {
    const one = await holds(when);
    unsure ||= one.unsure;
    return one.holds;
  });
  return { ...taken, unsure };
};
