import fc from 'fast-check';
import type { Market, PriceCategory } from '../../../server/src/contracts/prices';
import { priceOf, type BookList, type PriceQuestion } from '../../../server/src/prices/domain/book';
import {
  costOf,
  inParts,
  scaledTo,
  withFree,
  type CostGroup,
} from '../../../server/src/prices/domain/cost';

const list = (
  validFrom: string,
  rates: Partial<Record<Market, Partial<Record<PriceCategory, number>>>>,
  currency = 'EUR'
): BookList => ({
  validFrom,
  from: Date.parse(`${validFrom}T00:00:00Z`),
  currency,
  isSample: false,
  rates: new Map(Object.entries(rates)) as BookList['rates'],
});

const summer = list('2026-07-01', { TR: { marketing: 10, utility: 2 }, other: { marketing: 60 } });
const autumn = list('2026-10-01', {
  TR: { marketing: 12, utility: 3 },
  'north-america': { marketing: 20 },
});
const book = [summer, autumn];
const day = (text: string) => Date.parse(`${text}T12:00:00Z`);
const ask = (part: Partial<PriceQuestion>): PriceQuestion => ({
  country: 'TR',
  category: 'marketing',
  at: day('2026-11-01'),
  inWindow: false,
  freeEntryPoint: false,
  ...part,
});
const micros = (part: Partial<PriceQuestion>) => {
  const price = priceOf(book, ask(part));
  return price?.kind === 'rate' ? price.micros : (price?.why ?? null);
};

describe('the price of a message', () => {
  it('is that of the list of its day, by country and category, whatever case Meta writes', () => {
    expect(micros({})).toBe(12);
    expect(micros({ category: 'MARKETING' })).toBe(12);
    expect(micros({ category: 'marketing_lite' })).toBe(12);
    expect(micros({ at: day('2026-09-30') })).toBe(10);
    expect(micros({ at: Date.parse('2026-10-01T00:00:00Z') })).toBe(12);
    expect(micros({ country: 'US' })).toBe(20);
  });

  it('is not known without a list, a country, a market or a rate; an older list fills no gap', () => {
    expect(micros({ at: day('2026-06-30') })).toBeNull();
    expect(micros({ country: null })).toBeNull();
    expect(micros({ country: 'DE' })).toBeNull();
    expect(micros({ country: 'IS' })).toBeNull();
    expect(micros({ country: 'IS', at: day('2026-08-01') })).toBe(60);
    expect(micros({ category: 'authentication-international' })).toBeNull();
    expect(micros({ category: 'general_purpose_ai' })).toBeNull();
  });

  it('is that of "All other countries" for each country that the list does not name', () => {
    const at = day('2026-08-01');
    expect(micros({ country: 'GB', at })).toBe(60);
    expect(micros({ country: 'PL', at })).toBe(60);
    expect(micros({ country: 'TR', at })).toBe(10);
    // The country's own row holds, also where it has no rate of this category.
    expect(micros({ country: 'TR', at, category: 'authentication' })).toBeNull();
  });

  it('utility in an open window and service messages are free until 30 September 2026, charged from the next day', () => {
    const before = day('2026-09-30');
    expect(micros({ category: 'UTILITY', inWindow: true, at: before })).toBe(
      'free_customer_service'
    );
    expect(micros({ category: 'UTILITY', inWindow: false, at: before })).toBe(2);
    expect(micros({ category: 'SERVICE', inWindow: true, at: before })).toBe(
      'free_customer_service'
    );
    expect(micros({ category: 'UTILITY', inWindow: true })).toBe(3);
    expect(micros({ category: 'SERVICE', inWindow: true })).toBe(3);
    expect(micros({ category: 'MARKETING', inWindow: true, at: before })).toBe(10);
  });

  it('is nothing for contacts who came from an ad', () => {
    expect(micros({ freeEntryPoint: true })).toBe('free_entry_point');
    expect(micros({ category: 'referral_conversion' })).toBe('free_entry_point');
  });

  it('is a rate of the list that holds, never one made up', () => {
    const question = fc.record({
      country: fc.option(fc.constantFrom('TR', 'US', 'IS', 'DE', 'constructor')),
      category: fc.constantFrom(
        'MARKETING',
        'utility',
        'service',
        'authentication',
        '__proto__',
        ''
      ),
      at: fc.integer({ min: day('2026-05-01'), max: day('2027-05-01') }),
      inWindow: fc.boolean(),
      freeEntryPoint: fc.boolean(),
    });
    fc.assert(
      fc.property(question, (asked) => {
        const price = priceOf(book, asked);
        if (price?.kind !== 'rate') return;
        expect(price.list.from).toBeLessThanOrEqual(asked.at);
        const known = [...price.list.rates.values()].flatMap((rates) => Object.values(rates));
        expect(known).toContain(price.micros);
      }),
      { numRuns: 500 }
    );
  });
});

