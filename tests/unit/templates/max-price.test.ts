import type { AccountRow } from '../../../server/src/accounts/public';
import { mostOf } from '../../../server/src/campaigns/max-price';
import type { FrozenTemplate } from '../../../server/src/campaigns/frozen';
import { templateShape } from '../../../server/src/cloud-api/graph-shapes';
import { maxPriceMicros, maxPriceOf } from '../../../server/src/templates/domain/max-price';

const TEMPLATE = { id: '1', name: 'offer', language: 'tr', status: 'APPROVED' };
const FROZEN: FrozenTemplate = {
  kind: 'template',
  name: 'offer',
  language: 'tr',
  category: 'MARKETING',
  topic: null,
  maxPrice: null,
  parameterFormat: 'POSITIONAL',
  components: [],
};

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

it('[T-53] a price that Meta changes by country is no ceiling', () => {
  const spec = { bid_amount: 5_000, bid_strategy: 'LOWEST_COST_WITH_BID_CAP' };
  const by = (value: unknown) => templateShape.parse({ ...TEMPLATE, optimization_spec: value });
  expect(maxPriceOf(by({ ...spec, by_country: { TR: 1.3 } }).optimization_spec)?.varies).toBe(true);
  expect(maxPriceOf(by({ ...spec, id: '1' }).optimization_spec)).not.toHaveProperty('varies');
  const account = { currency: 'EUR' } as AccountRow;
  const most = (maxPrice: FrozenTemplate['maxPrice']) => mostOf(account, { ...FROZEN, maxPrice });
  expect(most({ bidAmount: 5_000 })).toEqual({ currency: 'EUR', micros: 50_000 });
  expect(most({ bidAmount: 5_000, varies: true })).toBeNull();
});

it('[T-53] a template without one follows the rate card', () => {
  expect(maxPriceOf(null)).toBeNull();
  expect(maxPriceOf({ bid_amount: 5_000, bid_strategy: 'LOWEST_COST_WITH_BID_CAP' })).toEqual({
    bidAmount: 5_000,
    strategy: 'LOWEST_COST_WITH_BID_CAP',
  });
});
