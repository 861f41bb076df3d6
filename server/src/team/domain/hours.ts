import { DateTime } from 'luxon';
import type { BusinessHours, OpenSpan } from '../../contracts/team';

/** A time in which nobody answers, in epoch ms; null = longer than a year. */
export interface ClosedTime {
  since: number | null;
  until: number | null;
}

/** How far it is looked for another time of opening. */
const MOST_DAYS = 370;

const spansOf = ({ week, holidays }: BusinessHours, day: DateTime): readonly OpenSpan[] => {
  const date = day.toFormat('yyyy-MM-dd');
  const special = holidays.find(({ from, to }) => from <= date && date <= to);
  return special ? special.spans : (week[day.weekday - 1] ?? []);
};

/** The instant of a clock's time on that day; a clock that is put forward or back is luxon's matter. */
const instantOf = (day: DateTime, time: string): number => {
  if (time === '24:00') return day.plus({ days: 1 }).startOf('day').toMillis();
  const [hour, minute] = [Number(time.slice(0, 2)), Number(time.slice(3))];
  return day.set({ hour, minute, second: 0, millisecond: 0 }).toMillis();
};

const openTimes = (hours: BusinessHours, day: DateTime): [from: number, to: number][] =>
  spansOf(hours, day)
    .map(({ from, to }): [number, number] => [instantOf(day, from), instantOf(day, to)])
    .sort(([a], [b]) => a - b);

const lastEnd = (hours: BusinessHours, today: DateTime, at: number): number | null => {
  for (let back = 0; back <= MOST_DAYS; back += 1) {
    const ends = openTimes(hours, today.minus({ days: back })).map(([, to]) => to);
    const before = ends.filter((to) => to <= at);
    if (before.length > 0) return Math.max(...before);
  }
  return null;
};

const nextStart = (hours: BusinessHours, today: DateTime, at: number): number | null => {
  for (let ahead = 0; ahead <= MOST_DAYS; ahead += 1) {
    const starts = openTimes(hours, today.plus({ days: ahead })).map(([from]) => from);
    const after = starts.filter((from) => from > at);
    if (after.length > 0) return Math.min(...after);
  }
  return null;
};

/** The closed time around an instant; null = it is open then. */
export const closedAt = (hours: BusinessHours, at: number): ClosedTime | null => {
  const today = DateTime.fromMillis(at, { zone: hours.zone }).startOf('day');
  if (openTimes(hours, today).some(([from, to]) => from <= at && at < to)) return null;
  return { since: lastEnd(hours, today, at), until: nextStart(hours, today, at) };
};

/** When it opens again, as one says it to somebody who writes now: "09:00", "Monday 09:00", "5 January 09:00". */
export const opensWords = (
  { until }: ClosedTime,
  { zone, at, language }: { zone: string; at: number; language: 'en' | 'tr' }
): string => {
  if (until === null) return '';
  const [opens, now] = [until, at].map((one) =>
    DateTime.fromMillis(one, { zone, locale: language })
  );
  if (!opens || !now) return '';
  const days = opens.startOf('day').diff(now.startOf('day'), 'days').days;
  return opens.toFormat(days < 1 ? 'HH:mm' : days < 7 ? 'cccc HH:mm' : 'd LLLL HH:mm');
};
