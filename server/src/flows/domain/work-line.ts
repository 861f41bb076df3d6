import { MINUTE_MS } from '../../kernel/time';

/** A run that finds no free place tries again no sooner and no later than this, give or take a quarter. */
const SOON_MS = 500;
const LATE_MS = 5 * MINUTE_MS;
/** How much the last work says about how long the next one takes. */
const WEIGHT = 0.2;

/** What one process knows of its calls, or of its work with entries. */
export interface WorkLine {
  /** Until when all places are taken by those in the line, if they last as usual. */
  readonly until: number;
  /** How long the work lasts, of late. */
  readonly usualMs: number;
}

export const NO_LINE: WorkLine = { until: 0, usualMs: SOON_MS };

/** After work that lasted so long. */
export const afterWork = (line: WorkLine, ms: number): WorkLine => ({
  ...line,
  usualMs: line.usualMs * (1 - WEIGHT) + ms * WEIGHT,
});

/**
 * One run more in the line, and when it tries again (ms): about when a place is free for it. All of them at once, twice a second,
 * would leave no time for other runs. `atOnce`: how many places there are; `random`: from 0 to 1.
 */
export const lineUp = (
  line: WorkLine,
  { now, random, atOnce }: { now: number; random: number; atOnce: number }
): { line: WorkLine; at: number } => {
  const taken = Math.max(line.until, now) + line.usualMs / atOnce;
  const until = Math.min(taken, now + LATE_MS);
  const delay = Math.max(SOON_MS, until - now) * (0.75 + random / 2);
  return { line: { ...line, until }, at: Math.round(now + delay) };
};
