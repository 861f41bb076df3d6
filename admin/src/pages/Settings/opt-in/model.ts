import type {
  OptInCategory,
  OptInFormBody,
  OptInFormView,
  OptInLanguage,
  OptInPlace,
  OptInTexts,
  OptInWords,
  TextProblems,
} from '../../../../../server/src/contracts/opt-in';
import type { DataPurpose } from '../../../../../server/src/contracts/consent';
import { keyOfLabel } from '../field-key';

export const languages: readonly OptInLanguage[] = ['en', 'tr'];

/** What the editor holds; sites as they are typed, one on a line. */
export interface OptInForm {
  name: string;
  slug: string;
  place: OptInPlace;
  category: OptInCategory;
  accountId: number;
  texts: OptInTexts;
  tags: string[];
  groupIds: number[];
  sites: string;
  /** Purposes of data collection that it asks for too. */
  purposes: DataPurpose[];
  active: boolean;
}

export const emptyWords: OptInWords = {
  title: '',
  agree: '',
  notice: '',
  noticeUrl: null,
  thanks: '',
};

const PARTS = Object.keys(emptyWords) as (keyof OptInWords)[];

/** Would somebody's words be lost? All but those that one of the ready-made texts has at the same place. */
export const losesWords = (texts: OptInTexts, ready: readonly OptInTexts[]): boolean =>
  languages.some((language) =>
    PARTS.some((part) => {
      const words = texts[language]?.[part]?.trim() ?? '';
      return words !== '' && ready.every((one) => one[language]?.[part]?.trim() !== words);
    })
  );

export const newForm = (accountId: number): OptInForm => ({
  name: '',
  slug: '',
  place: 'page',
  category: 'marketing',
  accountId,
  texts: { en: null, tr: null },
  tags: [],
  groupIds: [],
  sites: '',
  purposes: [],
  active: false,
});

export const formOf = (view: OptInFormView): OptInForm => ({
  name: view.name,
  slug: view.slug,
  place: view.place,
  category: view.category,
  accountId: view.accountId,
  texts: view.texts,
  tags: view.tags,
  groupIds: view.groupIds,
  sites: view.sites.join('\n'),
  purposes: view.purposes,
  active: view.active,
});

/** An address made of the name: `Kasa – İstiklal` → `kasa-istiklal`. */
export const slugOf = (name: string): string => keyOfLabel(name).replaceAll('_', '-');

const linesOf = (text: string): string[] =>
  text
    .split(/\s+/)
    .map((line) => line.trim().replace(/\/+$/, ''))
    .filter(Boolean);

export const bodyOf = (form: OptInForm): OptInFormBody => ({
  ...form,
  slug: form.slug || slugOf(form.name),
  sites: linesOf(form.sites),
});

/** What the check is asked: an address that is half typed must not make it fail. */
export const checkedTexts = (texts: OptInTexts): OptInTexts => ({
  en: texts.en && { ...texts.en, noticeUrl: null },
  tr: texts.tr && { ...texts.tr, noticeUrl: null },
});

/** The first problem at a field, as the end of a translation key. */
export const problemAt = (
  problems: TextProblems,
  field: string
): TextProblems[number]['problem'] | null =>
  problems.find((one) => one.field === field)?.problem ?? null;

const MODE: Partial<Record<OptInPlace, string>> = { 'pop-up': 'popup', chat: 'chat' };

const quoted = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** What an administrator pastes into their site. */
export const snippetOf = ({
  slug,
  place,
  widgetUrl,
}: Pick<OptInFormView, 'slug' | 'place' | 'widgetUrl'>): string =>
  `<script src="${quoted(widgetUrl)}" data-form="${quoted(slug)}" data-mode="${MODE[place] ?? 'inline'}" async></script>`;

/** How large a code is in print, in centimetres; below 2.5 old telephones cannot read it. */
export const PRINT_SIZES = [
  { name: 'label', cm: 2.5 },
  { name: 'invoice', cm: 3 },
  { name: 'till', cm: 5 },
  { name: 'poster', cm: 10 },
] as const;
export type PrintSize = (typeof PRINT_SIZES)[number]['name'];
