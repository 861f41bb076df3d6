import { fold } from '../../contracts/fold';
import {
  MOST_WORD_LETTERS,
  type ColumnTarget,
  type ConsentColumn,
  type ImportRules,
  type WordMeaning,
} from '../../contracts/imports';
import { withoutNul } from '../../kernel/json';
import { plain } from './names';

/** A cell of a consent column as it is shown and counted. */
export const wordOf = (cell: string): string =>
  [...withoutNul(cell).replace(/\s+/g, ' ').trim()].slice(0, MOST_WORD_LETTERS).join('').trim();

/** One form for all spellings of a word: `Opt-in`, `OPT IN` and `optin` are one. Empty: the cell says nothing. */
export const wordKey = (cell: string): string => fold(wordOf(cell)).replace(/[\s_.,:;!-]+/g, '');

/** Answers in English and Turkish, as `wordKey` writes them. */
const YES = new Set(
  `yes y true 1 ok on x ✓ ✔ ☑ ✅ √ agreed agree accepted accept allowed approved granted given confirmed consented consent optin
  optedin subscribed subscriber evet e var onay onayli onayladi onaylandi onayverdi onaylandi izinli izinvar izinverdi kabul
  kabuletti kabuledildi abone aboneoldu istiyor in`.split(/\s+/)
);
const NO = new Set(
  `no n false 0 off never ✗ ✘ ✖ ❌ ☒ declined refused rejected denied revoked withdrawn optout optedout unsubscribed
  unsubscribe notsubscribed notallowed donotcontact dnc stop hayir h yok ret red reddetti reddedildi izinsiz izinyok izinvermedi
  onaysiz onayyok onaylamadi onayvermedi kabuletmedi abonedegil aboneliktencikti aboneliktenayrildi cikti ayrildi iptal iptaletti
  iptaledildi istemiyor out izniiptaletti`.split(/\s+/)
);
/** Words that say that nobody knows, as we and others write them. */
const NOTHING = new Set(`none unknown notrecorded kayityok bilinmiyor`.split(/\s+/));

/** Names of columns in which a yes may be a refusal (`Unsubscribed: yes`): none of their words is taken for granted. */
const REFUSING =
  /optout|optedout|unsub|donot|dontcontact|^dnc|blacklist|suppress|refus|declin|abonelikten|istemiyor|redd|^ret$|^red$|izinsiz|karaliste|iptal/;
/** Names of columns that say who agreed. */
const ABOUT_CONSENT =
  /consent|optin|optedin|permission|subscri|newsletter|marketing|gdpr|kvkk|^etk$|etkizni|etkonay|^iys|izin|izni|onay|acikriza|riza(?:si|var|verdi)$|abone|bulten|mayget|maycontact/;
/** Names of columns beside them: when, where and how they agreed. */
const BESIDE_CONSENT = /date|time|tarih|saat|source|kaynak|where|nerede|wording|metin/;
/** Words that hardly any other column has. */
const OF_CONSENT =
  /^(?:optedin|optin|optedout|optout|subscribed|unsubscribed|izinli|izinsiz|onayli|onaysiz|abone|aboneliktencikti|consented)$/;

const isRefusing = (name: string): boolean => REFUSING.test(plain(name));

/** Whether a column looks as if it said who agreed or refused: by its name, or by the words in its first rows. */
export const looksLikeConsent = (name: string, cells: readonly string[]): boolean =>
  ((ABOUT_CONSENT.test(plain(name)) || isRefusing(name)) && !BESIDE_CONSENT.test(plain(name))) ||
  cells.some((cell) => OF_CONSENT.test(wordKey(cell)));

const recognised = (key: string): WordMeaning | null =>
  YES.has(key) ? 'yes' : NO.has(key) ? 'no' : NOTHING.has(key) ? 'nothing' : null;

/** What a cell of a consent column says: as the importer assigned it, else as a word that is understood; null: unknown. */
export type MeaningOf = (column: ConsentColumn, cell: string) => WordMeaning | null;

export const createMeaning = ({
  columns,
  header,
  rules,
}: {
  columns: readonly ColumnTarget[];
  header: readonly string[];
  rules: Pick<ImportRules, 'consentWords'>;
}): MeaningOf => {
  const assigned = new Map(
    (rules.consentWords ?? []).map(({ column, word, means }) => [
      `${column} ${wordKey(word)}`,
      means,
    ])
  );
  const refusing = new Set(columns.filter((_, i) => isRefusing(header[i] ?? '')));
  return (column, cell) => {
    const key = wordKey(cell);
    if (key === '') return 'nothing';
    const given = assigned.get(`${column} ${key}`);
    return given ?? (refusing.has(column) ? null : recognised(key));
  };
};
