import {
  consentColumn,
  consentField,
  importDelimiter,
  importEncoding,
  isConsentDate,
  MAX_IMPORT_BYTES,
  MAX_WORKBOOK_BYTES,
  openDates,
  openNumbers,
  personField,
  type ColumnTarget,
  type ConsentColumn,
  type DateOrder,
  type DecimalMark,
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

/** The step to show: the one in the address; without one the preview, if there is one, else the columns. */
export const stepOf = (view: ImportView, asked: string | null): StepName => {
  if (view.import) return 'import';
  const known = stepNames.find((name) => name === asked);
  if (known === undefined) return view.check ? 'check' : 'columns';
  return known === 'file' || known === 'import' ? 'columns' : known;
};

/** People have several numbers: of several columns of numbers the first mobile one of a row is taken. */
const isShared = (target: ColumnTarget): boolean => target === 'phone';

/** A field can be in one column only: choosing it elsewhere takes it from there. Phone numbers may be in several. */
export const withTarget = (
  columns: readonly ColumnTarget[],
  index: number,
  target: ColumnTarget
): ColumnTarget[] =>
  columns.map((before, i) => {
    if (i === index) return target;
    return target !== null && before === target && !isShared(target) ? null : before;
  });

type Targets = ImportTargets['custom'];

const cellsOf = (sample: readonly (readonly string[])[], columns: readonly number[]): string[] =>
  sample.flatMap((row) => row.filter((_, i) => columns.includes(i)));

const AMBIGUOUS = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})/;

/** A date of the file that can be read both ways, with what it is in each; null: nothing has to be asked. */
export const openDay = (
  { sample, dateOrders }: Pick<ImportView, 'sample' | 'dateOrders'>,
  columns: readonly ColumnTarget[],
  custom: Targets
): { text: string; days: Record<DateOrder, number> } | null => {
  const open = openDates(columns, dateOrders, custom);
  if (open.length === 0) return null;
  const cells = cellsOf(sample, open);
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

const LIKE_THOUSANDS = /(?:^|[^\d.,])([1-9]\d{0,2})([.,])(\d{3})(?![\d.,])/;

/** A number of the file that can be read both ways, with what it is in each; null: nothing has to be asked. */
export const openNumber = (
  { sample, numberMarks }: Pick<ImportView, 'sample' | 'numberMarks'>,
  columns: readonly ColumnTarget[],
  custom: Targets
): { text: string; numbers: Record<DecimalMark, number> } | null => {
  const open = openNumbers(columns, numberMarks, custom);
  if (open.length === 0) return null;
  const found = [...cellsOf(sample, open), '1.234'].find((cell) => LIKE_THOUSANDS.test(cell));
  const [, whole = '', sign = '', rest = ''] = LIKE_THOUSANDS.exec(found ?? '') ?? [];
  const read = (mark: DecimalMark): number =>
    Number(mark === sign ? `${whole}.${rest}` : `${whole}${rest}`);
  return { text: found?.trim() ?? '', numbers: { ',': read(','), '.': read('.') } };
};

type ReadAs = 'day-first' | 'month-first' | 'comma' | 'point';

/** Columns that could be read otherwise, with how they are read: as their rows tell, else as the importer says. */
export const readAs = (
  { header, columns, dateOrders, numberMarks, rules }: ImportView,
  custom: Targets
): { name: string; as: ReadAs }[] =>
  columns.flatMap((target, i): { name: string; as: ReadAs }[] => {
    const kind = custom.find(({ key }) => target === `custom:${key}`)?.kind;
    const [order, mark] = [dateOrders[i], numberMarks[i]];
    const day = order === 'open' ? rules.dateOrder : order;
    const sign = mark === 'open' ? rules.decimalMark : mark;
    const name = header[i] ?? '';
    if ((isConsentDate(target) || kind === 'date') && day) return [{ name, as: day }];
    return kind === 'number' && sign ? [{ name, as: sign === ',' ? 'comma' : 'point' }] : [];
  });

/** A row in a line, to choose it by. */
export const rowWords = (cells: readonly string[]): string =>
  cells
    .filter((cell) => cell.trim() !== '')
    .join(' · ')
    .slice(0, 120);

/** How days are mostly written in this language; plain English is that of the browser. */
export const usualOrder = (locale: string, browser: string): DateOrder =>
  (locale === 'en' ? browser : locale).toLowerCase() === 'en-us' ? 'month-first' : 'day-first';

/** A column says of each person whether they agreed. */
export const saysConsent = (columns: readonly ColumnTarget[]): boolean =>
  consentColumn.options.some((column) => columns.includes(column));

/** What is missing of the consent, by field; empty = it may be used. With a column of dates a day for all is not needed. */
export const consentGaps = (
  consent: ImportConsent | null,
  columns: readonly ColumnTarget[]
): ('kind' | 'categories' | 'source' | 'agreedOn' | 'wording')[] => {
  if (consent === null) return ['kind'];
  if (consent.kind === 'none') return [];
  if (consent.kind === 'file') return saysConsent(columns) ? [] : ['kind'];
  return [
    ...(consent.categories.length === 0 ? (['categories'] as const) : []),
    ...(consent.source.trim().length < 3 ? (['source'] as const) : []),
    ...(consent.agreedOn || columns.some(isConsentDate) ? [] : (['agreedOn'] as const)),
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

/** Columns that look like consent and that nobody gave a field: leaving them out would lose each “no” of the file. */
export const openConsent = (
  { consentLike }: Pick<ImportView, 'consentLike'>,
  columns: readonly ColumnTarget[],
  leftOut: readonly number[]
): number[] =>
  consentLike.filter((index) => (columns[index] ?? null) === null && !leftOut.includes(index));

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
export const peopleOf = ({ created = 0, changed = 0, same = 0 }: Counters): number =>
  created + changed + same;
type Counters = Readonly<Partial<Record<string, number>>>;

/** Rules about people who are known, as the dry run asks for them; absent is the answer that harms nobody. */
const AGAIN = {
  replacesNames: 'otherName',
  erasesBlanks: 'blankCells',
  keepsOlderYes: 'olderYes',
} as const;
export type AgainRule = keyof typeof AGAIN | 'makesGroups';
export type AgainRules = Pick<ImportRules, AgainRule>;
export const againRules: readonly AgainRule[] = [
  ...(Object.keys(AGAIN) as (keyof typeof AGAIN)[]),
  'makesGroups',
];

/** What of it has to be asked, with how many people, or groups, it is about. */
export const againQuestions = (
  { newGroups }: Pick<ImportView, 'newGroups'>,
  counters: Counters
): { rule: AgainRule; n: number }[] =>
  againRules
    .map((rule) => ({
      rule,
      n: rule === 'makesGroups' ? newGroups.length : (counters[AGAIN[rule]] ?? 0),
    }))
    .filter(({ n }) => n > 0);

/** What became of the rows: together they are all of them. */
export const rowsOf = ({ counters }: { readonly counters: Counters }) => {
  const { created = 0, changed = 0, same = 0, refused = 0 } = counters;
  return { created, changed, same, refused };
};

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

export type {
  ColumnTarget,
  ConsentColumn,
  DateOrder,
  ImportConsent,
  ImportRules,
  ImportView,
  WordMeaning,
};
