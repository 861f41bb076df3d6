import type { IfPast } from '../../contracts/campaign-time';
import { DAY_MS, HOUR_MS } from '../../kernel/time';
import { instantOf, type Wall } from '../../kernel/wall';

export interface Due {
  /** Epoch ms; null = not at all. */
  at: number | null;
  /** What became of an hour that had passed; null where it had not. */
  past: IfPast | null;
}

/** When somebody in this zone is due; for whom the hour has passed, what the campaign says. */
export const dueIn = (
  wall: Wall,
  zone: string,
  { now, ifPast }: { now: number; ifPast: IfPast }
): Due => {
  const at = instantOf(wall, zone);
  if (at >= now) return { at, past: null };
  if (ifPast === 'skip') return { at: null, past: ifPast };
  if (ifPast === 'at-once') return { at: now, past: ifPast };
  // Days are those of the calendar: a day of 23 hours is one too.
  for (let days = Math.max(1, Math.floor((now - at) / DAY_MS)); ; days += 1) {
    const next = instantOf(wall + days * DAY_MS, zone);
    if (next >= now) return { at: next, past: ifPast };
  }
};

/** After which instant a message of this planned time is of no use (M-50); null = always of use. */
export const staleFrom = (
  planned: number,
  { staleAfterHours, staleAt }: { staleAfterHours: number | null; staleAt: number | null }
): number | null => {
  const ends = [
    ...(staleAfterHours === null ? [] : [planned + staleAfterHours * HOUR_MS]),
    ...(staleAt === null ? [] : [staleAt]),
  ];
  return ends.length === 0 ? null : Math.min(...ends);
};
