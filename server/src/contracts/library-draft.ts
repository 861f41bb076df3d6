import { emptyHouseStyle, inHouseStyle, type HouseStyle } from './house-style';
import { emptyDraft, type TemplateDraft } from './template-draft';
import type { LibraryLanguage, LibraryTemplate, LibraryText } from './template-library';
import { marksOf } from './template-rules';

const NAME = '{{business_name}}';

/** The name as the business writes it, where it says one; else it stays a variable. */
const named = (draft: TemplateDraft, { businessName }: HouseStyle): TemplateDraft => {
  if (businessName === '') return draft;
  const { 'body.business_name': _sample, ...examples } = draft.examples;
  return { ...draft, body: draft.body.replaceAll(NAME, () => businessName), examples };
};

const examplesOf = (
  part: 'header' | 'body',
  text: string,
  examples: LibraryText['examples']
): [string, string][] => marksOf(text).map((name) => [`${part}.${name}`, examples[name] ?? '']);

/** A text of the library as a draft of the editor, in the house style (T-44). */
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
  return named(inHouseStyle(written, style), style);
};
