import type { RunRow } from '../tables';

/** What sets off runs that answer nobody, whatever becomes of them. */
export const PROACTIVE_ORIGINS = ['campaign', 'tag', 'event', 'automation'] as const;

/**
 * Does an opt-out, or a pause, end the run? What answers nobody ends; one that waits for an answer goes on when that comes.
 * `stopProactiveRuns` asks the database the same.
 */
export const isProactive = ({
  origin,
  unasked,
  waitsFor,
}: Pick<RunRow, 'origin' | 'unasked' | 'waitsFor'>): boolean =>
  PROACTIVE_ORIGINS.some((one) => one === origin) || unasked || waitsFor === 'time';
