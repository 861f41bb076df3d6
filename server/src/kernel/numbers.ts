import { withPlainDigits } from './digits';

/** The sign before the fraction of a number: `1,5` or `1.5`. */
export type DecimalMark = '.' | ',';

/** Longer text is no number. */
const LONGEST = 60;
/** Currencies as lists write them beside an amount: signs, codes of ISO 4217, and how people shorten their names. */
const CURRENCY = [
  '[A-Z]{0,3}\\p{Sc}|TL|Rs\\.?|Rp\\.?|RM|S/\\.?|KSh|kr\\.?|zł|Kč|Ft|руб\\.?|грн\\.?|лв\\.?|[円元원]',
  // Arabic shortens each word to a letter; the sign of the rial is taken apart as its word.
  '\\p{Script=Arabic}\\.\\p{Script=Arabic}\\.?|ر[يی]ال',
  // `R17` is the name of something rather than seventeen rand.
  'R(?= ?\\d+[ .,]\\d)',
  ...Intl.supportedValuesOf('currency'),
].join('|');
const AMOUNT = new RegExp(
  `^([+-]?)(?:${CURRENCY}|%)? ?([+-]?)([\\d.,' ]*)(?: ?(?:${CURRENCY}|%))?([+-]?)$`,
  'u'
);
/** Blanks and apostrophes part whole groups: `3 4` and `532 111 00 01` are no numbers. */
const SPACED =
  /^(?:[\d.,]*|[1-9]\d{0,2}(?:[' ]\d{3})+(?:[.,]\d*)?|[1-9]\d?(?:[' ]\d{2})+[' ]\d{3}(?:[.,]\d*)?)$/;

/** A number without what stands around it. */
interface Bare {
  isNegative: boolean;
  /** Digits, commas and points. */
  digits: string;
}

const bareOf = (given: string): Bare | null => {
  if (given.length > LONGEST) return null;
  const text = withPlainDigits(given.replace(/[−–]/g, '-').replace(/[’‘`´٬]/g, "'"))
    .replace(/\s+/g, ' ')
    .trim()
    // No cents: `12,-` and `12/-` are not below zero.
    .replace(/(\d)([.,])-{1,2}(?!\d)/, (_, digit: string, mark: string) => `${digit}${mark}0`)
    .replace(/(\d)\/[-=](?!\d)/, '$1');
  // As accountants write what is below zero.
  const [, inner] = /^\((.*)\)$/.exec(text) ?? [];
  const [, before = '', within = '', amount = '', after = ''] = AMOUNT.exec(inner ?? text) ?? [];
  const signs = [before, within, after].filter(Boolean);
  if (!/\d/.test(amount) || !SPACED.test(amount.trim()) || signs.length > 1) return null;
  return {
    isNegative: inner !== undefined || signs[0] === '-',
    digits: amount.replace(/[' ]/g, ''),
  };
};

const other = (mark: DecimalMark): DecimalMark => (mark === '.' ? ',' : '.');
const timesOf = (digits: string, mark: DecimalMark): number => digits.split(mark).length - 1;

/** The sign that a number shows by itself to be before its fraction; `open`: `1.234` may be either; null: it has no sign. */
const markOf = (digits: string): DecimalMark | 'open' | null => {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (last < 0) return null;
  const mark: DecimalMark = digits[last] === '.' ? '.' : ',';
  if (timesOf(digits, mark) > 1) return other(mark);
  if (timesOf(digits, other(mark)) > 0) return mark;
  const isLikeThousands =
    /^[1-9]\d{0,2}$/.test(digits.slice(0, last)) && digits.length === last + 4;
  return isLikeThousands ? 'open' : mark;
};

/** Groups of three from the right; with commas also of two before it, as India counts. */
const GROUPED: Record<DecimalMark, RegExp> = {
  '.': /^(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)$/,
  ',': /^(?:\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3})$/,
};

/** Whether the number can have been written so: whole groups, and one fraction. */
const fits = (digits: string, mark: DecimalMark): boolean => {
  const [whole = '', fraction = '', ...more] = digits.split(mark);
  return (
    more.length === 0 &&
    /^\d*$/.test(fraction) &&
    (whole === '' ? fraction !== '' : GROUPED[other(mark)].test(whole))
  );
};

/**
 * Reads a number as people write it: `12,5`, `1.234,50`, `1,234.50`, `1'234.50`, `1,23,456`, `₺1.234`, `12%` and `%12` (as 12), `(5)`
 * and `5-` below zero, `12,-`, digits of every script. `mark` is the sign before the fraction in the column or language it is from: a
 * number that cannot be written with it is none. Without it the last sign is taken for that. Null when it is no number.
 */
export const readNumber = (text: string, mark?: DecimalMark): number | null => {
  if (text.length > LONGEST) return null;
  // Arabic has a sign of its own.
  if (text.includes('٫')) return readNumber(text.replaceAll('.', "'").replace('٫', '.'), '.');
  const bare = bareOf(text);
  if (!bare) return null;
  const { digits, isNegative } = bare;
  const own = markOf(digits);
  const used = mark ?? (own === 'open' ? (digits.includes('.') ? '.' : ',') : (own ?? '.'));
  if (!fits(digits, used)) return null;
  const plain = digits.replaceAll(other(used), '').replace(used, '.');
  const value = Number(plain);
  if (!Number.isFinite(value)) return null;
  return isNegative && value !== 0 ? -value : value;
};

/** What the cells of a column say of how its numbers are written, one after the other; kept as JSON between pieces of a file. */
export interface NumberSigns {
  point: number;
  comma: number;
  unclear: number;
}
export const noNumberSigns = (): NumberSigns => ({ point: 0, comma: 0, unclear: 0 });

/** Adds what one cell says, in place. */
export const noteNumber = (signs: NumberSigns, cell: string): void => {
  const bare = bareOf(cell);
  const mark = bare && markOf(bare.digits);
  if (mark === '.') signs.point += 1;
  else if (mark === ',') signs.comma += 1;
  else if (mark === 'open') signs.unclear += 1;
};

/** How a column writes its numbers; `open`: they could be read both ways, or contradict each other; null: none has a sign. */
export const markBySigns = ({
  point,
  comma,
  unclear,
}: NumberSigns): DecimalMark | 'open' | null => {
  if (point > 0 && comma > 0) return 'open';
  if (point > 0) return '.';
  if (comma > 0) return ',';
  return unclear > 0 ? 'open' : null;
};

/** The same of cells that are all at hand. */
export const markOfNumbers = (cells: readonly string[]): DecimalMark | 'open' | null => {
  const signs = noNumberSigns();
  for (const cell of cells) noteNumber(signs, cell);
  return markBySigns(signs);
};
