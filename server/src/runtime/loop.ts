import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import type { Clock } from '../kernel/clock';

const RESOLUTION_MS = 10;
/** How far back one look sees, ms. */
const WINDOW_MS = 500;

export interface Loop {
  /** How long the turns of the event loop were lately, ms; about 0 for an idle process. */
  turnMs(): number;
  stop(): void;
}

/** What Node measured of the loop: mean and deviation of the gaps between its looks, ns. */
export interface Gaps {
  readonly count: number;
  readonly mean: number;
  readonly stddev: number;
}

/**
 * The length of the turn that something falls into when it arrives at any moment, ms, beyond the resolution. The plain mean
 * would hide one turn of 500 ms behind fifty short ones; half of all that arrives in that second falls into it.
 */
export const turnOf = ({ count, mean, stddev }: Gaps): number =>
  count === 0 || mean === 0 ? 0 : Math.max(0, (mean + stddev ** 2 / mean) / 1e6 - RESOLUTION_MS);

/** Watches the event loop of this process, from the first time that somebody asks: most processes send nothing. */
export const watchLoop = (clock: Pick<Clock, 'monotonic'>): Loop => {
  let gaps: IntervalHistogram | null = null;
  let since = 0;
  let known = 0;
  const begin = (): void => {
    gaps = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    gaps.enable();
    since = clock.monotonic();
  };
  return {
    turnMs: () => {
      if (!gaps) begin();
      else if (clock.monotonic() - since >= WINDOW_MS) {
        known = turnOf(gaps);
        gaps.reset();
        since = clock.monotonic();
      }
      return known;
    },
    stop: () => {
      gaps?.disable();
      gaps = null;
    },
  };
};
