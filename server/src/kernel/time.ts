export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** 24 hours in milliseconds; not a calendar day, which may have 23 or 25. */
export const DAY_MS = 86_400_000;

/** An instant as other systems read it; null stays null. */
export const isoOf = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();
