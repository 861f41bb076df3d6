import type { Money } from '../../contracts/conversions';

/** An amount in thousandths of a currency; null = nothing was said of one. */
export interface Sum {
  currency: string | null;
  milli: number;
}

/** By currency, the largest first; currencies are never added to each other. */
export const addAmounts = (sums: readonly Sum[]): Money[] => {
  const byCurrency = new Map<string, number>();
  for (const { currency, milli } of sums)
    if (currency !== null) byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + milli);
  return [...byCurrency]
    .map(([currency, milli]) => ({ currency, value: milli / 1_000 }))
    .sort((a, b) => b.value - a.value || a.currency.localeCompare(b.currency));
};
