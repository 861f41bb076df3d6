import type { ConsentCategory } from '../../consent/public';
import type { ConsentState } from '../../contracts/contacts';
import type {
  ColumnTarget,
  ConsentColumn,
  ImportConsent,
  ImportRules,
} from '../../contracts/imports';
import { readMoment, type DateOrder } from '../../kernel/days';
import { HOUR_MS } from '../../kernel/time';
import type { MeaningOf } from './consent-words';

/** Cells of a row that are about consent; empty where there is no such column. */
export interface RowConsent {
  marketing: string;
  utility: string;
  date: string;
  where: string | null;
  /** Date and place of one category alone, where the file has columns for them. */
  own?: Partial<Record<ConsentCategory, Pick<RowConsent, 'date' | 'where'>>>;
}

/** What a row says of one category. */
export interface RowWord {
  category: ConsentCategory;
  says: 'yes' | 'no';
  /** When, by the row; null: it has no date, or none that can be read. */
  at: number | null;
  where: string | null;
}

const COLUMNS: Record<ConsentCategory, ConsentColumn> = {
  marketing: 'marketingConsent',
  utility: 'utilityConsent',
};
export const CATEGORIES = Object.keys(COLUMNS) as ConsentCategory[];

/** The date of a category in a row: of its own column, else of that for both. */
const dateOf = ({ own, date }: RowConsent, category: ConsentCategory): string =>
  own?.[category]?.date || date;

type Given = Extract<ImportConsent, { kind: 'given' }>;
/** The importer's statement that everybody in the list agreed to a category; null without one. */
const claimOf = (consent: ImportConsent | null, category: ConsentCategory): Given | null =>
  consent?.kind === 'given' && consent.categories.includes(category) ? consent : null;

/**
 * Categories of which the file says something person by person: a column says yes or no, or the list says that all agreed
 * and a column when.
 */
export const decidedByRow = (
  consent: ImportConsent | null,
  columns: readonly ColumnTarget[]
): ConsentCategory[] =>
  CATEGORIES.filter(
    (category) =>
      columns.includes(COLUMNS[category]) ||
      ((columns.includes('consentDate') || columns.includes(`${category}ConsentDate`)) &&
        claimOf(consent, category) !== null)
  );

/** What the importer says of the whole list, without the categories that are decided by row. */
export const consentOfList = (
  consent: ImportConsent | null,
  columns: readonly ColumnTarget[]
): ImportConsent => {
  if (consent?.kind !== 'given') return { kind: 'none' };
  const decided = decidedByRow(consent, columns);
  const categories = consent.categories.filter((category) => !decided.includes(category));
  return categories.length === 0 ? { kind: 'none' } : { ...consent, categories };
};

/** Somewhere it is tomorrow already. */
const AHEAD_MS = 14 * HOUR_MS;
/**
 * When somebody agreed or refused: a day as profile fields read it (UTC), and its time where the zone stands beside it.
 * Null: no such day, or one that has not come yet.
 */
export const readWhen = (text: string, now: number, order?: DateOrder): number | null => {
  const moment = readMoment(text, order);
  if (!moment) return null;
  const { day, time, zone } = moment;
  const at = zone === null ? day : day + (time ?? 0) - zone;
  if (at <= 0 || at > now + AHEAD_MS) return null;
  return Math.min(at, now);
};

/** By what the words of rows are read. */
export interface Reading {
  meaningOf: MeaningOf;
  columns: readonly ColumnTarget[];
  rules: Pick<ImportRules, 'consent'>;
  /** Of the column of dates; null: the day first. */
  dateOrder: DateOrder | null;
  /** Of columns of one category. */
  dateOrders?: Partial<Record<ConsentCategory, DateOrder | null>>;
  now: number;
}

/** What a row says of consent. Empty cells and words that say nothing are left out. */
export const wordsOfRow = (
  row: RowConsent,
  { meaningOf, columns, rules: { consent }, dateOrder, dateOrders = {}, now }: Reading
): RowWord[] =>
  decidedByRow(consent, columns).flatMap((category): RowWord[] => {
    const column = COLUMNS[category];
    const says = columns.includes(column) ? meaningOf(column, row[category]) : 'yes';
    if (says !== 'yes' && says !== 'no') return [];
    const ofAll = says === 'yes' ? (claimOf(consent, category)?.agreedOn ?? '') : '';
    const own = row.own?.[category];
    const order = own?.date ? (dateOrders[category] ?? null) : dateOrder;
    const date = dateOf(row, category);
    const at = date ? readWhen(date, now, order ?? 'day-first') : readWhen(ofAll, now);
    return [{ category, says, at, where: own?.where ?? row.where }];
  });

/** A day of the row that cannot be read, though one of its words needs it; null: there is none. */
export const unreadDay = (row: RowConsent, words: readonly RowWord[]): string | null =>
  words
    .filter(({ at }) => at === null)
    .map(({ category }) => dateOf(row, category))
    .find((date) => date !== '') ?? null;

/** The cells of a row that say yes, no, or something else. */
export const consentCells = (row: RowConsent): { column: ConsentColumn; cell: string }[] =>
  CATEGORIES.map((category) => ({ column: COLUMNS[category], cell: row[category] }));

/**
 * What comes of a word. `refuse`: they are out. `again`: they were out before. `keep`: their newer yes stays. `end`: it does
 * not, since the importer wants so. `grant`: they are in. `no-date`: a yes that nobody can prove. `unconfirmed`: a yes of a file
 * of which nobody says where it is from. `stays-out`: a yes of who refused. `older`: they are in, by a later yes than this one.
 * `nothing`: they are in anyhow.
 */
export type Outcome =
  | 'refuse'
  | 'again'
  | 'keep'
  | 'end'
  | 'grant'
  | 'no-date'
  | 'unconfirmed'
  | 'stays-out'
  | 'older'
  | 'nothing';
export interface ConsentPlan extends RowWord {
  does: Outcome;
}

/** What is known of the person: their state, and whether a yes of theirs counts more than this no. */
interface KnownConsent {
  state: ConsentState;
  hasNewerYes: boolean;
  /** The importer wants such a yes to end. */
  endsNewerYes: boolean;
  /** The importer does not know where the file's yes is from. */
  isUnconfirmed?: boolean;
  /** Day of their earliest yes. */
  firstYes?: number | null;
}

/** What a word does to somebody; pure, so that dry run and import can only agree. */
export const planOf = (
  word: RowWord,
  { state, hasNewerYes, endsNewerYes, isUnconfirmed = false, firstYes = null }: KnownConsent
): ConsentPlan => {
  const does = (): Outcome => {
    if (word.says === 'no') {
      if (state === 'out') return 'again';
      if (!hasNewerYes) return 'refuse';
      return endsNewerYes ? 'end' : 'keep';
    }
    if (state === 'out') return 'stays-out';
    if (isUnconfirmed) return state === 'in' ? 'nothing' : 'unconfirmed';
    if (state === 'in')
      return word.at !== null && firstYes !== null && word.at < firstYes ? 'older' : 'nothing';
    return word.at === null ? 'no-date' : 'grant';
  };
  return { ...word, does: does() };
};
