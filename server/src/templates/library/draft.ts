import { emptyHouseStyle, type HouseStyle } from '../../contracts/house-style';
import { emptyDraft, type TemplateDraft } from '../../contracts/template-draft';
import {
  LIBRARY_LANGUAGES,
  type LibraryLanguage,
  type LibraryTemplate,
  type LibraryText,
} from '../../contracts/template-library';
import { marksOf } from '../../contracts/template-rules';
import type { SlotBinding, SlotBindings } from '../../contracts/templates';
import { inHouseStyle } from './house-style';

const examplesOf = (
  part: 'header' | 'body',
  text: string,
  examples: LibraryText['examples']
): [string, string][] => marksOf(text).map((name) => [`${part}.${name}`, examples[name] ?? '']);

/** A text of the library as a draft of the editor, in the house style. */
export const libraryDraft = (
  { key, category, purpose, texts }: LibraryTemplate,
  language: LibraryLanguage,
  style: HouseStyle = emptyHouseStyle
): TemplateDraft => {
  const { header, body, footer, buttons, examples } = texts[language];
  const written: TemplateDraft = {
    ...emptyDraft(language),
    name: key,
    category,
    purpose,
    header: header === undefined ? { kind: 'none' } : { kind: 'text', text: header },
    body,
    footer: footer ?? '',
    buttons: [...(buttons ?? [])],
    examples: Object.fromEntries([
      ...examplesOf('header', header ?? '', examples),
      ...examplesOf('body', body, examples),
    ]),
  };
  return inHouseStyle(written, style);
};

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
