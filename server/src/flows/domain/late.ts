import { FLOW_STALE_MS } from '../../contracts/flow-graph';
import type { RunRow } from '../tables';

/**
 * After how long a time of the run that is over is of no more use (the server was down), in ms. Null: its campaign says how
 * long it waits.
 */
export const staleAfter = ({ chain, staleMs }: Pick<RunRow, 'chain' | 'staleMs'>): number | null =>
  staleMs ?? (chain === null ? FLOW_STALE_MS : null);

/** Was something of the run due for too long? */
export const isTooLate = (
  run: Pick<RunRow, 'chain' | 'staleMs'>,
  { dueAt, now }: { dueAt: number; now: number }
): boolean => {
  const most = staleAfter(run);
  return most !== null && now - dueAt > most;
};

/**
 * How long a run waits for what passes, such as a template that Meta has paused, in ms; null: not at all. One that answers
 * somebody fails at once, for they wait for it. While a campaign is paused its chains are not tried, so that pause ends none.
 */
export const patienceOf = (
  { staleMs }: Pick<RunRow, 'staleMs'>,
  isUnasked: boolean
): number | null => staleMs ?? (isUnasked ? FLOW_STALE_MS : null);
