import { maxPriceMicros, maxPriceOf } from '../../../server/src/templates/domain/max-price';

it.each([
  ['five cents', 5_000, 'USD', 50_000],
  ['87 paise', 87_000, 'INR', 870_000],
  ['eight yen', 8_000, 'JPY', 8_000_000],
])(
  '[T-53] the maximum price of 1,000 deliveries as that of one: %s',
  (_title, bidAmount, currency, micros) => {
    expect(maxPriceMicros({ bidAmount }, currency)).toBe(micros);
  }
);

it('[T-53] a template without one follows the rate card', () => {
  expect(maxPriceOf(null)).toBeNull();
  expect(maxPriceOf({ bid_amount: 5_000, bid_strategy: 'LOWEST_COST_WITH_BID_CAP' })).toEqual({
    bidAmount: 5_000,
    strategy: 'LOWEST_COST_WITH_BID_CAP',
  });
});
