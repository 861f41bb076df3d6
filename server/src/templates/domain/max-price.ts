/** Most that a marketing template may cost (T-53), as Meta keeps it. */
export interface MaxPrice {
  /** For 1,000 deliveries, in the smallest unit of the account's currency. */
  bidAmount: number;
  strategy: string | null;
  /** Meta multiplies it for some countries in a way that its documents do not describe: it is no ceiling. */
  varies?: boolean | undefined;
}

type Spec = { bid_amount: number; bid_strategy?: string | null | undefined } & Record<
  string,
  unknown
>;

/** A list or map beside the amount changes it: Meta's two documented fields are plain. */
const isVaried = (spec: Spec): boolean =>
  Object.values(spec).some(
    (value) => typeof value === 'object' && value !== null && Object.keys(value).length > 0
  );

export const maxPriceOf = (spec: Spec | null | undefined): MaxPrice | null =>
  spec
    ? {
        bidAmount: spec.bid_amount,
        strategy: spec.bid_strategy ?? null,
        ...(isVaried(spec) ? { varies: true } : {}),
      }
    : null;

/** Currencies without a smaller unit at Meta; all others have hundredths. */
const WHOLE = new Set('CLP COP CRC HUF IDR ISK JPY KRW PYG TWD VND'.split(' '));

/** What one delivery may cost, in millionths of the currency: sums stay exact. */
export const maxPriceMicros = (
  { bidAmount }: Pick<MaxPrice, 'bidAmount'>,
  currency: string
): number => bidAmount * (WHOLE.has(currency.toUpperCase()) ? 1_000 : 10);

/** Most that one delivery costs; null without a maximum price, where it varies, or while the currency is not known. */
export const mostPerDelivery = (
  maxPrice: Pick<MaxPrice, 'bidAmount' | 'varies'> | null,
  currency: string | null | undefined
): { currency: string; micros: number } | null => {
  if (!maxPrice || maxPrice.varies || !currency) return null;
  const known = currency.toUpperCase();
  return { currency: known, micros: maxPriceMicros(maxPrice, known) };
};
