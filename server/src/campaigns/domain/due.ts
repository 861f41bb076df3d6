import { IANAZone } from 'luxon';
import type { IfPast } from '../../contracts/campaign-time';
import { DAY_MS, HOUR_MS } from '../../kernel/time';

/** Date and time on a clock of no particular zone, as milliseconds since 1970 on that clock. */
export type Wall = number;

/** `2026-12-24T10:00` as a wall clock. */
export const wallOf = (text: string): Wall => Date.parse(`${text}:00Z`);
export const wallText = (wall: Wall): string => new Date(wall).toISOString().slice(0, 16);
/** The day of a wall clock, `2026-12-24`. */
export const dayOf = (wall: Wall): string => wallText(wall).slice(0, 10);

/** The same day at another hour. */
export const atHour = (wall: Wall, hour: number): Wall =>
  Math.floor(wall / DAY_MS) * DAY_MS + hour * HOUR_MS;

const offset = (zone: string, at: number): number => IANAZone.create(zone).offset(at) * 60_000;

/** What the clock of a zone shows at an instant. */
export const wallAt = (zone: string, at: number): Wall => at + offset(zone, at);

/**
 * The instant at which a zone's clock shows this. A time that is left out when clocks go forward is moved on by the gap;
 * of one that comes twice, the first counts (docs/campaign-time.md).
 */
export const instantOf = (wall: Wall, zone: string): number => {
  const before = offset(zone, wall - DAY_MS);
  const after = offset(zone, wall + DAY_MS);
  const shown = [wall - before, wall - after].filter((at) => wallAt(zone, at) === wall);
  return shown.length > 0 ? Math.min(...shown) : wall - before;
};

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
