import { inLanguage } from '../../../server/src/templates/domain/in-language';

it.each([
  ['the very language', 'de', 'tr', ['en_US', 'de'], 'de'],
  ['as Meta writes it', 'en-GB', 'tr', ['en_US', 'en_GB'], 'en_GB'],
  ['the chosen one, where it is of that language', 'en', 'en_US', ['en_GB'], 'en_US'],
  ['another of that language', 'en', 'tr', ['en_US', 'en_GB'], 'en_GB'],
  ['none', 'fr', 'tr', ['en_US'], null],
])(
  '[B-08] a template goes out in the language of the person: %s',
  (_title, spoken, own, more, found) => {
    const others = more.map((language) => ({ language }));
    expect(inLanguage(spoken, { chosen: { language: own }, others })?.language ?? null).toBe(found);
  }
);
