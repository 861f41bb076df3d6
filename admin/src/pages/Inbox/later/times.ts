export type QuickTime = 'hour' | 'tomorrow' | 'monday';
export const QUICK_TIMES: readonly QuickTime[] = ['hour', 'tomorrow', 'monday'];

const MORNING = 9;
const HOUR = 3_600_000;

/** Nine in the morning of the day `days` after today, by the clock of this device. */
const morning = (now: number, days: number): number => {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, MORNING).getTime();
};

/** The times that are asked for most (epoch ms): in an hour, tomorrow morning, the next Monday morning. */
export const quickTime = (kind: QuickTime, now: number): number => {
  if (kind === 'hour') return now + HOUR;
  if (kind === 'tomorrow') return morning(now, 1);
  const weekday = new Date(now).getDay();
  return morning(now, (8 - weekday) % 7 || 7);
};
