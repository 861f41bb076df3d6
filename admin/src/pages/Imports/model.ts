import {
  consentField,
  importDelimiter,
  importEncoding,
  MAX_IMPORT_BYTES,
  MAX_WORKBOOK_BYTES,
  openDates,
  personField,
  type ColumnTarget,
  type ConsentColumn,
  type DateOrder,
  type ImportConsent,
  type ImportRules,
  type ImportTargets,
  type ImportView,
  type WordMeaning,
} from '../../../../server/src/contracts/imports';
import { REASON_LEAST } from '../../../../server/src/contracts/sensitive';

export const stepNames = ['file', 'columns', 'rules', 'check', 'import'] as const;
export type StepName = (typeof stepNames)[number];

export const encodings = importEncoding.options;
export const delimiters = importDelimiter.options;
export const fields = [...personField.options, ...consentField.options];

/** Which step an import stands at by itself: after a reload one is where one was. */
export const stepOf = (view: ImportView, asked: string | null): StepName => {
  if (view.import) return 'import';
  const known = stepNames.find((name) => name === asked);
  if (known === undefined || known === 'file' || known === 'import') return 'columns';
  return known;
};

export const hasPhone = (columns: readonly ColumnTarget[]): boolean =>
  columns.includes('phone') || columns.includes('waId');

/** A field can be in one column only: choosing it elsewhere takes it from there. */
export const withTarget = (
  columns: readonly ColumnTarget[],
  index: number,
  target: ColumnTarget
): ColumnTarget[] =>
  columns.map((before, i) => {
    if (i === index) return target;
    return target !== null && before === target ? null : before;
  });

const AMBIGUOUS = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})/;

/** A date of the file that can be read both ways, with what it is in each; null: nothing has to be asked. */
export const openDay = (
  { sample, dateOrders }: Pick<ImportView, 'sample' | 'dateOrders'>,
  columns: readonly ColumnTarget[]
): { text: string; days: Record<DateOrder, number> } | null => {
  const open = openDates(columns, dateOrders);
  if (open.length === 0) return null;
  const cells = sample.flatMap((row) => row.filter((_, i) => open.includes(i)));
  const read = [...cells, '03/10/2026'].flatMap((cell) => {
    const [text, a, b, year] = AMBIGUOUS.exec(cell.trim()) ?? [];
    return text === undefined || a === b
      ? []
      : [{ text, year: Number(year), a: Number(a), b: Number(b) }];
  });
  const [first] = read;
  if (!first) return null;
  const { text, year, a, b } = first;
  const days = { 'day-first': Date.UTC(year, b - 1, a), 'month-first': Date.UTC(year, a - 1, b) };
  return { text, days };
};

/** How days are mostly written in this language; plain English is that of the browser. */
export const usualOrder = (locale: string, browser: string): DateOrder =>
  (locale === 'en' ? browser : locale).toLowerCase() === 'en-us' ? 'month-first' : 'day-first';

/** What is missing of the consent, by field; empty = it may be used. With a column of dates a day for all is not needed. */
export const consentGaps = (
  consent: ImportConsent | null,
  columns: readonly ColumnTarget[]
): ('kind' | 'categories' | 'source' | 'agreedOn' | 'wording')[] => {
  if (consent === null) return ['kind'];
  if (consent.kind === 'none') return [];
  return [
    ...(consent.categories.length === 0 ? (['categories'] as const) : []),
    ...(consent.source.trim().length < 3 ? (['source'] as const) : []),
    ...(consent.agreedOn || columns.includes('consentDate') ? [] : (['agreedOn'] as const)),
    ...(consent.wording.trim().length < 10 ? (['wording'] as const) : []),
  ];
};

/** Names of columns that look like consent and are used for something else, or for nothing. */
export const unusedConsent = (
  { header, consentLike }: Pick<ImportView, 'header' | 'consentLike'>,
  columns: readonly ColumnTarget[]
): string[] =>
  consentLike.flatMap((index) => {
    const isUsed = consentField.options.some((field) => field === columns[index]);
    return isUsed ? [] : [header[index] ?? ''];
  });

const DECIDES = [
  ['marketing', 'marketingConsent'],
  ['utility', 'utilityConsent'],
] as const;

