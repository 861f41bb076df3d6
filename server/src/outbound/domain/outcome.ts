import type { DeliveryError, OffReason } from '../../contracts/outbound';
import { FAILING_MS, waitAfter } from './schedule';

/** How an attempt ended: an answer with its status, or none and why. */
export type Outcome =
  | { status: number }
  | { status: null; error: Exclude<DeliveryError, 'status' | 'redirect'> };

/** What becomes of the delivery. */
export interface Verdict {
  state: 'waiting' | 'done' | 'failed';
  /** Of a waiting one. */
  waitMs: number | null;
  error: DeliveryError | null;
}

const isDone = ({ status }: Outcome): boolean => status !== null && status >= 200 && status < 300;

const errorOf = (outcome: Outcome): DeliveryError | null => {
  if (outcome.status === null) return outcome.error;
  if (isDone(outcome)) return null;
  return outcome.status >= 300 && outcome.status < 400 ? 'redirect' : 'status';
};

/** The address says that it is gone for good. */
const isGone = ({ status }: Outcome): boolean => status === 410;

/** `attempts` counts this one. `once`: there is no second try (a test). */
export const verdictOf = (
  outcome: Outcome,
  { attempts, once }: { attempts: number; once: boolean },
  random: () => number
): Verdict => {
  const error = errorOf(outcome);
  if (error === null) return { state: 'done', waitMs: null, error };
  const waitMs = once || isGone(outcome) ? null : waitAfter(attempts, random);
  return { state: waitMs === null ? 'failed' : 'waiting', waitMs, error };
};

/** Why the address is to be turned off after this attempt, or null. `failingSince`: of its attempts before. */
export const offReasonOf = (
  outcome: Outcome,
  { failingSince, now }: { failingSince: number | null; now: number }
): OffReason | null => {
  if (isDone(outcome)) return null;
  if (isGone(outcome)) return 'gone';
  return failingSince !== null && now - failingSince >= FAILING_MS ? 'failing' : null;
};
