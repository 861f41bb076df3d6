import { templateLanguages } from '../../../server/src/contracts/template-words';

/** A language in the viewer's own words; the code itself where it has no name. */
export const languageName = (code: string, locale: string): string => {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(code.replace('_', '-')) ?? code;
  } catch {
    return code; // not a well-formed code: it came from outside
  }
};

/** "Turkish (tr)", where the code itself is wanted too: it is looked for by those who know it. */
export const languageLabel = (code: string, locale: string): string => {
  const name = languageName(code, locale);
  return name === code ? code : `${name} (${code})`;
};

/** All languages of WhatsApp with their names, by name. */
export const languagesIn = (locale: string): [code: string, label: string][] =>
  templateLanguages
    .map((code): [string, string] => [code, languageLabel(code, locale)])
    .sort(([, a], [, b]) => a.localeCompare(b, locale));
