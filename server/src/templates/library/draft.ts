import { emptyDraft, type TemplateDraft } from '../../contracts/template-draft';
import type {
  LibraryLanguage,
  LibraryTemplate,
  LibraryText,
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
  language: LibraryLanguage
): TemplateDraft => {
  const { header, body, footer, buttons, examples } = texts[language];
  return inHouseStyle({
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
  });
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
  language: LibraryLanguage
): SlotBindings => {
  const { header = '', body } = template.texts[language];
  const slots = (part: 'header' | 'body', text: string) =>
    marksOf(text).flatMap((name) => {
      const binding = bindingOf(template, name, language);
      return binding ? [[`${part}.${name}`, binding] as const] : [];
    });
  return Object.fromEntries([...slots('header', header), ...slots('body', body)]);
};