const group = (part: Partial<CostGroup>): CostGroup => ({
  country: 'TR',
  category: 'marketing',
  type: null,
  at: day('2026-11-01'),
  inWindow: false,
  count: 1,
  ...part,
});
const counts = (groups: readonly CostGroup[]) => groups.reduce((sum, { count }) => sum + count, 0);

describe('what messages cost together', () => {
  it('[T-53] takes what was charged in place of the table, also without one', () => {
    const charged = { currency: 'EUR', micros: 135_000 };
    const cost = costOf([], [group({ category: 'marketing_lite', count: 3, charged })]);
    expect(cost).toMatchObject({ hasPrices: true, unpriced: 0, totals: [charged] });
    expect(cost.lines[0]).toMatchObject({ micros: 45_000, totalMicros: 135_000, count: 3 });
  });

  it('[T-53] counts no message above its maximum price, in the currency of the list', () => {
    const most = (micros: number, currency = 'EUR') =>
      group({ count: 2, most: { micros, currency } });
    const total = (one: CostGroup) => costOf(book, [one]).totals;
    // The list price is 12.
    expect(total(most(5))).toEqual([{ currency: 'EUR', micros: 10 }]);
    expect(total(most(20))).toEqual([{ currency: 'EUR', micros: 24 }]);
    expect(total(most(5, 'USD'))).toEqual([{ currency: 'EUR', micros: 24 }]);
    expect(costOf(book, [{ ...most(5), country: 'DE' }])).toMatchObject({
      totals: [],
      unpriced: 2,
    });
  });

  it('adds up by country and kind, the dearest first, and says what it does not know', () => {
    const cost = costOf(book, [
      group({ count: 100 }),
      group({ country: 'US', count: 200 }),
      group({ country: 'DE', count: 5 }),
      group({ country: null, count: 2 }),
      group({ count: 50 }),
    ]);
    expect(cost).toMatchObject({
      hasPrices: true,
      pricesFrom: ['2026-10-01'],
      totals: [{ currency: 'EUR', micros: 5_800 }],
      unpriced: 7,
    });
    expect(
      cost.lines.map(({ country, count, totalMicros }) => [country, count, totalMicros])
    ).toEqual([
      ['US', 200, 4_000],
      ['TR', 150, 1_800],
      ['DE', 5, null],
      [null, 2, null],
    ]);
  });

  it('believes what the statuses say about free and charged messages', () => {
    const cost = costOf(book, [
      group({ type: 'free_entry_point', count: 3 }),
      group({ category: 'service', type: 'free_customer_service', count: 4 }),
      group({ category: 'service', type: 'regular', count: 5 }),
    ]);
    expect(cost.totals).toEqual([{ currency: 'EUR', micros: 15 }]);
    expect(cost.unpriced).toBe(0);
  });

  it('keeps prices of two days and two currencies apart', () => {
    const cost = costOf(
      [...book, list('2027-01-01', { TR: { marketing: 7 } }, 'TRY')],
      [group({}), group({ at: day('2027-02-01'), count: 3 })]
    );
    expect(cost.pricesFrom).toEqual(['2026-10-01', '2027-01-01']);
    expect(cost.totals).toEqual([
      { currency: 'EUR', micros: 12 },
      { currency: 'TRY', micros: 21 },
    ]);
  });

  it('says that there are no prices instead of zero', () => {
    expect(costOf([], [group({ count: 9 })])).toMatchObject({
      hasPrices: false,
      totals: [],
      unpriced: 9,
    });
  });

  it('cuts groups to a number of contacts in their proportions, to the contact', () => {
    const sizes = fc.array(fc.nat(1_000), { maxLength: 8 });
    fc.assert(
      fc.property(sizes, fc.nat(9_000), (many, wanted) => {
        const groups = many.map((count) => group({ count }));
        const cut = scaledTo(groups, wanted);
        expect(counts(cut)).toBe(Math.min(wanted, counts(groups)));
        cut.forEach(({ count }, index) => expect(count).toBeLessThanOrEqual(many[index] ?? 0));
      })
    );
  });

  it('divides groups into equal parts, to the contact', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(500), { maxLength: 5 }),
        fc.integer({ min: 1, max: 4 }),
        (many, n) => {
          const groups = many.map((count) => group({ count }));
          const parts = inParts(groups, n);
          expect(parts).toHaveLength(n);
          expect(counts(parts.flat())).toBe(counts(groups));
          for (const part of parts)
            part.forEach(({ count }, index) =>
              expect(Math.abs(count - (many[index] ?? 0) / n)).toBeLessThan(1)
            );
        }
      )
    );
  });

  it('takes exactly the free service messages off, and only from service messages', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { maxLength: 5 }), fc.nat(1_000), (many, left) => {
        const service = many.map((count) => group({ category: 'service', count }));
        const groups = [group({ count: 7 }), ...service];
        const after = withFree(groups, left);
        const free = after.filter(({ type }) => type === 'free_customer_service');
        expect(counts(free)).toBe(Math.min(left, counts(service)));
        expect(counts(after)).toBe(counts(groups));
        expect(free.every(({ category }) => category === 'service')).toBe(true);
      })
    );
  });
});
