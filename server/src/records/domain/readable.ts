import { byWord } from '../../kernel/words';

/**
 * A value of an entry as a person reads it: dates, numbers, yes and no in their language. Written into messages, so it
 * must never throw and never show a machine's form.
 */
export interface ReadableOptions {
  /** BCP 47 or Meta's form (`en_US`); unknown ones are read as English. */
  language: string | null;
  /** IANA zone of moments; null = UTC. */
  timezone?: string | null;
}

const YES_NO = byWord<[yes: string, no: string]>({
  en: ['Yes', 'No'],
  tr: ['Evet', 'Hayır'],
  de: ['Ja', 'Nein'],
  fr: ['Oui', 'Non'],
  es: ['Sí', 'No'],
  it: ['Sì', 'No'],
  pt: ['Sim', 'Não'],
  nl: ['Ja', 'Nee'],
  ru: ['Да', 'Нет'],
  ar: ['نعم', 'لا'],
  az: ['Bəli', 'Xeyr'],
  uk: ['Так', 'Ні'],
  pl: ['Tak', 'Nie'],
  fa: ['بله', 'خیر'],
});

/** A tag that Intl takes; `en_US` → `en-US`. */
export const localeOf = (language: string | null): string => {
  const tag = (language ?? 'en').replaceAll('_', '-');
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
};

const zoneOf = (timezone: string | null | undefined): string => {
  if (!timezone) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
};

/** The furthest moment that JavaScript can name; a larger number is no moment. */
const LAST_MOMENT = 8_640_000_000_000_000;
const known = (at: number): number | null => (Math.abs(at) <= LAST_MOMENT ? at : null);

/** Milliseconds of what a driver gave for a moment: a Date, a number, a number or a date as text. */
export const momentOf = (value: unknown): number | null => {
  if (value instanceof Date) return known(value.getTime());
  if (typeof value === 'number') return known(value);
  if (typeof value !== 'string' || value.trim() === '') return null;
  if (/^-?\d{9,}$/.test(value)) return known(Number(value));
  return known(Date.parse(value));
};

/** `YYYY-MM-DD` of what a driver gave for a day. */
export const dayOf = (value: unknown): string | null => {
  if (typeof value === 'string') {
    const day = /^(\d{4}-\d{2}-\d{2})/.exec(value)?.[1];
    if (day) return day;
  }
  const at = momentOf(value);
  return at === null ? null : new Date(at).toISOString().slice(0, 10);
};

const inIntl = (at: number, locale: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, options).format(at);

/** `in_transit`, `in-transit` → `in transit`: the value of a list is a word for people. */
const wordOf = (value: string): string =>
  /^[\w-]+$/.test(value) ? value.replace(/[_-]+/g, ' ') : value;

export const truthOf = (value: unknown): boolean | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  return value === '1' || value === 'true'
    ? true
    : value === '0' || value === 'false'
      ? false
      : null;
};

const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : Number.isFinite(value) ? String(value) : null;

const numberIn = (value: unknown, locale: string): string | null => {
  const number = typeof value === 'number' ? value : Number(textOf(value) ?? NaN);
  if (!Number.isFinite(number)) return null;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(number);
};

/** Null = empty: then the fallback of the message stands (T-34). */
export const readable = (
  value: unknown,
  type: string,
  { language, timezone }: ReadableOptions
): string | null => {
  if (value === null || value === undefined || value === '') return null;
  const locale = localeOf(language);
  switch (type) {
    case 'boolean': {
      const truth = truthOf(value);
      const words = YES_NO.get(locale.split('-')[0] ?? 'en') ?? ['Yes', 'No'];
      return truth === null ? null : words[truth ? 0 : 1];
    }
    case 'integer':
    case 'decimal':
    case 'float':
      return numberIn(value, locale);
    case 'date': {
      const day = dayOf(value);
      const at = day === null ? NaN : Date.parse(`${day}T00:00:00Z`);
      return Number.isNaN(at) ? null : inIntl(at, locale, { dateStyle: 'long', timeZone: 'UTC' });
    }
    case 'datetime':
    case 'timestamp': {
      const at = momentOf(value);
      const options = {
        dateStyle: 'long',
        timeStyle: 'short',
        timeZone: zoneOf(timezone),
      } as const;
      return at === null ? null : inIntl(at, locale, options);
    }
    case 'time':
      return textOf(value)?.slice(0, 5) ?? null;
    case 'enumeration':
      return wordOf(textOf(value) ?? '') || null;
    default:
      return textOf(value)?.trim() || null;
  }
};
