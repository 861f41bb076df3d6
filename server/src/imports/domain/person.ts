import { isTimezone } from '../../contracts/common';
import type { ColumnTarget } from '../../contracts/imports';
import { withoutNul } from '../../kernel/json';
import type { RowConsent } from './consent';
import type { ParsedPhone } from '../../kernel/phone';
import {
  readPhone,
  readWaId,
  type PhoneProblem,
  type PhoneReading,
  type PhoneRemark,
} from '../../kernel/read-phone';
import { byWord } from '../../kernel/words';

/** A row of the file, as it was read. */
export interface FileRow {
  /** Line of the file on which the row begins, from 1, as editors count. */
  line: number;
  cells: string[];
  /** More text than a row of a list has: it is refused unread, and the cells are not kept. */
  tooLong?: boolean;
}

/** What a row says about a person. Absent = the file has no such column; null = its cell is empty. */
export interface RowPerson {
  phone: ParsedPhone;
  /** What somebody should know of the number. */
  remarks: readonly PhoneRemark[];
  name?: string | null;
  givenName?: string | null;
  familyName?: string | null;
  email?: string | null;
  language?: string | null;
  timezone?: string | null;
  town?: string | null;
  tags: string[];
  /** Cells of the columns that are about consent. */
  consent: RowConsent;
  /** Cells of profile fields by key; empty cells are left out. */
  custom: Record<string, string>;
}

export type RowProblem =
  | `phone-${PhoneProblem}`
  | 'phone-cut'
  | 'email-not-valid'
  | 'language-not-valid'
  | 'timezone-not-valid'
  | 'field-not-valid'
  | 'row-too-long'
  | 'consent-date-not-read'
  | 'double';
export type RowResult =
  | { ok: true; person: RowPerson }
  | {
      ok: false;
      reason: RowProblem;
      detail: string | null;
      /** A number as typed that the country of the list does not have; another may. */
      unread?: string;
    };

const EMAIL = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+\.[^\s@<>(),;:"[\]\\]{2,}$/;
const LANGUAGE = /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/;
/** Names of languages as lists hold them. */
const LANGUAGES = byWord<string>({
  turkce: 'tr',
  turkish: 'tr',
  turk: 'tr',
  ingilizce: 'en',
  english: 'en',
  almanca: 'de',
  german: 'de',
  deutsch: 'de',
  arapca: 'ar',
  arabic: 'ar',
  rusca: 'ru',
  russian: 'ru',
  fransizca: 'fr',
  french: 'fr',
});

const clean = (text: string, most: number): string | null => {
  const kept = withoutNul(text).replace(/\s+/g, ' ').trim();
  return kept ? [...kept].slice(0, most).join('').trim() : null;
};

const plainWord = (text: string): string =>
  text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/ı/g, 'i');

const languageOf = (text: string): string | null => {
  const named = LANGUAGES.get(plainWord(text));
  if (named) return named;
  return LANGUAGE.test(text) && text.length <= 12 ? text : null;
};

/** Spreadsheets write long numbers as `9.05321E+11`: digits that were cut off cannot be had back. */
const CUT = /^\d([.,]\d+)?e\+?\d+$/i;

/** Without the apostrophe, the invisible marks and the `.0` that programs add. */
const phoneText = (text: string): string =>
  text
    .replace(/^'+/, '')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/(\d{7})[.,]0+$/, '$1')
    .trim();

const refuse = (
  reason: RowProblem,
  detail: string | null = null
): Extract<RowResult, { ok: false }> => ({
  ok: false,
  reason,
  detail: detail === null ? null : clean(detail, 120),
});

/** Columns that are copied as they are. */
const TEXTS = { name: 200, givenName: 120, familyName: 120, town: 120 } as const;

type Given = Partial<Record<string, string>>;

/** Cells by what they hold. Of several columns with one target the first filled one counts. */
const byTarget = (cells: readonly string[], columns: readonly ColumnTarget[]): Given => {
  const given: Given = {};
  columns.forEach((target, i) => {
    if (target === null) return;
    const value = cells[i]?.trim() ?? '';
    if (!given[target]) given[target] = value;
  });
  return given;
};

const checkedEmail = (given: string): string | null | RowResult => {
  const email = clean(given, 254)?.toLowerCase() ?? null;
  return email === null || EMAIL.test(email) ? email : refuse('email-not-valid', given);
};
const checkedLanguage = (given: string): string | null | RowResult => {
  const text = clean(given, 40);
  return text === null ? null : (languageOf(text) ?? refuse('language-not-valid', given));
};
const checkedTimezone = (given: string): string | null | RowResult => {
  const text = clean(given, 60);
  return text === null || isTimezone(text) ? text : refuse('timezone-not-valid', given);
};
const CHECKED = {
  email: checkedEmail,
  language: checkedLanguage,
  timezone: checkedTimezone,
} as const;

const consentOf = (given: Given): RowConsent => ({
  marketing: given.marketingConsent ?? '',
  utility: given.utilityConsent ?? '',
  date: given.consentDate ?? '',
  where: clean(given.consentSource ?? '', 110),
});

/** WhatsApp's own id, where the list has one that can be read, before a number as somebody typed it. */
const numberOf = (given: Given, country: string): { typed: string; reading: PhoneReading } => {
  const waId = phoneText(given.waId ?? '');
  const typed = phoneText(given.phone ?? '');
  const byId = waId === '' ? null : readWaId(waId);
  return byId && (byId.kind === 'read' || typed === '')
    ? { typed: waId, reading: byId }
    : { typed, reading: readPhone(typed, country) };
};

/** Digits that may be a number of another country are kept for the preview, which says of which. */
const refuseNumber = (
  typed: string,
  { problem, proposals }: Extract<PhoneReading, { kind: 'unread' }>
): RowResult => {
  const meant = proposals.map(({ shown }) => shown).join(' / ');
  const detail = meant === '' ? typed : `${typed} (${meant}?)`;
  const isElsewhere = problem === 'other-country' || problem === 'not-valid';
  const refused = refuse(`phone-${problem}`, detail || null);
  return isElsewhere ? { ...refused, unread: typed } : refused;
};

/** Reads one row by the columns; pure, so that dry run and import can only agree. */
export const readPerson = (
  cells: readonly string[],
  columns: readonly ColumnTarget[],
  country: string
): RowResult => {
  const given = byTarget(cells, columns);
  const { typed, reading } = numberOf(given, country);
  if (CUT.test(typed)) return refuse('phone-cut', typed);
  if (reading.kind === 'unread') return refuseNumber(typed, reading);
  const { phone, remarks } = reading;
  const person: RowPerson = { phone, remarks, consent: consentOf(given), tags: [], custom: {} };
  for (const [field, most] of Object.entries(TEXTS) as [keyof typeof TEXTS, number][]) {
    const value = given[field];
    if (value !== undefined) person[field] = clean(value, most);
  }
  for (const field of ['email', 'language', 'timezone'] as const) {
    const value = given[field];
    if (value === undefined) continue;
    const checked = CHECKED[field](value);
    if (checked !== null && typeof checked === 'object') return checked;
    person[field] = checked;
  }
  person.tags = (given.tags ?? '')
    .split(/[,;|]/)
    .flatMap((tag) => clean(tag, 60) ?? [])
    .slice(0, 20);
  for (const [target, value] of Object.entries(given))
    if (target.startsWith('custom:') && value)
      person.custom[target.slice('custom:'.length)] = value;
  return { ok: true, person };
};

/** An empty line at the end of a file is no person. */
export const isBlank = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell.trim() === '');
