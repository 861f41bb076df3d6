import { daysToMonday, hourOf, morning } from './mornings';

export type SnoozeWord = 'later' | 'evening' | 'tomorrow' | 'week';
export interface SnoozePreset {
  readonly word: SnoozeWord;
  readonly at: number;
}

const EVENING = 18;
const HOUR = 3_600_000;

/**
 * The usual times, by the viewer's own clock: in three hours at a full hour, this evening, tomorrow morning, next Monday.
 * What is not today any more, or would stand twice, is left out.
 */
export const snoozePresets = (now: Date): SnoozePreset[] => {
  const today = now.toDateString();
  const later = Math.ceil((now.getTime() + 3 * HOUR) / HOUR) * HOUR;
  const evening = hourOf(now, 0, EVENING);
  const toMonday = daysToMonday(now);
  const out: SnoozePreset[] = [];
  if (new Date(later).toDateString() === today) out.push({ word: 'later', at: later });
  if (evening - now.getTime() >= HOUR && Math.abs(evening - later) >= HOUR)
    out.push({ word: 'evening', at: evening });
  out.push({ word: 'tomorrow', at: morning(now, 1) });
  if (toMonday > 1) out.push({ word: 'week', at: morning(now, toMonday) });
  return out;
};

const two = (n: number) => String(n).padStart(2, '0');

/** An instant as a `datetime-local` field has it, by the viewer's clock. */
export const toField = (at: number): string => {
  const when = new Date(at);
  const date = `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
  return `${date}T${two(when.getHours())}:${two(when.getMinutes())}`;
};

/** What stands in a `datetime-local` field as an instant; null for nothing, and for what is not ahead within a year. */
export const fromField = (text: string, now: number): number | null => {
  const at = text === '' ? Number.NaN : new Date(text).getTime();
  return Number.isFinite(at) && at >= now + 60_000 && at <= now + 365 * 24 * HOUR ? at : null;
};
