import type { RateCardProblem } from '../../contracts/prices';
import { err, ok, type Result } from '../../kernel/result';

export type AmountProblem = Extract<
  RateCardProblem['kind'],
  'not-a-rate' | 'negative' | 'too-precise' | 'too-high' | 'ambiguous'
>;

/** Digits after the point that are kept: prices of one message have four. */
const DECIMALS = 6;
/** No message costs that much in any currency; a larger number is a slip of the columns. */
const HIGHEST = 100_000;

/** How rate cards write that a market has no such rate. */
const NONE = /^(?:|n\/?a|none|null|[-–—.]+)$/i;
const MONEY =
  /\p{Sc}|^(?:USD|US|EUR|GBP|INR|BRL|AUD|IDR|TRY|TL)|(?:USD|EUR|GBP|INR|BRL|AUD|IDR|TRY|TL)$/giu;

/** The digits with one point, or what is wrong. */
const pointed = (text: string): Result<string, AmountProblem> => {
  const comma = text.lastIndexOf(',');
  const point = text.lastIndexOf('.');
  if (comma < 0) return text.indexOf('.') === point ? ok(text) : err('ambiguous');
  if (point >= 0) {
    const [thousands, decimal] = comma > point ? ['.', ','] : [',', '.'];
    if (text.indexOf(decimal) !== text.lastIndexOf(decimal)) return err('ambiguous');
    return ok(text.replaceAll(thousands, '').replace(decimal, '.'));
  }
  if (text.indexOf(',') !== comma) return err('ambiguous');
  // "1,234" is 1234 in English and 1.234 elsewhere; "0,0512" can only be meant in one way.
  if (/^[1-9]\d{0,2},\d{3}$/.test(text)) return err('ambiguous');
  return ok(text.replace(',', '.'));
};

/** A price as people and files write it, in millionths; null = there is none. */
export const readAmount = (text: string): Result<number | null, AmountProblem> => {
  const bare = text.replace(/[\s\u00a0\u202f']/g, '');
  if (NONE.test(bare)) return ok(null);
  const number = bare.replace(MONEY, '');
  if (/^[-–−(]/.test(number)) return err(/\d/.test(number) ? 'negative' : 'not-a-rate');
  if (!/^[\d.,]*\d[\d.,]*$/.test(number)) return err('not-a-rate');
  const point = pointed(number);
  if (!point.ok) return point;
  const match = /^(\d*)(?:\.(\d*))?$/.exec(point.value);
  if (!match) return err('not-a-rate');
  const [, whole = '', fraction = ''] = match;
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > DECIMALS) return err('too-precise');
  if (whole.replace(/^0+/, '').length > 6 || Number(whole) > HIGHEST) return err('too-high');
  return ok(Number(whole) * 10 ** DECIMALS + Number(digits.padEnd(DECIMALS, '0')));
};
