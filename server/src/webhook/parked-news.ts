import type { Clock } from '../kernel/clock';
import { createTally, type Parked, type ParkedCount } from './domain/parked-tally';

/** So long what was parked waits for company before it is told; open pages count again as often. */
const GATHER_MS = 1_000;
/** The same kind with the same reason is a line of the log at most once a minute. */
const LINE_MS = 60_000;

export interface ParkedNews {
  note(parked: Parked): void;
  /** Tells what was not told yet; for the shutdown. */
  flush(): void;
}

/** Tells what was parked in bundles. `lines` is empty when the log has its lines already and only the count changed. */
export const createParkedNews = (
  clock: Clock,
  tell: (lines: ParkedCount[]) => void
): ParkedNews => {
  const tally = createTally(LINE_MS);
  let timer: { handle: NodeJS.Timeout; at: number } | null = null;

  const stop = () => {
    if (timer) clearTimeout(timer.handle);
    timer = null;
  };
  const tellAfter = (ms: number) => {
    const at = clock.monotonic() + ms;
    if (timer && timer.at <= at) return;
    stop();
    timer = { handle: setTimeout(tellDue, ms).unref(), at };
  };
  const tellDue = () => {
    timer = null;
    const now = clock.monotonic();
    tell(tally.due(now));
    const wait = tally.waitMs(now);
    if (wait !== null) tellAfter(Math.max(GATHER_MS, wait));
  };
  return {
    note: (parked) => {
      tally.note(parked);
      tellAfter(GATHER_MS);
    },
    flush: () => {
      stop();
      const lines = tally.rest(clock.monotonic());
      if (lines.length > 0) tell(lines);
    },
  };
};
