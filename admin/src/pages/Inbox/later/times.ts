import { daysToMonday, morning } from '../model/mornings';

export type QuickTime = 'hour' | 'tomorrow' | 'monday';
export const QUICK_TIMES: readonly QuickTime[] = ['hour', 'tomorrow', 'monday'];

const HOUR = 3_600_000;

/** The times that are asked for most (epoch ms): in an hour, tomorrow morning, the next Monday morning. */
export const quickTime = (kind: QuickTime, now: number): number => {
  if (kind === 'hour') return now + HOUR;
  const today = new Date(now);
  return morning(today, kind === 'tomorrow' ? 1 : daysToMonday(today));
};
