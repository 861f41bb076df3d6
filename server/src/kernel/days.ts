import { withPlainDigits } from './digits';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './time';

/** Which number of `3/10/2026` is the day. */
export type DateOrder = 'day-first' | 'month-first';

/** Marks on letters; those of Hindi and Thai are vowels, without which June would be January. */
const MARKS = /(?<![\p{Script=Devanagari}\p{Script=Thai}\p{M}])\p{M}+/gu;
/** Without marks and capitals, as `contracts/fold` writes it: the kernel imports no other room. */
const bare = (text: string): string =>
  text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(MARKS, '').replace(/ı/g, 'i');

/** Names and short names of the months in English, Turkish and German, bare. */
const MONTH_NAMES = `january jan januar janner ocak oca
february feb februar subat sub
march mar marz maerz mrz mart
april apr nisan nis
may mai mayis
june jun juni haziran haz
july jul juli temmuz tem
august aug agustos agu
september sep sept eylul eyl
october oct oktober okt ekim eki
november nov kasim kas
december dec dezember dez aralik ara`;
const MONTHS: ReadonlyMap<string, number> = new Map(
  MONTH_NAMES.split('\n').flatMap((names, i) =>
    names.split(' ').map((name) => [name, i + 1] as const)
  )
);

/** Languages whose months the runtime names. */
const OTHER_LANGUAGES = 'es fr it pt nl ru uk pl cs ro sv el az ar id hi th'.split(' ');
/** Within a date a month has another form than alone (Russian `мая`, `май`). */
const FORMS: readonly Intl.DateTimeFormatOptions[] = [
  { month: 'long', day: 'numeric' },
  { month: 'short', day: 'numeric' },
  { month: 'long' },
  { month: 'short' },
];

const onlyLetters = (text: string): string => bare(text).replace(/[^\p{L}\p{M}]/gu, '');

/** How a language writes the month or weekday of a day, as `namedDay` finds it. */
const nameIn = (format: Intl.DateTimeFormat, part: 'month' | 'weekday', at: number): string =>
  onlyLetters(format.formatToParts(at).find(({ type }) => type === part)?.value ?? '');

/** The twelve months as this form of a language writes them. */
const monthsIn = (
  language: string,
  form: Intl.DateTimeFormatOptions
): (readonly [name: string, month: number])[] => {
  const format = new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, i) => {
    const name = nameIn(format, 'month', Date.UTC(2024, i, 15));
    return [name, i + 1] as const;
  });
};

/** Months of the other languages; a name that means two of them is none. */
const namesOfOthers = (): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  const unclear = new Set<string>();
  const all = OTHER_LANGUAGES.flatMap((language) =>
    FORMS.flatMap((form) => monthsIn(language, form))
  );
  for (const [name, month] of all) {
    if ((found.get(name) ?? month) !== month) unclear.add(name);
    found.set(name, month);
  }
  for (const name of ['', ...unclear]) found.delete(name);
  return found;
};
let others: ReadonlyMap<string, number> | null = null;

const monthOf = (name: string): number | undefined => {
  const known = MONTHS.get(name);
  if (known !== undefined || !/^[\p{L}\p{M}]+$/u.test(name)) return known;
  others ??= namesOfOthers();
  return others.get(name);
};

/** Names and short names of weekdays in all these languages, bare. */
const namesOfWeekdays = (): ReadonlySet<string> =>
  new Set(
    ['en', 'tr', 'de', ...OTHER_LANGUAGES].flatMap((language) =>
      (['long', 'short'] as const).flatMap((weekday) => {
        const format = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' });
        return Array.from({ length: 7 }, (_, i) =>
          nameIn(format, 'weekday', Date.UTC(2024, 0, i + 1))
        );
      })
    )
  );
let weekdays: ReadonlySet<string> | null = null;

/** `Fri, 31 May 2024`, `31 Mayıs 2024 Cuma`: the day alone. */
const withoutWeekday = (text: string): string => {
  const words = text.split(' ');
  weekdays ??= namesOfWeekdays();
  if (weekdays.has(onlyLetters(words[0] ?? ''))) return words.slice(1).join(' ');
  return weekdays.has(onlyLetters(words.at(-1) ?? ''))
    ? words.slice(0, -1).join(' ').replace(/,$/, '')
    : text;
};

type Written = readonly [year: number, month: number, day: number];

