/** What stands in a field for a date beside one for a time, as the browser gives it: `2026-10-12` and `14:30`. */
export interface TypedMoment {
  readonly day: string;
  readonly time: string;
  /** A part is typed, and the browser reads no date or no time in it. */
  readonly isBroken: boolean;
  /** The person chose the time: another day keeps it. */
  readonly hasOwnTime: boolean;
}

export const NOTHING_TYPED: TypedMoment = {
  ...{ day: '', time: '', isBroken: false, hasOwnTime: false },
};

const MORNING = 9;
const LAST_HOUR = 23;
const two = (n: number): string => String(n).padStart(2, '0');

export const dayText = (date: Date): string =>
  `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** An instant (epoch ms) by the viewer's clock. */
export const typedOf = (at: number | null): TypedMoment => {
  if (at === null || Number.isNaN(at)) return NOTHING_TYPED;
  const date = new Date(at);
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return { day: dayText(date), time, isBroken: false, hasOwnTime: true };
};

/** The instant that is meant; null: nothing is typed; NaN: it is no full date and time. */
export const momentOf = ({ day, time, isBroken }: TypedMoment): number | null => {
  if (isBroken) return Number.NaN;
  if (day === '' && time === '') return null;
  return day === '' || time === '' ? Number.NaN : new Date(`${day}T${time}`).getTime();
};

/** Nine in the morning; where that is over, the next full hour of the day; in its last hour the last minute. */
const usualTime = (day: string, now: Date): string => {
  if (day !== dayText(now) || now.getHours() < MORNING) return `${two(MORNING)}:00`;
  return now.getHours() < LAST_HOUR ? `${two(now.getHours() + 1)}:00` : '23:59';
};

/** After the day changed: it brings a usual time along, and no day needs none. */
export const withUsualTime = (typed: TypedMoment, now: Date): TypedMoment => {
  if (typed.day === '') return typed.isBroken ? typed : NOTHING_TYPED;
  return typed.hasOwnTime ? typed : { ...typed, time: usualTime(typed.day, now) };
};

/** For forms that wait for a moment: an unreadable one is none. */
export const readableOrNull = (at: number | null): number | null =>
  at === null || Number.isNaN(at) ? null : at;