/** Categories that a column decides person by person, with its name. */
export const decidedBy = (
  { header }: Pick<ImportView, 'header'>,
  columns: readonly ColumnTarget[]
): { category: 'marketing' | 'utility'; column: string }[] =>
  DECIDES.flatMap(([category, target]) => {
    const index = columns.indexOf(target);
    return index < 0 ? [] : [{ category, column: header[index] ?? '' }];
  });

/** What a consent column is called in the file. */
export const nameOfColumn = (
  { header, columns }: Pick<ImportView, 'header' | 'columns'>,
  column: ConsentColumn
): string => header[columns.indexOf(column)] ?? '';

export const meanings: readonly WordMeaning[] = ['yes', 'no', 'nothing'];

type ConsentWord = ImportView['words'][number];
export const wordId = ({ column, word }: Pick<ConsentWord, 'column' | 'word'>): string =>
  `${column} ${word}`;

/** The words with what is chosen on the page and not saved. */
export const wordsWith = (
  words: readonly ConsentWord[],
  chosen: Readonly<Record<string, WordMeaning>>
): ConsentWord[] => words.map((word) => ({ ...word, means: chosen[wordId(word)] ?? word.means }));

/** Words of consent columns that nobody assigned: the import may not run. */
export const hasOpenWords = ({
  words,
  tooManyWords,
}: Pick<ImportView, 'words' | 'tooManyWords'>): boolean =>
  tooManyWords.length > 0 || words.some(({ means }) => means === null);

/** The assignments to save: those of before, with what is chosen now. */
export const assignmentsWith = (
  before: ImportRules['consentWords'],
  words: readonly ConsentWord[],
  chosen: Readonly<Record<string, WordMeaning>>
): NonNullable<ImportRules['consentWords']> => [
  ...(before ?? []).filter((one) => chosen[wordId(one)] === undefined),
  ...words.flatMap(({ column, word }) => {
    const means = chosen[wordId({ column, word })];
    return means === undefined ? [] : [{ column, word, means }];
  }),
];

type Targets = ImportTargets['custom'];

/** Sensitive fields that these columns fill. */
export const sensitiveAmong = (columns: readonly ColumnTarget[], custom: Targets): Targets =>
  custom.filter(({ key, sensitive }) => sensitive !== null && columns.includes(`custom:${key}`));

/** What this column may become: a sensitive field only for who may use them, or where it stands already. */
export const offeredTargets = (
  custom: Targets,
  { target, maySensitive }: { target: ColumnTarget; maySensitive: boolean }
): Targets =>
  custom.filter(
    ({ key, sensitive }) => sensitive === null || maySensitive || target === `custom:${key}`
  );

/** Sensitive fields are filled and nothing says why. */
export const isReasonMissing = (
  columns: readonly ColumnTarget[],
  { custom, rules }: { custom: Targets; rules: ImportRules }
): boolean =>
  sensitiveAmong(columns, custom).length > 0 &&
  (rules.sensitiveReason ?? '').trim().length < REASON_LEAST;

export const tagsOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(',')
      .map((tag) => tag.trim().slice(0, 60))
      .filter(Boolean)
  ),
];

/** How many people the import writes: the number on the button. */
export const peopleOf = (counters: Readonly<Record<string, number>>): number =>
  (counters.created ?? 0) + (counters.known ?? 0);

/** What file choosers offer. */
export const ACCEPTED =
  '.csv,.tsv,.txt,.xlsx,.xlsm,text/csv,text/tab-separated-values,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Which limit a file exceeds; null = it may be sent. */
export const tooLargeAs = ({
  name,
  size,
}: Pick<File, 'name' | 'size'>): 'large' | 'largeWorkbook' | null => {
  if (/\.xls[xm]$/i.test(name) && size > MAX_WORKBOOK_BYTES) return 'largeWorkbook';
  return size > MAX_IMPORT_BYTES ? 'large' : null;
};

/** The same settings, in whatever order they were put together. */
export const isSameRules = (one: ImportRules, other: ImportRules): boolean => {
  const sorted = (rules: ImportRules) =>
    JSON.stringify(Object.entries(rules).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
};

export type { ColumnTarget, DateOrder, ImportConsent, ImportRules, ImportView, WordMeaning };
