import {
  turkishHolidays,
  type HolidayName,
} from '../../../../../server/src/contracts/turkish-holidays';

/** Dates that a holiday adds at once: a trigger knows days by their date, and no rule such as each Republic Day. */
export const DATES_AT_ONCE = 3;

/** A holiday with its next dates, of a feast of several days the first one; fewer where its calendar is not known. */
export interface ComingHoliday {
  readonly name: HolidayName;
  readonly days: readonly string[];
}

/** Holidays in Turkey from a day on, the next one first. */
export const comingHolidays = (today: string): ComingHoliday[] => {
  const year = Number(today.slice(0, 4));
  const found = new Map<string, { name: HolidayName; days: string[] }>();
  // Where that of this year is over, the last one is a year further away.
  for (let one = year; one <= year + DATES_AT_ONCE; one += 1) {
    const seen = new Set<string>();
    for (const { day, name } of turkishHolidays(one)) {
      const isFirst = !seen.has(name.en);
      seen.add(name.en);
      if (!isFirst || day < today) continue;
      const { days } = found.get(name.en) ?? { days: [] };
      found.set(name.en, { name, days: [...days, day].slice(0, DATES_AT_ONCE) });
    }
  }
  return [...found.values()].sort((a, b) => (a.days[0] ?? '').localeCompare(b.days[0] ?? ''));
};
