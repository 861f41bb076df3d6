import { HOUR_MS } from '../../kernel/time';
import { wallAt } from '../../kernel/wall';

/** Fewer reads and answers than this say nothing about somebody's day. */
export const ENOUGH = 5;

/** What somebody did in a half hour of the day, over half a month: so narrow that clocks hardly change inside. */
export interface Activity {
  /** Any instant in it, epoch ms. */
  at: number;
  times: number;
}

/**
 * The hour of the day, on this zone's clock, with most reads and answers; null while there are fewer than 5 in it. Of two
 * that are alike the earlier one.
 */
export const bestHour = (activity: readonly Activity[], zone: string): number | null => {
  const hours = new Map<number, number>();
  for (const { at, times } of activity) {
    const hour = Math.floor(wallAt(zone, at) / HOUR_MS) % 24;
    hours.set(hour, (hours.get(hour) ?? 0) + times);
  }
  const [best] = [...hours].sort(([a, n], [b, m]) => m - n || a - b);
  return best && best[1] >= ENOUGH ? best[0] : null;
};
