import fc from 'fast-check';
import { readRateCard } from '../../../server/src/prices/domain/rate-card';
import { marketByName } from '../../../server/src/prices/domain/names';
import { marketsOf } from '../../../server/src/prices/domain/markets';

/** The layout of Meta's card: a title, notes, a heading broken over two lines. The prices are made up. */
const CARD = [
  'Cost per message in USD (made up for this test),,,,,,',
  'Note: rates change on the first day of a quarter.,,,,,,',
  'Market,Currency,Marketing,Utility,Authentication,"Authentication-\nInternational",Service',
  'Turkey,$US,0.0100,0.0020,0.0020,n/a,0.0020',
  'India,$US,0.0110,0.0030,0.0030,0.0300,n/a',
  'Rest of Central & Eastern Europe,$US,0.0700,0.0200,0.0200,n/a,n/a',
  'Other,$US,0.0600,0.0100,0.0100,n/a,n/a',
  ',,,,,,',
].join('\r\n');

const read = (text: string, currency: string | null = null) => readRateCard(text, currency);
const header = 'Market,Currency,Marketing,Utility\n';
const kinds = (text: string) => read(text).problems.map(({ kind }) => kind);

describe('the file with the prices of Meta', () => {
  it('reads title, notes, a broken heading, markets and missing rates', () => {
    const card = read(CARD);
    expect(card).toMatchObject({ currency: 'USD', problems: [], ignored: [] });
    expect(card.rates).toEqual([
      {
        market: 'TR',
        rates: {
          marketing: 10_000,
          utility: 2_000,
          authentication: 2_000,
          'authentication-international': null,
          service: 2_000,
        },
      },
      {
        market: 'IN',
        rates: {
          marketing: 11_000,
          utility: 3_000,
          authentication: 3_000,
          'authentication-international': 30_000,
          service: null,
        },
      },
      expect.objectContaining({ market: 'rest-of-central-eastern-europe' }),
      expect.objectContaining({ market: 'other' }),
    ]);
  });

  it('reads a file that a spreadsheet saved with semicolons and decimal commas, its columns in another order', () => {
    const card = read('\uFEFFUtility;Market;Marketing;Note\n0,002;Türkiye;0,01;x\n', 'TRY');
    expect(card).toMatchObject({ currency: 'TRY', problems: [], ignored: ['Note'] });
    expect(card.rates[0]).toMatchObject({
      market: 'TR',
      rates: { utility: 2_000, marketing: 10_000 },
    });
  });

  it('says row and column of everything that it does not understand', () => {
    const card = read(
      `${header}Turkey,EUR,abc,0.002\nAtlantis,EUR,0.01,0.01\nIndia,USD,0.01,-1\nPeru,??,0.01,0.01\n`
    );
    expect(card.problems).toEqual([
      { kind: 'not-a-rate', row: 2, column: 'Marketing', value: 'abc' },
      { kind: 'unknown-market', row: 3, column: 'Market', value: 'Atlantis' },
      { kind: 'other-currency', row: 4, column: 'Currency', value: 'USD' },
      { kind: 'negative', row: 4, column: 'Utility', value: '-1' },
      { kind: 'unknown-currency', row: 5, column: 'Currency', value: '??' },
    ]);
  });

  it('refuses what is no rate card, has a column or a market twice, names no currency, or has no rows', () => {
    expect(kinds('')).toEqual(['no-header']);
    expect(kinds('a,b\n1,2')).toEqual(['no-header']);
    expect(kinds('Market,Utility,Utility\nTurkey,1,2')).toEqual(['column-twice']);
    expect(kinds(`${header}Turkey,EUR,0.01,0.02\nTurkey,EUR,0.01,0.03`)).toEqual(['market-twice']);
    expect(kinds(`${header}Turkey,EUR,0.01,0.02\nTurkey,EUR,0.01,0.02`)).toEqual([]);
    expect(kinds('Market,Utility\nTurkey,0.01')).toEqual(['currency-missing']);
    expect(kinds(header)).toEqual(['no-rows']);
    expect(kinds(header + 'Turkey,EUR,1,1\n'.repeat(1_100))).toEqual(['too-many-rows']);
  });

  it('is bounded in what it says about a hostile file', () => {
    const card = read(header + `${'x'.repeat(500)},EUR,1,1\n`.repeat(900));
    expect(card.problems).toHaveLength(50);
    expect(card.problems[0]?.value).toHaveLength(60);
    expect(card.rates).toEqual([]);
  });

  it('answers for any text without throwing', () => {
    const piece = fc.oneof(
      fc.constantFrom(header, 'Turkey', ',', ';', '"', '\n', '\r', '0.01', '€', 'n/a', '\u0000'),
      fc.string({ unit: 'grapheme', maxLength: 12 })
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
        const card = read(parts.join(''), 'EUR');
        expect(card.rates.length > 0 || card.problems.length > 0).toBe(true);
      }),
      { numRuns: 500 }
    );
  });
});

