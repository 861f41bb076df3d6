import type {
  AskedBecause,
  Certainty,
  RateView,
  VariantLetter,
} from '../../contracts/campaign-trial';

/** Two-sided 95 %. */
const Z95 = 1.959963984540054;
const ALPHA = 0.05;
/** Fewer successes in total say nothing (engine 5). */
export const LEAST_SUCCESSES = 30;
/** Fewer delivered messages of one arm give no winner by rule (engine 5). */
export const LEAST_DELIVERED = 100;

export interface Arm {
  letter: VariantLetter;
  delivered: number;
  successes: number;
  of: number;
}

/** P(Z > z) for z ≥ 0: Zelen and Severo's approximation (Abramowitz and Stegun 26.2.17), exact to 7.5e-8. */
const upperTail = (z: number): number => {
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
};

/** Wilson's 95 % interval of a share; null of nothing. */
export const wilson = (successes: number, of: number): RateView | null => {
  if (of === 0) return null;
  const rate = successes / of;
  const z2 = Z95 * Z95;
  const middle = rate + z2 / (2 * of);
  const half = Z95 * Math.sqrt((rate * (1 - rate)) / of + z2 / (4 * of * of));
  const scale = 1 + z2 / of;
  return {
    rate,
    low: Math.min(rate, Math.max(0, (middle - half) / scale)),
    high: Math.max(rate, Math.min(1, (middle + half) / scale)),
  };
};

type Proportion = Pick<Arm, 'successes' | 'of'>;

/** Two-sided p of the two-proportion z-test with the pooled share; 1 where nothing can be told apart. */
export const differenceP = (x: Proportion, y: Proportion): number => {
  if (x.of === 0 || y.of === 0) return 1;
  const pooled = (x.successes + y.successes) / (x.of + y.of);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / x.of + 1 / y.of));
  if (spread === 0) return 1;
  return Math.min(1, 2 * upperTail(Math.abs(x.successes / x.of - y.successes / y.of) / spread));
};

/** Holm's step-down correction: p values that may be read side by side, in the order given. */
export const holm = (ps: readonly number[]): number[] => {
  const order = ps.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p);
  const adjusted = [...ps];
  let highest = 0;
  for (const [rank, { p, at }] of order.entries()) {
    highest = Math.max(highest, Math.min(1, p * (ps.length - rank)));
    adjusted[at] = highest;
  }
  return adjusted;
};

const rateOf = ({ successes, of }: Proportion): number => (of === 0 ? 0 : successes / of);

/** Arms with the best first. */
const ranked = <A extends Proportion>(arms: readonly A[]): A[] =>
  [...arms].sort((x, y) => rateOf(y) - rateOf(x));

/** How sure the comparison is, over all pairs. */
export const certaintyOf = (arms: readonly Proportion[]): Certainty => {
  const total = arms.reduce((sum, arm) => sum + arm.successes, 0);
  if (total < LEAST_SUCCESSES) return 'too-few';
  const [best] = ranked(arms);
  const pairs = arms.flatMap((x, i) => arms.slice(i + 1).map((y) => [x, y] as const));
  const ps = holm(pairs.map(([x, y]) => differenceP(x, y)));
  const differs = pairs.filter((_, i) => (ps[i] ?? 1) < ALPHA);
  if (differs.length === 0) return 'chance';
  const ofBest = differs.filter(([x, y]) => x === best || y === best);
  return ofBest.length === arms.length - 1 ? 'clear' : 'some';
};

/** The arm with the highest rate; null when two share it. */
export const bestOf = (arms: readonly Arm[]): VariantLetter | null => {
  const [first, second] = ranked(arms);
  if (!first || rateOf(first) === 0) return null;
  return second && rateOf(first) === rateOf(second) ? null : first.letter;
};

/** Who wins by rule, or why only a person can say. */
export const judgeTest = (
  arms: readonly Arm[]
): { winner: VariantLetter } | { why: AskedBecause } => {
  if (arms.some(({ delivered }) => delivered < LEAST_DELIVERED))
    return { why: 'too-few-delivered' };
  if (certaintyOf(arms) === 'too-few') return { why: 'too-few' };
  const winner = bestOf(arms);
  return winner === null ? { why: 'tie' } : { winner };
};
