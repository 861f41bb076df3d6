import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

const adminSource = path.resolve(__dirname, '../../../admin/src');
const languages = ['en', 'tr'] as const;

const filesOf = (language: string) =>
  readdirSync(path.join(adminSource, 'translations', language)).filter((file) =>
    file.endsWith('.json')
  );

const read = (language: string, file: string): Record<string, string> =>
  JSON.parse(
    readFileSync(path.join(adminSource, 'translations', language, file), 'utf8')
  ) as Record<string, string>;

const all = (language: string): Record<string, string> =>
  Object.assign({}, ...filesOf(language).map((file) => read(language, file))) as Record<
    string,
    string
  >;

const argumentsOf = (elements: MessageFormatElement[]): string[] =>
  elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    if (element.type === TYPE.select || element.type === TYPE.plural) {
      const inner = Object.values(element.options).flatMap(({ value }) => argumentsOf(value));
      return [element.value, ...inner];
    }
    return element.type === TYPE.tag
      ? [element.value, ...argumentsOf(element.children)]
      : [element.value];
  });

describe('the words of the admin', () => {
  it('[X-13] show every rate with one digit; only what is done of something is in whole percent', () => {
    const PROGRESS = ['campaigns.list.progress', 'campaigns.announce.quarter'];
    for (const language of languages) {
      const shares = Object.entries(all(language)).flatMap(([key, text]) =>
        [...text.matchAll(/number, (?:::)?percent[^}]*/g)].map(([form]) => [key, form] as const)
      );
      const others = shares.filter(([, form]) => form !== 'number, ::percent .#');
      expect(others.map(([key]) => key)).toEqual(PROGRESS);
      expect(shares.length).toBeGreaterThan(PROGRESS.length);
    }
  });

  it('[X-13] call a contact a contact and activate, where automations and flows tell of what happened', () => {
    const guarded =
      /^(bots\.reason|logs\.event\.(bot|automation)|automations|flows\.of-automation)\./;
    // The person who activated something is a colleague.
    const others = {
      en: /switched (on|off)|(?<!\{)\bpeople\b(?! \{)|\bperson\b(?! who)/,
      tr: /kapat(ıl|t)|açtı|açan/,
    };
    for (const language of languages) {
      const texts = Object.entries(all(language)).filter(([key]) => guarded.test(key));
      expect(texts.length).toBeGreaterThan(200);
      expect(texts.filter(([, text]) => others[language].test(text))).toEqual([]);
    }
  });

  it('[X-13] exist in both languages, file by file', () => {
    for (const file of filesOf('en')) {
      expect([file, Object.keys(read('tr', file)).sort()]).toEqual([
        file,
        Object.keys(read('en', file)).sort(),
      ]);
    }
    expect(filesOf('tr')).toEqual(filesOf('en'));
  });

  it.each(languages)('are nowhere empty and parse as messages in %s', (language) => {
    for (const [key, text] of Object.entries(all(language))) {
      expect([key, text.trim() !== '']).toEqual([key, true]);
      expect(() => parse(text)).not.toThrow();
    }
  });

  it('take the same values in both languages', () => {
    const turkish = all('tr');
    for (const [key, text] of Object.entries(all('en'))) {
      const names = (words: string) => [...new Set(argumentsOf(parse(words)))].sort();
      expect([key, names(turkish[key] ?? '')]).toEqual([key, names(text)]);
    }
  });

  it('name no filter of contacts by a part of the name of another one', () => {
    for (const language of languages) {
      const names = Object.entries(all(language)).flatMap(([key, text]) =>
        /^people\.filter\.\w+$/.test(key) ? [text.toLocaleLowerCase(language)] : []
      );
      expect(names.length).toBeGreaterThan(15);
      const parts = names.filter((name, i) =>
        names.some((other, at) => at !== i && ` ${other} `.includes(` ${name} `))
      );
      expect([language, parts]).toEqual([language, []]);
    }
  });

  it('never call a dismissal "İptal", which customers write to opt out', () => {
    for (const [key, text] of Object.entries(all('tr'))) {
      expect([key, text.trim().toLocaleLowerCase('tr')]).not.toEqual([key, 'iptal']);
    }
  });
});
