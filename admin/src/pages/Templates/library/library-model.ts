import {
  LIBRARY_LANGUAGES,
  type LibraryIndustry,
  type LibraryLanguage,
  type LibraryTemplate,
} from '../../../../../server/src/contracts/template-library';
import type { TakenOver } from '../../../../../server/src/contracts/template-take-over';
import type { TemplatePurpose } from '../../../../../server/src/contracts/template-purpose';
import { marksOf } from '../../../../../server/src/contracts/template-rules';
import { fold } from '../../../../../server/src/contracts/fold';

export type LibraryFilter = {
  q: string;
  industry: LibraryIndustry | null;
  purpose: TemplatePurpose | null;
  category: string | null;
};

export const noFilter: LibraryFilter = { q: '', industry: null, purpose: null, category: null };

/** Both languages are searched: the text that one remembers is not always in the language of the page. */
const wordsOf = ({ key, texts }: LibraryTemplate): string =>
  fold([key, ...Object.values(texts).flatMap(({ title, body }) => [title, body])].join(' '));

export const filterLibrary = (
  templates: readonly LibraryTemplate[],
  { q, industry, purpose, category }: LibraryFilter
): LibraryTemplate[] => {
  const asked = fold(q).split(/\s+/).filter(Boolean);
  return templates.filter(
    (one) =>
      (industry === null || one.industry === industry) &&
      (purpose === null || one.purpose === purpose) &&
      (category === null || one.category === category) &&
      asked.every((word) => wordsOf(one).includes(word))
  );
};

/** Those of one industry under its name, in the order of the library. */
export const byIndustry = (
  templates: readonly LibraryTemplate[]
): [LibraryIndustry, LibraryTemplate[]][] =>
  [...new Set(templates.map(({ industry }) => industry))].map((industry) => [
    industry,
    templates.filter((one) => one.industry === industry),
  ]);

/** All languages of the library; the one that the reader speaks comes first. */
export const languagesFrom = (first: LibraryLanguage): LibraryLanguage[] => [
  first,
  ...LIBRARY_LANGUAGES.filter((one) => one !== first),
];

/** What of a ready template is in one WhatsApp account, or in any. */
export const takenIn = (
  taken: readonly TakenOver[],
  { key, wabaId }: { key: string; wabaId: string | null }
): TakenOver[] =>
  taken.filter((one) => one.key === key && (wabaId === null || one.wabaId === wabaId));

/** The text with its examples in place of the variables. */
export const sampleText = (body: string, examples: Readonly<Record<string, string>>): string =>
  marksOf(body).reduce(
    (text, name) => text.replaceAll(`{{${name}}}`, () => examples[name] ?? ''),
    body
  );

/** A button of it leads to an address that belongs to nobody. */
export const needsAddress = ({ texts }: LibraryTemplate): boolean =>
  Object.values(texts).some(({ buttons = [] }) => buttons.some(({ type }) => type === 'URL'));
