import { DEPTH_MOST, FLOOD, STARTS_A_DAY } from '../../contracts/automations';
import { MINUTE_MS } from '../../kernel/time';

/** Starts in its usual hour: the middle of the hours in which it started at all; 0: it never did. */
export const usualHour = (startsByHour: readonly number[]): number => {
  const hours = startsByHour.filter((starts) => starts > 0).sort((a, b) => a - b);
  return hours[Math.floor((hours.length - 1) / 2)] ?? 0;
};

/** Most starts of an hour that are nothing out of the ordinary: ten times its usual hour, and at least 200. */
export const floodLimit = (usual: number): number => Math.max(FLOOD.least, FLOOD.times * usual);

/** Would it start far more than it usually does? A sync of stock is 50,000 single saves. */
export const isFlood = ({
  started,
  wanted,
  usual,
}: {
  /** Within this hour already. */
  started: number;
  /** Would start now. */
  wanted: number;
  usual: number;
}): boolean => wanted > 0 && started + wanted > floodLimit(usual);

/** Our own flows wrote the entry, whose change started a flow that wrote it, and so on. */
export const isLoop = (depth: number): boolean => depth > DEPTH_MOST;

/** `starts`: of this automation by this entry, or without one by this person, within the last 24 hours. */
export const isTooOften = (starts: number): boolean => starts >= STARTS_A_DAY;

export const isStale = (dueAt: number, staleMinutes: number, now: number): boolean =>
  now - dueAt > staleMinutes * MINUTE_MS;