/** Of a year with two digits, as spreadsheets write it: up to 29 it is of this century. */
const fullYear = (year: string): number =>
  year.length === 4 ? Number(year) : Number(year) + (Number(year) < 30 ? 2000 : 1900);

/** Words of a date that say nothing: `31 de mayo de 2024`, `31 мая 2024 г.`, `31 травня 2024 р.` */
const FILLERS: ReadonlySet<string> = new Set(['', 'de', 'del', 'of', 'г', 'р']);

/** `5 Oct 2026`, `5. Oktober 2026`, `5-Eki-2026`, `October 5th, 2026`, `5-Oct-26`, `5 de mayo de 2026`. */
const namedDay = (text: string): Written | null => {
  const parts = bare(text)
    .replace(/\b(\d{1,2})(?:st|nd|rd|th|er)\b/, '$1')
    .split(/[\s.,/-]+/)
    .filter((part) => !FILLERS.has(part));
  const [first = '', second = '', year = ''] = parts;
  if (parts.length !== 3 || !/^(\d{4}|\d{2})$/.test(year)) return null;
  const [name, day] = /^\d/.test(first) ? [second, first] : [first, second];
  const month = monthOf(name);
  return month !== undefined && /^\d{1,2}$/.test(day) ? [fullYear(year), month, Number(day)] : null;
};

/** `2024-05-31`, `2024/5/31`, `2024.05.31`, `20240531`, `2024年5月31日`, `2024. 5. 31.` */
const YEAR_FIRST = [
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?$/,
  /^((?:19|20)\d{2})()(\d{2})(\d{2})$/,
  /^(\d{4})([年년])(\d{1,2})[月월](\d{1,2})[日일]$/,
];
/** A year of two digits beside bars or dots only: `24-05-31` may begin with the year. */
const YEAR_LAST = /^(\d{1,2})(?:([./-])(\d{1,2})\2(\d{4})|([./])(\d{1,2})\5(\d{2}))\.?$/;

const numberedDay = (text: string, order: DateOrder): Written | null => {
  for (const form of YEAR_FIRST) {
    const found = form.exec(text);
    if (found) return [Number(found[1]), Number(found[3]), Number(found[4])];
  }
  const local = YEAR_LAST.exec(text);
  if (!local) return null;
  const [first, second] = [Number(local[1]), Number(local[3] ?? local[6])];
  const year = fullYear(local[4] ?? local[7] ?? '');
  return order === 'day-first' ? [year, second, first] : [year, first, second];
};

/** `31. 5. 2024` and `2024年 5月 31日` without their spaces. */
const closeUp = (text: string): string => text.replace(/ ?([./年월년月-]) ?/g, '$1');

const writtenIn = (text: string, order: DateOrder): Written | null =>
  numberedDay(closeUp(text), order) ?? namedDay(text);

/** Other years are slips, or of another calendar: in Iran 1403 and in Thailand 2567 are 2024. */
const YEARS = { first: 1850, last: 2200 };

const dayOf = (text: string, order: DateOrder): number | null => {
  // `Mar 5 2024` is in March, and `mar` is also Tuesday in Spanish.
  const written =
    writtenIn(text, order) ?? (/\p{L}/u.test(text) ? writtenIn(withoutWeekday(text), order) : null);
  if (!written) return null;
  const [year, month, day] = written;
  const at = Date.UTC(year, month - 1, day);
  if (Number.isNaN(at) || year < YEARS.first || year > YEARS.last) return null;
  const back = new Date(at);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? at : null;
};

