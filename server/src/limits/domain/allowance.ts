import { DAY_MS, MINUTE_MS } from '../../kernel/time';

/** One minute more than a day, since minutes are coarser than instants. */
export const WINDOW_MINUTES = 1_441;

/** A number that has not told its limit yet is treated as the smallest one (M-34). */
export const SMALLEST_LIMIT = 250;
const MARGIN = 0.99;

export const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS);

/**
 * Whether what was sent or delivered at that time takes a place now. A place lasts 24 hours: what is told of an older
 * message later is no word on the place that its person has by now for another one.
 */
export const stillCounts = (at: number | null, now: number): boolean => (at ?? 0) > now - DAY_MS;

export interface LimitState {
  /** null = unlimited. */
  limit: number | null;
  used: number;
  /** Meta refused although our count had room: nobody new for the moment. */
  isFull?: boolean;
}

/** Places that bulk must leave for agents. */
export const headroom = (limit: number): number => Math.max(10, Math.ceil(limit * 0.01));

/**
 * New people that may be reached now (I9). Agents may use the headroom, bulk may not.
 * Infinity when the number has no limit; never negative (a limit lowered below what is used only waits).
 */
export const freePlaces = (
  { limit, used, isFull = false }: LimitState,
  lane: 'bulk' | 'agent'
): number => {
  if (isFull) return 0;
  if (limit === null) return Number.POSITIVE_INFINITY;
  const ceiling = Math.floor(limit * MARGIN) - (lane === 'bulk' ? headroom(limit) : 0);
  return Math.max(0, ceiling - used);
};

/** Days of 24 h that reaching this many new people takes. */
export const daysNeeded = (people: number, state: LimitState): number => {
  const { limit } = state;
  if (people <= 0 || limit === null) return people > 0 ? 1 : 0;
  const perDay = Math.max(1, freePlaces({ limit, used: 0 }, 'bulk'));
  const today = freePlaces(state, 'bulk');
  return people <= today ? 1 : 1 + Math.ceil((people - today) / perDay);
};

/**
 * How a run to this many people goes by the limit: `places` of them take a new place, the others have one already or need
 * none and get it whatever the limit says.
 */
export const spreadOf = (
  { people, places }: { people: number; places: number },
  state: LimitState
): { today: number; days: number } => ({
  today: people - places + Math.min(places, freePlaces(state, 'bulk')),
  days: people > 0 ? Math.max(1, daysNeeded(places, state)) : 0,
});
