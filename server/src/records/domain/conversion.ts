import type { ConversionRule } from '../../contracts/conversions';
import { momentOf, truthOf } from './readable';

/** When an entry was made; every type of Strapi has it. */
const MADE = 'createdAt';
/** Larger amounts are slips of the keyboard, and sums of them would not be exact. */
const MOST = 1_000_000_000;

/** What an entry counts as. */
export interface EntryConversion {
  event: string;
  /** In thousandths, so that sums are exact; null = it has no worth. */
  amountMilli: number | null;
  currency: string | null;
  at: number;
}

/** Fields that must be read of an entry to know what it counts as. */
export const conversionPaths = ({ state, value, at }: ConversionRule): string[] => [
  MADE,
  ...[state?.field, value, at].filter((path) => typeof path === 'string'),
];

const isIn = (now: unknown, wanted: string | number | boolean): boolean => {
  if (now === null || now === undefined) return false;
  if (typeof wanted === 'boolean') return truthOf(now) === wanted;
  if (typeof wanted === 'number') return Number(now) === wanted;
  return String(now) === wanted;
};

/** Null for what is no amount: nothing, a negative one, more than any order. */
export const milliOf = (value: unknown): number | null => {
  if (value === null || value === undefined || value === '') return null;
  const amount = Number(value);
  return amount >= 0 && amount <= MOST ? Math.round(amount * 1_000) : null;
};

/**
 * What this entry counts as; null = it does not. A state has no moment of its own: an entry that is older than the rule
 * may have been in it all along, so it counts at the time when it was made.
 */
export const conversionOf = (
  values: Readonly<Record<string, unknown>>,
  rule: ConversionRule,
  { since, now }: { since: number | null; now: number }
): EntryConversion | null => {
  if (rule.state && !isIn(values[rule.state.field], rule.state.value)) return null;
  const made = momentOf(values[MADE]);
  const told = rule.at === null ? null : momentOf(values[rule.at]);
  const isOld = since === null || (made !== null && made < since);
  const at = told ?? (rule.state && !isOld ? now : made) ?? now;
  const amountMilli = rule.value === null ? null : milliOf(values[rule.value]);
  return {
    event: rule.event,
    amountMilli,
    currency: amountMilli === null ? null : rule.currency,
    at: Math.min(at, now),
  };
};
