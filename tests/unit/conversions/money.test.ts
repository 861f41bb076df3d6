import fc from 'fast-check';
import { addAmounts } from '../../../server/src/conversions/domain/money';

const sum = fc.record({
  currency: fc.constantFrom('TRY', 'EUR', null),
  milli: fc.integer({ min: 0, max: 1_000_000_000 }),
});

describe('the worth of conversions', () => {
  it('[A-05] adds up by currency to the last thousandth, and never across currencies', () => {
    fc.assert(
      fc.property(fc.array(sum), (sums) => {
        const told = addAmounts(sums);
        for (const { currency, value } of told) {
          const own = sums.filter((one) => one.currency === currency);
          expect(Math.round(value * 1_000)).toBe(own.reduce((n, { milli }) => n + milli, 0));
        }
        expect(told.map(({ currency }) => currency).sort()).toEqual(
          [...new Set(sums.flatMap(({ currency }) => currency ?? []))].sort()
        );
      })
    );
  });

  it('names the largest first', () => {
    expect(
      addAmounts([
        { currency: 'EUR', milli: 20_000 },
        { currency: 'TRY', milli: 249_900 },
      ])
    ).toEqual([
      { currency: 'TRY', value: 249.9 },
      { currency: 'EUR', value: 20 },
    ]);
  });
});
