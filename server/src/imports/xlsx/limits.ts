import { DomainError } from '../../kernel/errors';

/** What one workbook may cost, whatever it says about itself. */
export const LIMITS = {
  /** Of all parts that are read, unpacked. A million rows of six columns take 0.4 GB. */
  unpackedBytes: 1024 ** 3,
  /** Of the texts that cells share, and how many: they are held in memory while the sheet is read. */
  textBytes: 128 * 1024 * 1024,
  texts: 8_000_000,
  /** Files in the archive. */
  entries: 5_000,
  /** Characters between two tags: a cell has at most 32,767. */
  pieceChars: 512 * 1024,
  /** Tags within tags. */
  depth: 64,
  /** Of rows that are not in order: they are held until all are read. */
  sortedBytes: 32 * 1024 * 1024,
  /** Sheets, styles and relations that are noted. */
  notes: 100_000,
  ms: 120_000,
} as const;
/** Rows and columns that a sheet can have. */
export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;

const CSV = 'save the sheet as CSV (UTF-8)';

const refuse = (
  kind: string,
  message: string,
  { remedy, status = 400 }: { remedy: string; status?: 400 | 413 }
): DomainError => new DomainError(kind, message, { status, field: 'file', remedy });

/** `what` says which limit: "unpacked, it is larger than 1 GB". */
export const workbookTooLarge = (what: string): DomainError =>
  refuse('file-workbook-large', `the workbook is too large: ${what}`, {
    status: 413,
    remedy: `In your spreadsheet program, ${CSV}, or split the list into parts.`,
  });

export const workbookLocked = (): DomainError =>
  refuse('file-workbook-locked', 'the workbook is protected by a password', {
    remedy: `Open it with its password and save it without one, or ${CSV}.`,
  });

export const workbookOld = (): DomainError =>
  refuse('file-workbook-old', 'the file is an old Excel file (.xls)', {
    remedy: `Open it in a spreadsheet program and save it as .xlsx, or ${CSV}.`,
  });

export const notWorkbook = (): DomainError =>
  refuse('file-not-workbook', 'the file is not an Excel workbook (.xlsx)', {
    remedy: `Open it in a spreadsheet program and save it as .xlsx, or ${CSV}.`,
  });

/** A picture or a document under the name of a list. */
export const notList = (what: 'picture' | 'pdf'): DomainError =>
  refuse(`file-${what}`, `the file is ${what === 'pdf' ? 'a PDF' : 'an image'}, not a list`, {
    remedy: 'Choose a CSV file or an Excel workbook (.xlsx).',
  });

export const workbookDamaged = (what: string): DomainError =>
  refuse('file-workbook-damaged', `the workbook cannot be read: ${what}`, {
    remedy: `Open it in a spreadsheet program and save it again, or ${CSV}.`,
  });

export const tooWide = (most: number): DomainError =>
  refuse('file-too-wide', `the file has more than ${most} columns`, {
    remedy: `Keep at most ${most} columns; of a CSV file, check the delimiter.`,
  });

export const noRows = (): DomainError =>
  refuse('file-empty', 'the workbook holds no rows on a sheet that is shown', {
    remedy: 'Choose a file with people.',
  });
