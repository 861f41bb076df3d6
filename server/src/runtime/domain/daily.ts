import { DateTime } from 'luxon';

/** A time of day by the server's clock. */
export interface DayTime {
  readonly hour: number;
  readonly minute: number;
}

/** The date of an instant where the server stands, `2026-11-26`. */
export const dayOf = (at: number, zone = 'local'): string =>
  DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd');

/**
 * Is a daily job due: its time of day has come and it did not run on this date yet? So it runs once a day when summer
 * time leaves its hour out or repeats it, when the clock is set back, and later where no server ran at that time.
 */
export const isDue = (
  at: number,
  { time, last, zone = 'local' }: { time: DayTime; last: string; zone?: string }
): boolean => {
  const { hour, minute } = DateTime.fromMillis(at, { zone });
  return hour * 60 + minute >= time.hour * 60 + time.minute && last < dayOf(at, zone);
};
