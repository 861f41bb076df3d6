const MINUTE = 60_000;

export interface WaitingLimits {
  readonly waitingWarnMinutes: number;
  readonly waitingLateMinutes: number;
}
export type WaitingLevel = 'calm' | 'late' | 'very-late';
export interface WaitingReading {
  readonly level: WaitingLevel;
  readonly unit: 'minutes' | 'hours' | 'days';
  readonly count: number;
}

/** A span in the largest unit that fits, rounded down. */
export const spanOf = (ms: number): Pick<WaitingReading, 'unit' | 'count'> => {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  if (minutes < 60) return { unit: 'minutes', count: minutes };
  if (minutes < 48 * 60) return { unit: 'hours', count: Math.floor(minutes / 60) };
  return { unit: 'days', count: Math.floor(minutes / 1440) };
};

/** How long somebody has waited at `now`, and how bad that is. */
export const readWaiting = (
  since: number,
  now: number,
  { waitingWarnMinutes, waitingLateMinutes }: WaitingLimits
): WaitingReading => {
  const minutes = (now - since) / MINUTE;
  const level =
    minutes >= waitingLateMinutes ? 'very-late' : minutes >= waitingWarnMinutes ? 'late' : 'calm';
  return { level, ...spanOf(now - since) };
};
