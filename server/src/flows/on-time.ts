import type { Clock } from '../kernel/clock';

/** Between two looks of the clock at what is due. */
const TICK_MS = 1_000;

/**
 * Wakes the runner when the next wait ends, and not only at the tick after it: who waits for five people at 09:00 hears at 09:00.
 * Asked at every tick; `next` says how soon that is, null where no wait ends before the tick that follows.
 */
export const createOnTime =
  ({
    next,
    wake,
    ...time
  }: {
    next: (withinMs: number) => Promise<number | null>;
    wake: () => void;
    clock: Pick<Clock, 'sleep'>;
    stop: AbortSignal;
  }) =>
  async (): Promise<void> => {
    const ms = await next(TICK_MS);
    if (ms === null || time.stop.aborted) return;
    void time.clock.sleep(ms, time.stop).then(() => {
      if (!time.stop.aborted) wake();
    });
  };
