import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { usualMark } from '../decimal-mark';

const MILLION = 1_000_000;
/** Below a hundredth two digits would say "nothing". */
const CENT = 10_000;

/** Digits after the point by which none of these amounts is rounded. */
const digitsOf = (amounts: readonly number[]): number =>
  [0, 1, 2, 3, 4, 5].find((digits) =>
    amounts.every((micros) => micros % 10 ** (6 - digits) === 0)
  ) ?? 6;

/** Sums and prices (millionths of a currency) by the viewer's language. */
export const useMoney = () => {
  const intl = useIntl();
  return useMemo(() => {
    const mark = usualMark(intl.locale);
    /** Price of one message, with all the digits that it has. */
    const rate = (micros: number, currency: string): string =>
      intl.formatNumber(micros / MILLION, {
        style: 'currency',
        currency,
        maximumFractionDigits: 6,
      });
    /** "€812.40" */
    const sum = (micros: number, currency: string): string =>
      micros > 0 && micros < CENT
        ? rate(micros, currency)
        : intl.formatNumber(micros / MILLION, { style: 'currency', currency });
    return {
      rate,
      sum,
      /** With as many digits as the amounts in `among` need, so that the lines add up to their total. */
      exact: (micros: number, currency: string, among: readonly number[]): string => {
        const usual = new Intl.NumberFormat('en', { style: 'currency', currency });
        const { maximumFractionDigits = 2 } = usual.resolvedOptions();
        return intl.formatNumber(micros / MILLION, {
          style: 'currency',
          currency,
          minimumFractionDigits: Math.max(maximumFractionDigits, digitsOf(among)),
        });
      },
      /** Sums in several currencies are never one number. */
      sums: (totals: readonly { currency: string; micros: number }[]): string =>
        totals.map(({ currency, micros }) => sum(micros, currency)).join(' + '),
      /** As it is typed into a field: digits and the decimal mark of the language, empty for none. */
      typed: (micros: number | null): string =>
        micros === null
          ? ''
          : (micros / MILLION)
              .toFixed(6)
              .replace(/\.?0+$/, '')
              .replace('.', mark),
      /** What was typed, with a point for the server, which cannot know that "1,234" is no thousand in this language. */
      pointed: (text: string): string =>
        mark === ',' && /^[^.,]*,[^.,]*$/.test(text) ? text.replace(',', '.') : text,
      /** "1 October 2026" of `2026-10-01`. */
      day: (day: string): string =>
        intl.formatDate(`${day}T00:00:00Z`, { dateStyle: 'long', timeZone: 'UTC' }),
    };
  }, [intl]);
};
