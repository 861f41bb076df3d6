import type { FieldCondition } from '../../contracts/audience';

/** Texts are compared folded: `İSTANBUL` is `istanbul`. */
export interface TextRules {
  fold(text: string): string;
  keyOf(text: string): string;
  escapeLike(text: string): string;
  /** SQL that is true where this column of folded text holds a part, which is bound. */
  holds(column: string): string;
  /**
   * Rows that were not written again since the fold changed: `where` is true for them in SQL over `fv`, and these are the rules
   * by which they are kept.
   */
  former?: { where: string; fold(text: string): string; keyOf(text: string): string };
}

export interface Comparison {
  /** Condition over alias `fv` (contact-value); empty = any value. */
  sql: string;
  bindings: (string | number)[];
  /** The person must have no such value. */
  negated: boolean;
}

/** No value can answer this: a comparison without a number, a date that is none. */
export const NEVER = 'never';

/** A day or an instant as epoch milliseconds; null when the text is no date. */
export const instantOf = (value: FieldCondition['value']): number | null => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return null;
  const at = Date.parse(value.length === 10 ? `${value}T00:00:00Z` : value);
  return Number.isNaN(at) ? null : at;
};

const numberOf = (value: FieldCondition['value']): number | null => {
  const number = typeof value === 'string' ? Number(value.trim().replace(',', '.')) : value;
  return typeof number === 'number' && Number.isFinite(number) && value !== '' ? number : null;
};

const compared = (operator: '<' | '>', value: number | null): Comparison | typeof NEVER =>
  value === null ? NEVER : { sql: `fv.number ${operator} ?`, bindings: [value], negated: false };

type Test = Omit<Comparison, 'negated'>;

/** By the rules of now, and of rows that still have those of before by these, where that makes a difference. */
const byEither = (sql: string, now: string, before: { of: string; where: string } | null): Test =>
  before === null || before.of === now
    ? { sql, bindings: [now] }
    : { sql: `(${sql} OR (${sql} AND ${before.where}))`, bindings: [now, before.of] };

const equal = (value: FieldCondition['value'], { keyOf, former }: TextRules): Test => {
  if (typeof value === 'number') return { sql: 'fv.number = ?', bindings: [value] };
  const text = String(value ?? '');
  const before = former ? { of: former.keyOf(text), where: former.where } : null;
  return byEither('fv.value_key = ?', keyOf(text), before);
};

const containing = (value: FieldCondition['value'], rules: TextRules): Test => {
  const part = (fold: (text: string) => string) =>
    `%${rules.escapeLike(fold(String(value ?? '')).trim())}%`;
  const { fold, holds, former } = rules;
  const before = former ? { of: part(former.fold), where: former.where } : null;
  return byEither(holds('fv.folded'), part(fold), before);
};

/**
 * What a condition on a profile field asks of the kept value. `is-not` means: not this value, so people without any
 * value answer it too. A bare `contains ""` is any value.
 */
export const comparison = (
  { operator, value }: FieldCondition,
  rules: TextRules
): Comparison | typeof NEVER => {
  switch (operator) {
    case 'is-filled':
      return { sql: '', bindings: [], negated: false };
    case 'is-empty':
      return { sql: '', bindings: [], negated: true };
    case 'is':
      return { ...equal(value, rules), negated: false };
    case 'is-not':
      return { ...equal(value, rules), negated: true };
    case 'contains':
      return { ...containing(value, rules), negated: false };
    case 'more-than':
      return compared('>', numberOf(value));
    case 'less-than':
      return compared('<', numberOf(value));
    case 'before':
      return compared('<', instantOf(value));
    case 'after':
      return compared('>', instantOf(value));
  }
};

/** A value as a row of contact-value keeps it. */
export interface KeptValue {
  readonly folded: string;
  readonly valueKey: string;
  readonly number: number | null;
}

const isBeyond = (kept: number | null, value: number | null): boolean =>
  kept !== null && value !== null && kept > value;
const isBelow = (kept: number | null, value: number | null): boolean =>
  kept !== null && value !== null && kept < value;

const keptAnswers = (
  { operator, value }: FieldCondition,
  kept: KeptValue,
  rules: Pick<TextRules, 'fold' | 'keyOf'>
): boolean => {
  switch (operator) {
    case 'is-filled':
    case 'is-empty':
      return true;
    case 'is':
    case 'is-not':
      return typeof value === 'number'
        ? kept.number === value
        : kept.valueKey === rules.keyOf(String(value ?? ''));
    case 'contains':
      return kept.folded.includes(rules.fold(String(value ?? '')).trim());
    case 'more-than':
      return isBeyond(kept.number, numberOf(value));
    case 'less-than':
      return isBelow(kept.number, numberOf(value));
    case 'before':
      return isBelow(kept.number, instantOf(value));
    case 'after':
      return isBeyond(kept.number, instantOf(value));
  }
};

/** What `comparison` answers for a value that no row holds; `kept` null: the person has none. */
export const valueAnswers = (
  condition: FieldCondition,
  kept: KeptValue | null,
  rules: Pick<TextRules, 'fold' | 'keyOf'>
): boolean => {
  const isNegated = condition.operator === 'is-empty' || condition.operator === 'is-not';
  return (kept !== null && keptAnswers(condition, kept, rules)) !== isNegated;
};
