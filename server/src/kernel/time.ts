export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** 24 hours in milliseconds; not a calendar day, which may have 23 or 25. */
export const DAY_MS = 86_400_000;

/** An instant as other systems read it; null stays null. */
export const isoOf = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

/** Epoch milliseconds of the UTC day: `2024-05-31`, `31.05.2024`, `31/05/2024`; null when there is no such day. */
export const readDay = (text: string): number | null => {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/.exec(text.trim());
  const local = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text.trim());
  const [year, month, day] = iso
    ? [Number(iso[1]), Number(iso[2]), Number(iso[3])]
    : local
      ? [Number(local[3]), Number(local[2]), Number(local[1])]
      : [NaN, NaN, NaN];
  const at = Date.UTC(year, month - 1, day);
  if (Number.isNaN(at) || year < 1000) return null;
  const back = new Date(at);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? at : null;
};
