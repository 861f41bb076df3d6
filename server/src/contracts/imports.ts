import { z } from 'zod';
import { id, instant, localDate } from './common';
import { customFieldKind, type CustomFieldKind } from './contacts';
import { operationView } from './operations';
import { unreadNumbers } from './phone';
import { sensitiveReason, sensitiveKind } from './sensitive';

/** Largest file, in bytes. */
export const MAX_IMPORT_BYTES = 200 * 1024 * 1024;
/** Largest workbook (XLSX), in bytes as it is packed: a million rows of six columns have 40 MB. */
export const MAX_WORKBOOK_BYTES = 50 * 1024 * 1024;

/** In the order in which they are offered: Unicode, then by region. */
export const importEncoding = z.enum([
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1257',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'cp857',
  'windows-1255',
  'windows-1256',
  'windows-874',
  'windows-1258',
  'shift_jis',
  'gb18030',
  'big5',
  'euc-kr',
]);
export type ImportEncoding = z.infer<typeof importEncoding>;
export const importDelimiter = z.enum([',', ';', '\t', '|']);
export type ImportDelimiter = z.infer<typeof importDelimiter>;

/** Rows above the header that may be left out, and that a page offers to choose from. */
export const MOST_ABOVE = 10;

/** What a column holds: one of ours, `custom:<key>` for a profile field, or nothing that is wanted. */
export const personField = z.enum([
  'phone',
  'waId',
  'name',
  'givenName',
  'familyName',
  'email',
  'language',
  'timezone',
  'town',
  'tags',
  /** Names of groups, as tags are written. */
  'groups',
  /** WhatsApp's own id of somebody, also of people whose number is hidden. */
  'whatsappUserId',
]);
export type PersonField = z.infer<typeof personField>;
/** Columns that say of each person whether they agreed to a category: yes, no, or nothing. */
export const consentColumn = z.enum(['marketingConsent', 'utilityConsent']);
export type ConsentColumn = z.infer<typeof consentColumn>;
/** What a list says of consent, person by person: beside yes and no when and where they said so, of both or of one category. */
export const consentField = z.enum([
  ...consentColumn.options,
  'consentDate',
  'consentSource',
  'marketingConsentDate',
  'marketingConsentSource',
  'utilityConsentDate',
  'utilityConsentSource',
]);
export type ConsentField = z.infer<typeof consentField>;
/** Those that hold dates. */
const consentDates = ['consentDate', 'marketingConsentDate', 'utilityConsentDate'] as const;
export const isConsentDate = (target: ColumnTarget): boolean =>
  consentDates.some((one) => one === target);
const columnTarget = z
  .union([personField, consentField, z.string().regex(/^custom:[A-Za-z0-9_-]{1,40}$/)])
  .nullable();
export type ColumnTarget = z.infer<typeof columnTarget>;

/** Targets that say who a row is about: a number, or an id of WhatsApp's own. A list has at least one of them. */
const IDENTITIES = ['phone', 'waId', 'whatsappUserId'] as const satisfies ColumnTarget[];
export const hasIdentity = (columns: readonly ColumnTarget[]): boolean =>
  IDENTITIES.some((target) => columns.includes(target));

export const importConsent = z.discriminatedUnion('kind', [
  /** Nobody knows: no yes of the file counts, its no does. */
  z.object({ kind: z.literal('none') }),
  /** The importer says that the yes of each row is as the file has it, with its date and place. */
  z.object({ kind: z.literal('file') }),
  z.object({
    kind: z.literal('given'),
    categories: z.array(z.enum(['marketing', 'utility'])).min(1),
    /** Where these people said yes: a form, a contract, the shop… */
    source: z.string().trim().min(3).max(120),
    /** What they read when they said yes. */
    wording: z.string().trim().min(10).max(4000),
    /**
     * When they said yes, one day for all of them. Absent: nobody knows, and the day of the import is recorded. With a column
     * of dates it is the day of the rows without one; absent: these record no yes.
     */
    agreedOn: localDate.optional(),
  }),
]);
export type ImportConsent = z.infer<typeof importConsent>;

/** What a word of a consent column says. `nothing`: the row leaves this person's consent alone. */
export const wordMeaning = z.enum(['yes', 'no', 'nothing']);
export type WordMeaning = z.infer<typeof wordMeaning>;
/** Groups that one import may make. */
export const MOST_NEW_GROUPS = 50;
/** Different words that a consent column may have; more are no answers to yes or no. */
export const MOST_CONSENT_WORDS = 100;
/** Longer cells are cut. */
export const MOST_WORD_LETTERS = 60;
const consentWord = z.object({
  column: consentColumn,
  word: z.string().max(MOST_WORD_LETTERS),
});

