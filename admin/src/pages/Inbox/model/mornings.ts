const MORNING = 9;

/** This hour of the day `days` after today, by the clock of this device. */
export const hourOf = (now: Date, days: number, hour: number): number =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour).getTime();

/** Nine in the morning of the day `days` after today. */
export const morning = (now: Date, days: number): number => hourOf(now, days, MORNING);

/** Days until the next Monday; on a Monday the one after. */
export const daysToMonday = (now: Date): number => (8 - now.getDay()) % 7 || 7;
