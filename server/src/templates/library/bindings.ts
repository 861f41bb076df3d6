import type { TemplateDraft } from '../../contracts/template-draft';
import {
  LIBRARY_LANGUAGES,
  type LibraryLanguage,
  type LibraryTemplate,
} from '../../contracts/template-library';
import { marksOf } from '../../contracts/template-rules';
import type { SlotBinding, SlotBindings } from '../../contracts/templates';

/** What stands after the greeting where nobody knows the name. */
const NAMELESS: Readonly<Record<LibraryLanguage, string>> = {
  en: 'there',
  tr: 'değerli müşterimiz',
};

const bindingOf = (
  { sources, industry }: LibraryTemplate,
  name: string,
  language: LibraryLanguage
): SlotBinding | null => {
  if (sources[name] === 'account')
    return { source: { kind: 'account', field: 'name' }, fallback: null };
  if (sources[name] !== 'contact') return null;
  // A patient is no customer.
  const fallback =
    industry === 'health' && language === 'tr' ? 'değerli danışanımız' : NAMELESS[language];
  return { source: { kind: 'contact', field: 'firstName' }, fallback };
};

/** Sources of the variables whose source is the same for everybody: the name of the person, that of the business. */
export const libraryBindings = (
  template: LibraryTemplate,
  { header, body, language }: Pick<TemplateDraft, 'header' | 'body' | 'language'>
): SlotBindings => {
  const spoken = LIBRARY_LANGUAGES.find((one) => one === language) ?? 'en';
  const slots = (part: 'header' | 'body', text: string) =>
    marksOf(text).flatMap((name) => {
      const binding = bindingOf(template, name, spoken);
      return binding ? [[`${part}.${name}`, binding] as const] : [];
    });
  return Object.fromEntries([
    ...(header.kind === 'text' ? slots('header', header.text) : []),
    ...slots('body', body),
  ]);
};
