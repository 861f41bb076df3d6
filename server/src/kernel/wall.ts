import { IANAZone } from 'luxon';
import { DAY_MS, HOUR_MS } from './time';

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
