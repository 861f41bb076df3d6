import type { CustomFieldKind } from '../../contracts/contacts';
import { keyOf } from '../../kernel/hash';
import { withoutNul } from '../../kernel/json';
import { readDay, type DateOrder } from '../../kernel/days';
import { readNumber, type DecimalMark } from '../../kernel/numbers';
import { fold, foldCase, formerFold } from '../../contracts/fold';

export type CustomValue = string | number | boolean;

/** A value as it is kept: readable, searchable, comparable (see the table). */
export interface StoredValue {
  value: string;
  folded: string;
  valueKey: string;
  number: number | null;
}

export interface FieldShape {
  kind: CustomFieldKind;
  choices: readonly string[] | null;
  /** How days are written where the value is from; absent: the day first. */
  dateOrder?: DateOrder;
  /** The sign before a fraction where the value is from; absent: the last sign of a number. */
  decimalMark?: DecimalMark;
}

export type Parsed = { ok: true; value: StoredValue | null } | { ok: false; remedy: string };

const MOST = 255;
const cut = (text: string): string => [...text].slice(0, MOST).join('');
/** Equality of texts on every database: folded, then hashed. */
export const valueKeyOf = (text: string): string => keyOf(fold(text).trim());

/** That of values which were not written again since the fold changed. */
export const formerValueKeyOf = (text: string): string => keyOf(formerFold(text).trim());

/** What follows from a value as it is read. */
export const foldedValue = (value: string): Pick<StoredValue, 'folded' | 'valueKey'> => ({
  folded: cut(fold(value)),
  valueKey: valueKeyOf(value),
});

const stored = (value: string, number: number | null = null): Parsed => ({
  ok: true,
  value: { value, ...foldedValue(value), number },
});

const YES = new Set(['true', '1', 'yes', 'y', 'evet', 'e', 'x', 'var']);
const NO = new Set(['false', '0', 'no', 'n', 'hayir', 'h', 'yok']);

/** As programs write numbers, also very large and very small ones. */
const PROGRAM_NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

const numberOf = (text: string, mark: DecimalMark | undefined): number | null => {
  // With a power of ten a sign parts no thousands.
  const program = mark === ',' && /\de/i.test(text) ? text.replace(',', '.') : text;
  const isProgram = PROGRAM_NUMBER.test(program) && (mark !== ',' || !text.includes('.'));
  const value = isProgram ? Number(program) : readNumber(text, mark);
  return value !== null && Number.isFinite(value) ? value : null;
};

const parsers: Record<CustomFieldKind, (text: string, shape: FieldShape) => Parsed> = {
  text: (text) =>
    [...text].length > MOST ? { ok: false, remedy: `At most ${MOST} characters.` } : stored(text),
  number: (text, { decimalMark }) => {
    const value = numberOf(text, decimalMark);
    return value === null ? { ok: false, remedy: 'Type a number.' } : stored(String(value), value);
  },
  date: (text, { dateOrder }) => {
    const at = readDay(text, dateOrder);
    return at === null
      ? { ok: false, remedy: 'Type a date, for example 2025-05-31.' }
      : stored(new Date(at).toISOString().slice(0, 10), at);
  },
  choice: (text, { choices }) => {
    const known =
      (choices ?? []).find((choice) => foldCase(choice).trim() === foldCase(text).trim()) ??
      (choices ?? []).find((choice) => fold(choice).trim() === fold(text).trim());
    return known === undefined
      ? { ok: false, remedy: `Choose one of: ${(choices ?? []).join(', ')}.` }
      : stored(known);
  },
  'yes-no': (text) => {
    const word = fold(text);
    if (YES.has(word)) return stored('true', 1);
    return NO.has(word) ? stored('false', 0) : { ok: false, remedy: 'Answer yes or no.' };
  },
};

/** A value from a form, a file or another system; null or blank = empty. */
export const parseCustom = (shape: FieldShape, given: CustomValue | null): Parsed => {
  const text = given === null ? '' : withoutNul(String(given)).trim();
  return text === '' ? { ok: true, value: null } : parsers[shape.kind](text, shape);
};

/** A kept value as the contracts give it. */
export const customValueOf = (
  kind: CustomFieldKind,
  row: { value: string; number: number | null }
): CustomValue =>
  kind === 'number'
    ? (row.number ?? Number(row.value))
    : kind === 'yes-no'
      ? row.value === 'true'
      : row.value;
