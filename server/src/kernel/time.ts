export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** 24 hours in milliseconds; not a calendar day, which may have 23 or 25. */
export const DAY_MS = 86_400_000;

/** An instant as other systems read it; null stays null. */
export const isoOf = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

/** Which number of `3/10/2026` is the day. */
export type DateOrder = 'day-first' | 'month-first';

/** Without marks and capitals, as `contracts/fold` writes it: the kernel imports no other room. */
const bare = (text: string): string =>
  text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/ı/g, 'i');

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

type Written = readonly [year: number, month: number, day: number];

/** Of a year with two digits, as spreadsheets write it: up to 29 it is of this century. */
const fullYear = (year: string): number =>
  year.length === 4 ? Number(year) : Number(year) + (Number(year) < 30 ? 2000 : 1900);

/** `5 Oct 2026`, `5. Oktober 2026`, `5-Eki-2026`, `October 5th, 2026`, `5-Oct-26`. */
const namedDay = (text: string): Written | null => {
  const parts = bare(text)
    .replace(/\b(\d{1,2})(?:st|nd|rd|th)\b/, '$1')
    .split(/[\s.,/-]+/)
    .filter(Boolean);
  const [first = '', second = '', year = ''] = parts;
  if (parts.length !== 3 || !/^(\d{4}|\d{2})$/.test(year)) return null;
  const [name, day] = /^\d/.test(first) ? [second, first] : [first, second];
  const month = MONTHS.get(name);
  return month !== undefined && /^\d{1,2}$/.test(day) ? [fullYear(year), month, Number(day)] : null;
};

const numberedDay = (text: string, order: DateOrder): Written | null => {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/.exec(text);
  if (iso) return [Number(iso[1]), Number(iso[2]), Number(iso[3])];
  const local = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text);
  if (!local) return null;
  const [first, second, year] = [Number(local[1]), Number(local[3]), Number(local[4])];
  return order === 'day-first' ? [year, second, first] : [year, first, second];
};

/**
 * Epoch milliseconds of the UTC day: `2024-05-31`, `31.05.2024`, `31/05/2024`, `31 May 2024`, `31 Mayıs 2024`; null when there
 * is no such day.
 */
export const readDay = (text: string, order: DateOrder = 'day-first'): number | null => {
  const written = numberedDay(text.trim(), order) ?? namedDay(text.trim());
  if (!written) return null;
  const [year, month, day] = written;
  const at = Date.UTC(year, month - 1, day);
  if (Number.isNaN(at) || year < 1000) return null;
  const back = new Date(at);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? at : null;
};

/**
 * What the first cells of a column say of how its days are written: a number above 12 is no month, and nobody writes the
 * month first with dots. Null: its days need no order; `open`: they could be read both ways, or there are only empty cells.
 */
export const orderOfDays = (texts: readonly string[]): DateOrder | 'open' | null => {
  const days = texts.flatMap((text) => {
    const found = /^(\d{1,2})([./-])(\d{1,2})\2\d{4}(?!\d)/.exec(text.trim());
    return found
      ? [{ first: Number(found[1]), second: Number(found[3]), isDotted: found[2] === '.' }]
      : [];
  });
  if (days.some(({ first, second }) => first > 12 && second <= 12)) return 'day-first';
  if (days.some(({ first, second }) => second > 12 && first <= 12)) return 'month-first';
  if (days.length > 0) return days.every(({ isDotted }) => isDotted) ? 'day-first' : 'open';
  return texts.some((text) => text.trim() !== '') ? null : 'open';
};
