import type {
  ColumnTarget,
  ConsentColumn,
  DaysOrder,
  ImportFormat,
  ImportRules,
  NumbersMark,
} from '../contracts/imports';
import { DAY_MS } from '../kernel/time';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';
import type { UnreadCounts } from './domain/unread-numbers';

/** Words of the consent columns, as the dry run of these settings counted them. */
export interface ImportWords {
  run: number;
  /** `key` is the form in which spellings are compared. */
  found: { column: ConsentColumn; key: string; word: string; n: number }[];
  /** Columns with more words than are kept. */
  more: ConsentColumn[];
  /** Groups that the file names and that did not exist, the first of them. */
  groups?: string[];
}

/** Numbers that the dry run of these settings could not read. */
export interface ImportUnread extends UnreadCounts {
  run: number;
}

/** How long an uploaded list is kept: one that nobody imported is personal data without a purpose. */
export const UPLOAD_MS = 7 * DAY_MS;

/** A file that people are imported from. The file itself lies on the disk of the server that took it. */
export const importTable = defineTable({
  name: 'import',
  kind: 'model',
  description: 'Files of people with their columns and rules',
  columns: {
    fileName: must.string<string>(''),
    /** Name in the private folder; null once the file is gone. */
    storedName: maybe.string(80),
    bytes: must.big(0),
    /** The whole file is valid UTF-8. */
    isUnicode: must.bool(false),
    /** Sheet of a workbook that the rows are from; its encoding and delimiter are ours. */
    sheet: maybe.string(),
    format: maybe.json<ImportFormat>(),
    header: maybe.json<string[]>(),
    /** sha256 of the header: the same header is matched as last time. */
    headerKey: must.string<string>('', 64),
    /** The first rows as they are: the header is chosen from them. */
    top: maybe.json<string[][]>(),
    sample: maybe.json<string[][]>(),
    columns: maybe.json<ColumnTarget[]>(),
    /** Of each column what its rows say of the order of day and month, and of the sign before a fraction. */
    dateOrders: maybe.json<DaysOrder[]>(),
    numberMarks: maybe.json<NumbersMark[]>(),
    remembered: must.bool(false),
    rules: maybe.json<ImportRules>(),
    /** Counts the settings: a dry run of former settings does not count. */
    run: must.int(1),
    words: maybe.json<ImportWords>(),
    unread: maybe.json<ImportUnread>(),
    checkId: maybe.int(),
    checkRun: must.int(0),
    importId: maybe.int(),
    addedBy: maybe.int(),
    addedByName: maybe.string(),
    addedAt: must.big(),
    /** It went since it named somebody who was erased, or could not be searched for them. */
    deletedForErasure: maybe.bool(),
  },
  indexes: [{ columns: ['headerKey'] }, { columns: ['addedAt'] }],
});
export type ImportRow = RowOf<typeof importTable>;

/** The addresses in a file with the first line of their person, written by the dry run: further lines are doubles. */
export const importKeyTable = defineTable({
  name: 'import-key',
  kind: 'model',
  description: 'Addresses that a dry run met',
  columns: {
    importId: must.int(),
    run: must.int(),
    addressKey: must.string<string>(undefined, 64),
    line: must.int(),
  },
  indexes: [
    { columns: ['importId', 'run', 'addressKey'], unique: true },
    { columns: ['importId', 'run', 'line'] },
  ],
});
