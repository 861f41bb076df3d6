import type { Clock } from './clock';

/**
 * A number that is read now and then, for callers who cannot wait: each call answers the last one, 0 before the first, and
 * starts `read` when it is older than `everyMs` and no other is under way. `read` keeps what it found.
 */
export const recent = (
  clock: Pick<Clock, 'monotonic'>,
  everyMs: number,
  read: (keep: (value: number) => void) => Promise<void>
): (() => number) => {
  let value = 0;
  let at: number | null = null;
  let reading = false;
  return () => {
    if (!reading && (at === null || clock.monotonic() - at >= everyMs)) {
      reading = true;
      at = clock.monotonic();
      void read((found) => (value = found)).finally(() => (reading = false));
    }
    return value;
  };
};