/** The markets of Meta's card, each with countries that it holds for. */
const MARKETS: [name: string, countries: string][] = [
  ['Argentina', 'AR'],
  ['Brazil', 'BR'],
  ['Chile', 'CL'],
  ['Colombia', 'CO'],
  ['Egypt', 'EG'],
  ['France', 'FR'],
  ['Germany', 'DE'],
  ['India', 'IN'],
  ['Indonesia', 'ID'],
  ['Israel', 'IL'],
  ['Italy', 'IT VA'],
  ['Malaysia', 'MY'],
  ['Mexico', 'MX'],
  ['Netherlands', 'NL'],
  ['Nigeria', 'NG'],
  ['Pakistan', 'PK'],
  ['Peru', 'PE'],
  ['Russia', 'RU'],
  ['Saudi Arabia', 'SA'],
  ['South Africa', 'ZA'],
  ['Spain', 'ES'],
  ['Turkey', 'TR'],
  ['United Arab Emirates', 'AE'],
  ['United Kingdom', 'GB UK GG IM JE'],
  ['North America', 'US CA'],
  ['Rest of Africa', 'KE MA'],
  ['Rest of Asia Pacific', 'AU JP'],
  ['Rest of Central & Eastern Europe', 'PL UA'],
  ['Rest of Latin America', 'UY EC'],
  ['Rest of Middle East', 'KW QA'],
  ['Rest of Western Europe', 'AT SE'],
  ['Other', 'IS CY'],
];

describe('markets', () => {
  it.each(MARKETS)('the row %s of the card holds for its countries', (name, countries) => {
    const { problems, rates } = read(
      `Market,Currency,Marketing\n${MARKETS.map(([one], n) => `${one},EUR,0.0${n + 10}`).join('\n')}\n`
    );
    expect(problems).toEqual([]);
    const rows = new Set(rates.map(({ market }) => market));
    for (const country of countries.split(' '))
      expect(marketsOf(country).find((market) => rows.has(market))).toBe(marketByName(name));
  });

  it.each([
    ['Turkey', 'TR'],
    ['Türkiye', 'TR'],
    ['TÜRKİYE', 'TR'],
    ['United Arab Emirates', 'AE'],
    ['Hong Kong', 'HK'],
    ['Côte d’Ivoire', 'CI'],
    ['Ivory Coast', 'CI'],
    ['Rest of Central and Eastern Europe', 'rest-of-central-eastern-europe'],
    [' north  america ', 'north-america'],
    ['Other', 'other'],
    ['All other countries', 'other'],
    ['U.K.', 'GB'],
  ])('knows %s', (name, market) => {
    expect(marketByName(name)).toBe(market);
  });

  it('knows no market by a word of JavaScript or by nothing', () => {
    for (const name of ['', 'constructor', '__proto__', 'toString'])
      expect(marketByName(name)).toBeNull();
  });

  it('a country has its own rate before that of its group; all that are in no group are "other"', () => {
    expect(marketsOf('TR')).toEqual(['TR', 'other']);
    expect(marketsOf('PL')).toEqual(['PL', 'rest-of-central-eastern-europe', 'other']);
    expect(marketsOf('US')).toEqual(['US', 'north-america', 'other']);
    expect(marketsOf('JE')).toEqual(['GB', 'other']);
    expect(marketsOf('IS')).toEqual(['IS', 'other']);
  });
});