/** A date and time has no more letters; without a bound a long cell would be searched for minutes. */
const LONGEST = 60;
/** A day, its time, and AM or PM or a zone where it is written beside it. Between may be a dash or a word: `saat`, `um`, `at`. */
const WITH_TIME =
  /^(.+?)(?:T|,? (?:[-–—] |\p{L}{1,5}\.? )?)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)? ?(am|pm|a\. ?m\.|p\. ?m\.|öö|ös|π\.μ\.|μ\.μ\.)?(?: ?(?:uhr|hrs?|hs))? ?(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?$/iu;

/** 12 PM is noon. */
const hourOf = (hour: string | undefined, half: string | undefined): number => {
  if (half === undefined) return Number(hour);
  return (Number(hour) % 12) + (/^(p|ös|μ)/i.test(half) ? 12 : 0);
};

const zoneMs = (zone: string): number => {
  if (!/^[+-]/.test(zone)) return 0;
  const digits = zone.replace(':', '');
  const ms = Number(digits.slice(1, 3)) * HOUR_MS + Number(digits.slice(3)) * MINUTE_MS;
  return digits.startsWith('-') ? -ms : ms;
};

/** A day as it is written, and its time. */
export interface Moment {
  /** Epoch milliseconds of the UTC day. */
  day: number;
  /** Milliseconds since the day began; null: only the day is written. */
  time: number | null;
  /** What the written zone is ahead of UTC, in milliseconds; null: none is written. */
  zone: number | null;
}

/**
 * Reads a day and the time beside it: `2024-05-31 10:00:00`, `31.05.24`, `31 May 2024`, `20240531`, `2024-05-31T10:00:00+03:00`,
 * `31/05/2024 2:30 PM`; months by name in some twenty languages, digits of every script. Null when there is no such day or time.
 */
export const readMoment = (given: string, order: DateOrder = 'day-first'): Moment | null => {
  if (given.length > 2 * LONGEST) return null;
  const text = withPlainDigits(given).trim().replace(/\s+/g, ' ');
  if (text === '' || text.length > LONGEST) return null;
  const whole = dayOf(text, order);
  if (whole !== null) return { day: whole, time: null, zone: null };
  const parts = WITH_TIME.exec(text);
  if (!parts) return null;
  const [, date = '', hour, minute, second = '0', part = '', half, zone] = parts;
  const day = dayOf(date, order);
  const time =
    hourOf(hour, half) * HOUR_MS +
    Number(minute) * MINUTE_MS +
    Number(second) * 1_000 +
    Number(part.slice(0, 3).padEnd(3, '0'));
  if (day === null || time >= DAY_MS || Number(minute) > 59 || Number(second) > 60) return null;
  return { day, time, zone: zone === undefined ? null : zoneMs(zone) };
};

/** Epoch milliseconds of the UTC day that is written, whatever time and zone stand beside it; null when there is none. */
export const readDay = (text: string, order: DateOrder = 'day-first'): number | null =>
  readMoment(text, order)?.day ?? null;

/** What the cells of a column say of how its days are written, one after the other; kept as JSON between pieces of a file. */
export interface DaySigns {
  /** Cells whose first number is no month. */
  dayFirst: number;
  /** Cells whose second number is no month. */
  monthFirst: number;
  /** Cells that can be read both ways: with dots, and with other signs. */
  dotted: number;
  unclear: number;
  filled: number;
}
export const noDaySigns = (): DaySigns => ({
  dayFirst: 0,
  monthFirst: 0,
  dotted: 0,
  unclear: 0,
  filled: 0,
});

const NUMBERED = /^(\d{1,2}) ?(?:([./-]) ?(\d{1,2}) ?\2 ?\d{4}|([./]) ?(\d{1,2}) ?\4 ?\d{2})(?!\d)/;

/** Adds what one cell says, in place. */
export const noteDay = (signs: DaySigns, cell: string): void => {
  const text = withPlainDigits(cell.slice(0, LONGEST)).trim();
  if (text === '') return;
  signs.filled += 1;
  const found = NUMBERED.exec(text);
  if (!found) return;
  const [first, second] = [Number(found[1]), Number(found[3] ?? found[5])];
  if (first > 12 && second <= 12) signs.dayFirst += 1;
  else if (second > 12 && first <= 12) signs.monthFirst += 1;
  else if ((found[2] ?? found[4]) === '.') signs.dotted += 1;
  else signs.unclear += 1;
};

/**
 * How a column writes its days: a number above 12 is no month, and nobody writes the month first with dots. Null: its days need
 * no order; `open`: they could be read both ways, they contradict each other, or there are only empty cells.
 */
export const orderBySigns = (signs: DaySigns): DateOrder | 'open' | null => {
  const { dayFirst, monthFirst, dotted, unclear, filled } = signs;
  if (dayFirst > 0 && monthFirst > 0) return 'open';
  if (dayFirst > 0) return 'day-first';
  if (monthFirst > 0) return 'month-first';
  if (unclear > 0) return 'open';
  if (dotted > 0) return 'day-first';
  return filled > 0 ? null : 'open';
};

/** The same of cells that are all at hand. */
export const orderOfDays = (cells: readonly string[]): DateOrder | 'open' | null => {
  const signs = noDaySigns();
  for (const cell of cells) noteDay(signs, cell);
  return orderBySigns(signs);
};
