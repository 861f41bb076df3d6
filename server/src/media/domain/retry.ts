const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits before the next try to fetch a customer's file; Meta keeps it for 7 days, so the tries go on for two. */
const WAITS: readonly number[] = [
  2 * SECOND,
  15 * SECOND,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
];

/** Meta's refusal sounds the same for a file that is gone and for one that it does not hand out now. */
const REFUSED_WAITS: readonly number[] = [MINUTE, 10 * MINUTE, HOUR, 6 * HOUR];
/** Meta keeps what customers send for 7 days. */
const RECEIVED_LIVES_MS = 7 * 24 * HOUR;

/**
 * When a refused fetch of a file that is `ageMs` old is tried again, or null when it counts as gone. `isFirst`: what failed
 * before was something else, like a server that did not answer; one refusal after many of these says little.
 */
export const nextTryAfterRefusal = (
  attempts: number,
  ageMs: number,
  isFirst = false
): number | null =>
  ageMs >= RECEIVED_LIVES_MS ? null : (REFUSED_WAITS[attempts - 1] ?? (isFirst ? 6 * HOUR : null));

/** When a failed fetch is tried again: milliseconds after try number `attempts`, or null when enough was tried. */
export const nextTryAfter = (attempts: number): number | null => WAITS[attempts - 1] ?? null;

/** Meta keeps what we upload for 30 days; an id this close to its end is not used for a send any more. */
export const UPLOAD_LIVES_MS = 30 * 24 * HOUR;
export const UPLOAD_MARGIN_MS = 12 * HOUR;

/** May an id that dies at `expiresAt` still be sent? */
export const isFresh = (expiresAt: number | null, now: number): boolean =>
  expiresAt !== null && now < expiresAt - UPLOAD_MARGIN_MS;

/** What Meta says when it has a file no longer, or never had it: a fresh upload helps. */
export const isMissingMedia = (error: { code: number | null; text: string }): boolean =>
  (error.code === 100 &&
    /media[ _]?id\b.*(?:not exist|does not|belongs|invalid)/i.test(error.text)) ||
  error.code === 131052;
