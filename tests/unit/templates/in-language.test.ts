import type { LanguageOrder } from '../../../server/src/contracts/template-languages';
import { chooseLanguage, languageTable } from '../../../server/src/templates/domain/in-language';

const chosenOf = (spoken: string | null, languages: string[], order: Partial<LanguageOrder>) =>
  chooseLanguage(
    languageTable(
      languages.map((language) => ({ language })),
      { base: null, business: null, upTo: 'none', ...order }
    ),
    spoken
  )?.language ?? null;

it.each([
  ['the very language', 'de', 'tr', ['en_US', 'de'], 'de'],
  ['as Meta writes it', 'en-GB', 'tr', ['en_US', 'en_GB'], 'en_GB'],
  ['the base language, where it is of that name', 'en', 'en_US', ['en_GB'], 'en_US'],
  ['another of that name', 'en', 'tr', ['en_US', 'en_GB'], 'en_GB'],
  ['Norwegian, which Meta knows as Bokmål', 'no', 'tr', ['nb'], 'nb'],
  ['Norwegian of a country', 'no-NO', 'tr', ['nb'], 'nb'],
  ['Tagalog, which Meta knows as Filipino', 'tl', 'tr', ['fil'], 'fil'],
  ['Hebrew by its former code', 'iw', 'tr', ['he'], 'he'],
  ['Indonesian by its former code', 'in-ID', 'tr', ['id'], 'id'],
  ['none', 'fr', 'tr', ['en_US'], null],
])(
  '[B-08] [E-25] a template goes out in the language of the contact: %s',
  (_title, spoken, base, more, found) => {
    expect(chosenOf(spoken, [base, ...more], { base })).toBe(found);
  }
);

it.each([
  ['nothing', 'none', null],
  ['the base language', 'base', 'tr'],
  ['the base language before that of the business', 'business', 'tr'],
  ['the base language before any', 'any', 'tr'],
] as const)('[E-25] others get %s where the order ends there', (_title, upTo, found) => {
  const order = { base: 'tr', business: 'de', upTo };
  expect(chosenOf('fr', ['de', 'en_US', 'tr'], order)).toBe(found);
  expect(chosenOf(null, ['de', 'en_US', 'tr'], order)).toBe(found);
});

it('[E-25] the language of the business stands in for a base that may not go out, and any for both', () => {
  const order = { base: 'tr', business: 'de' };
  expect(chosenOf('fr', ['de', 'en_US'], { ...order, upTo: 'business' })).toBe('de');
  expect(chosenOf('fr', ['en_US', 'it'], { ...order, upTo: 'business' })).toBeNull();
  expect(chosenOf('fr', ['it', 'en_US'], { ...order, upTo: 'any' })).toBe('en_US');
});

it('[E-25] nobody gets a template of which no language may go out', () => {
  expect(chosenOf('tr', [], { base: 'tr', upTo: 'any' })).toBeNull();
});