/** Which number of `3/10/2026` is the day. */
export const dateOrder = z.enum(['day-first', 'month-first']);
export type DateOrder = z.infer<typeof dateOrder>;
/** What the first rows of a column say of it: `open` where all could be read both ways; null where nothing depends on it. */
const daysOrder = z.union([dateOrder, z.literal('open')]).nullable();
export type DaysOrder = z.infer<typeof daysOrder>;

/** The sign before the fraction of a number: `1,5` or `1.5`. */
export const decimalMark = z.enum([',', '.']);
export type DecimalMark = z.infer<typeof decimalMark>;
/** What the rows of a column say of it: `open` where all could be read both ways; null where nothing depends on it. */
const numbersMark = z.union([decimalMark, z.literal('open')]).nullable();
export type NumbersMark = z.infer<typeof numbersMark>;

/** A profile field, as far as it matters how its cells are written. */
interface CustomKind {
  key: string;
  kind: CustomFieldKind;
}
const kindOfTarget = (
  target: ColumnTarget,
  custom: readonly CustomKind[]
): CustomFieldKind | undefined => custom.find(({ key }) => target === `custom:${key}`)?.kind;

/** Columns that become dates and do not tell how their days are written, by number: the importer says it for them. */
export const openDates = (
  columns: readonly ColumnTarget[],
  orders: readonly DaysOrder[],
  custom: readonly CustomKind[]
): number[] =>
  columns.flatMap((target, i) => {
    const isOfDates = isConsentDate(target) || kindOfTarget(target, custom) === 'date';
    return isOfDates && orders[i] === 'open' ? [i] : [];
  });

/** The same of numbers: columns in which `1.234` may be one and a bit, or more than a thousand. */
export const openNumbers = (
  columns: readonly ColumnTarget[],
  marks: readonly NumbersMark[],
  custom: readonly CustomKind[]
): number[] =>
  columns.flatMap((target, i) =>
    kindOfTarget(target, custom) === 'number' && marks[i] === 'open' ? [i] : []
  );

export const importRules = z.object({
  /** What happens to people who are known already; tags, groups and consent are added in every case. */
  duplicates: z.enum(['skip', 'update', 'fill']),
  /** Does `update` replace names that people have already? Absent: a name that somebody of the team may have corrected stays. */
  replacesNames: z.boolean().optional(),
  /** Does an empty cell empty the field with `update`? Absent: it says nothing. A name is never emptied. */
  erasesBlanks: z.boolean().optional(),
  /** Are opt-ins of before the one that is known added to the history? Absent: they change nothing. */
  keepsOlderYes: z.boolean().optional(),
  /** Are groups that the file names and that do not exist made? Absent: they are left out. */
  makesGroups: z.boolean().optional(),
  /** ISO 3166 alpha-2: what numbers without a country code mean. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** Null until the person answers: an import never makes consent out of nothing (P-11). */
  consent: importConsent.nullable(),
  /** What words of consent columns mean, where the importer said so. */
  consentWords: z
    .array(consentWord.extend({ means: wordMeaning }))
    .max(2 * MOST_CONSENT_WORDS)
    .optional(),
  /** Does a "no" of the file end a newer yes that the person gave themselves? Absent: their yes stays. */
  endsNewerYes: z.boolean().optional(),
  /** How days are written in columns of which no row tells; absent: with such a column no import starts. */
  dateOrder: dateOrder.optional(),
  /** The sign before a fraction in columns of which no row tells; absent: with such a column no import starts. */
  decimalMark: decimalMark.optional(),
  tags: z.array(z.string().trim().min(1).max(60)).max(20),
  groupIds: z.array(id).max(20),
  /** Why this file fills sensitive fields: without it, none of its columns does. */
  sensitiveReason: sensitiveReason.optional(),
});
export type ImportRules = z.infer<typeof importRules>;

/** What the first lines are read as. */
export const importFormat = z.object({
  encoding: importEncoding,
  delimiter: importDelimiter,
  hasHeader: z.boolean(),
  /** Rows above the header, or above the first person where there is none: a title, `sep=;`. Empty rows are not counted. Absent: found. */
  skip: z.number().int().min(0).max(MOST_ABOVE).optional(),
});
export type ImportFormat = z.infer<typeof importFormat>;

/** Programs whose lists are known by their columns: our own export of contacts, Google Contacts, Outlook, the download of Meta's lead ads. */
export const importOrigin = z.enum(['own', 'google', 'outlook', 'meta-leads']);
export type ImportOrigin = z.infer<typeof importOrigin>;

