/** Most that a marketing template may cost (T-53), as Meta keeps it. */
export interface MaxPrice {
  /** For 1,000 deliveries, in the smallest unit of the account's currency. */
  bidAmount: number;
  strategy: string | null;
}

export const maxPriceOf = (
  spec: { bid_amount: number; bid_strategy?: string | null | undefined } | null | undefined
): MaxPrice | null =>
  spec ? { bidAmount: spec.bid_amount, strategy: spec.bid_strategy ?? null } : null;

/** Currencies without a smaller unit at Meta; all others have hundredths. */
const WHOLE = new Set('CLP COP CRC HUF IDR ISK JPY KRW PYG TWD VND'.split(' '));

/** What one delivery may cost, in millionths of the currency: sums stay exact. */
export const maxPriceMicros = (
  { bidAmount }: Pick<MaxPrice, 'bidAmount'>,
  currency: string
): number => bidAmount * (WHOLE.has(currency.toUpperCase()) ? 1_000 : 10);
