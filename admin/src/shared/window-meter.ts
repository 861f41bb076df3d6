const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export type WindowLevel = 'open' | 'warning' | 'danger' | 'closed';
export interface WindowReading {
  readonly level: WindowLevel;
  readonly word: 'open-hours' | 'open-minutes' | 'last-minutes' | 'closed' | 'not-begun';
  readonly hours: number;
  readonly minutes: number;
  /** Share of the 24 hours that is left, 0…1. */
  readonly share: number;
}

/** Which of both a closed window is: it ended, or no message of the customer has opened it yet. */
export const closedWord = ({ expiresAt }: { expiresAt: number | null }): 'closed' | 'not-begun' =>
  expiresAt === null ? 'not-begun' : 'closed';

/**
 * The customer service window at `now` (epoch ms): warning from 2 h, danger from 15 min.
 * Rounded down, so the meter never promises time that is not there.
 */
export const readWindow = (
  window: { open: boolean; expiresAt: number | null },
  now: number
): WindowReading => {
  const left = window.expiresAt === null ? 0 : window.expiresAt - now;
  if (!window.open || left <= 0) {
    const word = closedWord(window);
    return { level: 'closed', word, hours: 0, minutes: 0, share: 0 };
  }
  const hours = Math.floor(left / HOUR);
  const minutes = Math.max(1, Math.floor(left / MINUTE));
  const share = Math.min(1, left / (24 * HOUR));
  if (left <= 15 * MINUTE) return { level: 'danger', word: 'last-minutes', hours, minutes, share };
  const level = left <= 2 * HOUR ? 'warning' : 'open';
  return { level, word: hours >= 1 ? 'open-hours' : 'open-minutes', hours, minutes, share };
};