/** PUT /imports/:id: what is given changes; a check of before does not count any more. */
export const updateImportBody = z.object({
  format: importFormat.optional(),
  /** One target per column of the file. */
  columns: z
    .array(columnTarget)
    .max(200)
    .refine(
      (all) => consentField.options.every((field) => all.indexOf(field) === all.lastIndexOf(field)),
      'two columns for the same consent field: choose one'
    )
    .optional(),
  rules: importRules.optional(),
});
export type UpdateImportBody = z.infer<typeof updateImportBody>;

export const importView = z.object({
  id,
  fileName: z.string(),
  bytes: z.number().int(),
  /** Sheet of a workbook that the rows are from: the first one that is shown and has any; null = the file is text. */
  sheet: z.string().nullable(),
  format: importFormat,
  /** Names of the columns: of the header, or `A`, `B`… */
  header: z.array(z.string()),
  /** Where these columns are from, where their names say it. */
  origin: importOrigin.nullable(),
  /** The first rows of the file as they are, to choose the header from. */
  top: z.array(z.array(z.string())),
  /** The first five rows after the header. */
  sample: z.array(z.array(z.string())),
  columns: z.array(columnTarget),
  /** The columns were matched as in an earlier import of the same header. */
  remembered: z.boolean(),
  rules: importRules,
  /** Words of the consent columns, those that nobody assigned first; empty until the dry run has read them. */
  words: z.array(
    consentWord.extend({
      n: z.number().int(),
      /** Null: the word has to be assigned before the import may run. */
      means: wordMeaning.nullable(),
    })
  ),
  /** Groups that the file names and that do not exist, the first of them; empty until the dry run has read them. */
  newGroups: z.array(z.string()),
  /** Consent columns with more different words than can be assigned. */
  tooManyWords: z.array(consentColumn),
  /** Indexes of columns that look as if they said who agreed. */
  consentLike: z.array(z.number().int()),
  /** Of each column: what its first rows say of the order of day and month, and once it was checked all of them. */
  dateOrders: z.array(daysOrder),
  /** The same of the sign before a fraction. */
  numberMarks: z.array(numbersMark),
  /** What this dry run could not read as numbers of the country of the list, and what they would be; null: nothing. */
  unreadNumbers: unreadNumbers.nullable().optional(),
  /** The dry run of these very settings; null when none was started since they changed. */
  check: operationView.nullable(),
  import: operationView.nullable(),
  addedAt: instant,
  /** The list was deleted since it named somebody whose data was erased, or could not be searched for them. */
  deletedForErasure: z.boolean(),
});
export type ImportView = z.infer<typeof importView>;

/** Columns of which neither their rows nor the importer says how days or numbers are written: with one of them no import starts. */
export const openColumns = (
  {
    columns,
    dateOrders,
    numberMarks,
    rules,
  }: Pick<ImportView, 'columns' | 'dateOrders' | 'numberMarks' | 'rules'>,
  custom: readonly CustomKind[]
): { dates: number[]; numbers: number[] } => ({
  dates: rules.dateOrder ? [] : openDates(columns, dateOrders, custom),
  numbers: rules.decimalMark ? [] : openNumbers(columns, numberMarks, custom),
});

/** GET /imports: files that are kept and were not imported, the latest first. Anyone who imports may go on with any of them. */
export const unfinishedImports = z.object({
  imports: z.array(
    z.object({
      id,
      fileName: z.string(),
      /** Who uploaded it; null = nobody knows any more. */
      by: z.string().nullable(),
      addedAt: instant,
      /** After this instant it may be gone by itself. */
      keptUntil: instant,
    })
  ),
});
export type UnfinishedImports = z.infer<typeof unfinishedImports>;

/** Query of POST /imports: the body is the file as it is, the name comes beside it. */
export const uploadImportQuery = z.object({
  name: z.string().min(1).max(255),
  groupId: id.optional(),
});

/** GET /imports/:id/problems: the first refused rows of the dry run, to look at. */
export const importProblems = z.object({
  problems: z.array(
    z.object({
      line: z.number().int(),
      reason: z.string(),
      detail: z.string().nullable(),
      cells: z.array(z.string()),
    })
  ),
});
export type ImportProblems = z.infer<typeof importProblems>;

/** GET /imports/targets: what columns may be matched to beside the fixed fields. */
export const importTargets = z.object({
  custom: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      labelTr: z.string().nullable(),
      kind: customFieldKind,
      /** Filled only by who may use sensitive fields, with a reason; null = by everybody who imports. */
      sensitive: sensitiveKind.nullable(),
    })
  ),
});
export type ImportTargets = z.infer<typeof importTargets>;
