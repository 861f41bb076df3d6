import type { SkipReason } from '../../contracts/automations';
import { addTo } from '../../kernel/lists';
import { HOUR_MS } from '../../kernel/time';
import { floodLimit, usualHour } from './bounds';

/** What was judged of somebody; `reason` null: it would have begun. */
interface Judged {
  at: number;
  reason: SkipReason | null;
}

/** The part of the shown rows that those who would have got it fill at most. */
const BEGUN_PART = 0.6;

const newest = <T extends Judged>(rows: readonly T[], most: number): T[] =>
  [...rows].sort((a, b) => b.at - a.at).slice(0, most);

/**
 * Rows that are shown, the newest first: of those who would have got it, and of each reason why others would not, so that a
 * frequent one hides no other.
 */
export const shownOf = <T extends Judged>(rows: readonly T[], most: number): T[] => {
  const begun = rows.filter(({ reason }) => reason === null);
  const skipped = rows.filter(({ reason }) => reason !== null);
  const part = Math.max(Math.floor(most * BEGUN_PART), most - skipped.length);
  const shown = newest(begun, part);
  const room = most - shown.length;
  const byReason = new Map<SkipReason | null, T[]>();
  for (const row of skipped) addTo(byReason, row.reason, row);
  const each = Math.max(1, Math.floor(room / Math.max(1, byReason.size)));
  const others = [...byReason.values()].flatMap((some) => newest(some, each));
  const known = new Set(others);
  const rest = newest(
    skipped.filter((row) => !known.has(row)),
    Math.max(0, room - others.length)
  );
  return newest([...shown, ...others, ...rest], most);
};

/** How often each word is there, most often first; null is left out. */
export const countsOf = <Word extends string>(
  words: readonly (Word | null)[]
): { reason: Word; count: number }[] => {
  const counts = new Map<Word, number>();
  for (const word of words) if (word !== null) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
};

/** Hours in which far more would have begun than in the usual one of those before: it would have asked first. */
export const floodHours = (startsAt: readonly number[]): number => {
  const hours = new Map<number, number>();
  for (const at of startsAt) {
    const hour = Math.floor(at / HOUR_MS);
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }
  const inOrder = [...hours].sort(([a], [b]) => a - b).map(([, count]) => count);
  return inOrder.filter((count, i) => count > floodLimit(usualHour(inOrder.slice(0, i)))).length;
};

/** What a flow costs in a country; null: not known. */
type Price = { currency: string; least: number; most: number } | null;

/** What these starts cost together, by currency, and of how many that is not known. */
export const costOfStarts = (
  prices: readonly Price[]
): { totals: NonNullable<Price>[]; unpriced: number } => {
  const totals = new Map<string, NonNullable<Price>>();
  for (const price of prices) {
    if (price === null) continue;
    const { currency } = price;
    const known = totals.get(currency) ?? { currency, least: 0, most: 0 };
    totals.set(currency, {
      currency,
      least: known.least + price.least,
      most: known.most + price.most,
    });
  }
  return {
    totals: [...totals.values()],
    unpriced: prices.filter((price) => price === null).length,
  };
};
