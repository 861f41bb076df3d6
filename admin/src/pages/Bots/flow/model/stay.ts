const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long people stay, as one reads it at a glance: "20 minutes", "3 hours", "2 days". */
export const stayOf = (
  ms: number
): { readonly unit: 'minutes' | 'hours' | 'days'; readonly count: number } => {
  if (ms < 90 * MINUTE) return { unit: 'minutes', count: Math.round(ms / MINUTE) };
  if (ms < 2 * DAY) return { unit: 'hours', count: Math.round(ms / HOUR) };
  return { unit: 'days', count: Math.round(ms / DAY) };
};
