import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TextDecoder } from 'node:util';
import type { Core } from '@strapi/strapi';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { MAX_IMPORT_BYTES, type ImportFormat } from '../contracts/imports';
import { DomainError } from '../kernel/errors';
import { randomHex } from '../kernel/hash';
import { fileKind, LOCKED_PART } from './domain/file-kind';
import { plainCells, withoutTail } from './domain/cells';
import { createLineCutter, LEFT_OUT } from './domain/long-lines';
import { createQuoteMender, OPEN_QUOTE } from './domain/open-quotes';
import type { FileRow } from './domain/person';
import { notList, workbookLocked, workbookOld } from './xlsx/limits';
import { MAX_COLUMNS, MAX_ROW } from './xlsx/sheet';
import type { WorkbookFiles } from './xlsx/convert';

/** Read to guess encoding, delimiter and columns. */
export const HEAD_BYTES = 256 * 1024;
/** Longer is no row of a list. A row of a workbook is as long at most, and has its commas. */
const MAX_RECORD = MAX_ROW + MAX_COLUMNS;

/** A file was refused for its size while it came in. */
const tooLarge = (): DomainError =>
  new DomainError('file-too-large', 'the file is larger than 200 MB', {
    status: 413,
    field: 'file',
    remedy: 'Split the file into parts.',
  });

/** Outside of everything that is served; `files.folder` of the plugin's config puts it elsewhere. */
export const importFolder = (strapi: Core.Strapi): string => {
  const own = strapi.config.get('plugin::whatsapp.files.folder') as string | undefined;
  return own ?? path.join(strapi.dirs.app.root, '.tmp', 'whatsapp');
};

/** Rows of a workbook are kept under such a name: they are counted as the sheet counts them. */
const SHEET_END = '.sheet.csv';

const pathOf = (strapi: Core.Strapi, storedName: string): string =>
  path.join(importFolder(strapi), path.basename(storedName));

const newName = (end: string): string => `import-${randomHex(16)}${end}`;

/** Lets at most 200 MB through and watches whether all of it is UTF-8. */
const guard = (seen: { bytes: number; isUnicode: boolean }): Transform => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const look = (chunk?: Buffer) => {
    if (!seen.isUnicode) return;
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      seen.isUnicode = false; // another encoding: it is guessed from the first bytes
    }
  };
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      seen.bytes += chunk.length;
      if (seen.bytes > MAX_IMPORT_BYTES) return done(tooLarge());
      look(chunk);
      done(null, chunk);
    },
    flush: (done) => {
      look();
      done();
    },
  });
};

/** A file in the private folder. */
export interface Upload {
  storedName: string;
  bytes: number;
  /** All of it is valid UTF-8. */
  isUnicode: boolean;
}

/** Writes an upload to the private folder as it comes, never to memory. Leaves nothing behind when it fails. */
export const saveUpload = async (strapi: Core.Strapi, body: Readable): Promise<Upload> => {
  await mkdir(importFolder(strapi), { recursive: true, mode: 0o700 });
  const storedName = newName('.csv');
  const target = pathOf(strapi, storedName);
  const seen = { bytes: 0, isUnicode: true };
  try {
    await pipeline(body, guard(seen), createWriteStream(target, { mode: 0o600, flags: 'wx' }));
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
  return { storedName, ...seen };
};

/** Whether a container of old Office programs holds a workbook behind a password; else it is an old workbook. */
const isLocked = async (file: string): Promise<boolean> => {
  let before = Buffer.alloc(0);
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const seen = Buffer.concat([before, chunk]);
    if (seen.includes(LOCKED_PART)) return true;
    before = seen.subarray(-LOCKED_PART.length);
  }
  return false;
};

/**
 * A workbook becomes the CSV file that everything after reads, and goes itself; other files stay as they are. Throws what
 * `toCsv` throws, `file-workbook-old`, `file-workbook-locked`, `file-picture`, `file-pdf`; the upload is there then, and nothing of a new file.
 */
export const unfoldWorkbook = async (
  strapi: Core.Strapi,
  file: Upload,
  toCsv: (files: WorkbookFiles) => Promise<string>
): Promise<Upload & { sheet: string | null }> => {
  const kind = fileKind(await headOf(strapi, file.storedName));
  const source = pathOf(strapi, file.storedName);
  if (kind === 'text') return { ...file, sheet: null };
  if (kind === 'picture' || kind === 'pdf') throw notList(kind);
  if (kind === 'ole') throw (await isLocked(source)) ? workbookLocked() : workbookOld();
  const storedName = newName(SHEET_END);
  const target = pathOf(strapi, storedName);
  try {
    const sheet = await toCsv({ source, bytes: file.bytes, target });
    await removeFile(strapi, file.storedName);
    return { storedName, bytes: file.bytes, isUnicode: true, sheet };
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
};

export const removeFile = (strapi: Core.Strapi, storedName: string): Promise<void> =>
  rm(pathOf(strapi, storedName), { force: true });

/** Files of before the instant: a process that ended while it took or read one has left it without a row. */
export const removeFilesBefore = async (strapi: Core.Strapi, before: number): Promise<void> => {
  const names = await readdir(importFolder(strapi)).catch(() => []); // no upload yet: no folder
  for (const name of names.filter((one) => /^import-[0-9a-f]{32}\./.test(one))) {
    const found = await stat(pathOf(strapi, name)).catch(() => null); // another process was quicker
    if (found && found.mtimeMs < before) await removeFile(strapi, name);
  }
};

/** Whether this server has the file: another one may have taken the upload. */
export const hasFile = async (strapi: Core.Strapi, storedName: string): Promise<boolean> => {
  try {
    await access(pathOf(strapi, storedName));
    return true;
  } catch {
    return false; // not on this disk
  }
};

/** The first bytes of the file. */
export const headOf = async (strapi: Core.Strapi, storedName: string): Promise<Buffer> => {
  const file = await open(pathOf(strapi, storedName), 'r');
  try {
    const buffer = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(buffer, 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

export const decode = (bytes: Uint8Array, encoding: ImportFormat['encoding']): string =>
  iconv.decode(bytes, encoding, { stripBOM: true });

/** More rows than a list has are not closed: it is parted by another sign, or is no list. */
const broken = (line: number): DomainError =>
  new DomainError(
    'file-broken',
    `too many quotation marks are not closed, the last on line ${line}`,
    {
      field: 'file',
      remedy: 'Look for quotation marks that are not closed, or choose another delimiter.',
    }
  );

/** What of a text no row can have is marked: lines that are too long, and quotation marks that are never closed. */
export const readableText = (delimiter: string): { push(text: string): string; end(): string } => {
  const cutter = createLineCutter(MAX_RECORD);
  // A row in quotation marks, each of which may be written twice, is longer than its text.
  const mender = createQuoteMender(2 * MAX_RECORD, delimiter);
  return {
    push: (text) => mender.push(cutter.push(text)),
    end: () => mender.push(cutter.end()) + mender.end(),
  };
};

/** The same as the text comes, before anything holds it. */
const readable = (delimiter: string): Transform => {
  const text = readableText(delimiter);
  const attempt = (part: () => string, done: (error: Error | null, text?: string) => void) => {
    let ready: string;
    try {
      ready = part();
    } catch (error) {
      return done(error as Error);
    }
    done(null, ready);
  };
  return new Transform({
    decodeStrings: false,
    encoding: 'utf8',
    transform: (chunk: string | Buffer, _encoding, done) =>
      attempt(() => text.push(String(chunk)), done),
    flush: (done) => attempt(() => text.end(), done),
  });
};

/** Why a row is refused unread, and what of it is shown. */
const refusedRow = (record: string[]): Pick<FileRow, 'cells' | 'refused'> | null => {
  if (record.some((cell) => cell.includes(LEFT_OUT)))
    return { cells: ['…'], refused: 'row-too-long' };
  const [first = '', ...rest] = record;
  if (first.startsWith(OPEN_QUOTE))
    return { cells: [first.slice(OPEN_QUOTE.length), ...rest], refused: 'quote-open' };
  return record.length > MAX_COLUMNS
    ? { cells: record.slice(0, MAX_COLUMNS), refused: 'row-too-wide' }
    : null;
};

/** What the file says of a row: its cells, or why it is refused. */
export const rowOf = (record: string[]): Pick<FileRow, 'cells' | 'refused'> => {
  const cells = record.length > MAX_COLUMNS ? withoutTail(record) : record;
  return refusedRow(cells) ?? { cells: plainCells(cells), refused: null };
};

/** A row as csv-parse has read it, with the lines, rows and empty lines of the file up to its end. */
interface Parsed {
  record: string[];
  lines: number;
  records: number;
  emptyLines: number;
}

/** The line on which each row begins. csv-parse counts the two signs of one line end within a cell as two lines. */
const lineCounter = (): ((parsed: Parsed) => number) => {
  let tooMany = 0;
  return ({ record, lines }) => {
    const text = record.some((cell) => /[\r\n]/.test(cell)) ? record.join(' ') : '';
    const line = lines - (text.match(/[\r\n]/g)?.length ?? 0) - tooMany;
    tooMany += text.match(/\r\n/g)?.length ?? 0;
    return line;
  };
};

/**
 * The beginning of a text, in whole lines. Lines that no row can have are left out as they come, so that a first line of any
 * length does not hide those behind it.
 */
export const readableHead = async (
  strapi: Core.Strapi,
  storedName: string,
  encoding: ImportFormat['encoding']
): Promise<string> => {
  const source = createReadStream(pathOf(strapi, storedName), { highWaterMark: HEAD_BYTES });
  const decoder = iconv.decodeStream(encoding, { stripBOM: true });
  const lines = createLineCutter(MAX_RECORD);
  const running = pipeline(source, decoder).catch(() => undefined); // the loop below says it
  let text = '';
  try {
    for await (const chunk of decoder) {
      text += lines.push(String(chunk));
      if (text.length >= HEAD_BYTES) return text;
    }
    return text + lines.end();
  } finally {
    source.destroy();
    await running;
  }
};

/** All rows of the file one by one, header and all; the file is read as the rows are asked for. */
export async function* rowsOf(
  strapi: Core.Strapi,
  storedName: string,
  { encoding, delimiter }: Pick<ImportFormat, 'encoding' | 'delimiter'>
): AsyncGenerator<FileRow> {
  const source = createReadStream(pathOf(strapi, storedName), { highWaterMark: 256 * 1024 });
  const decoder = iconv.decodeStream(encoding, { stripBOM: true });
  const isSheet = storedName.endsWith(SHEET_END);
  let before = 0;
  const parser = parse({
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // Counted in bytes. Longer rows are refused before they come here.
    max_record_size: 8 * MAX_RECORD,
    // Here and not where rows are taken: those that wait are lost when a later one ends the reading.
    on_record: (record, { lines, records, empty_lines: emptyLines }) => {
      before = lines;
      const parsed = { record: record as string[], lines, records, emptyLines } satisfies Parsed;
      return parsed as never; // the types of csv-parse know of plain rows only
    },
  });
  const running = pipeline(source, decoder, readable(delimiter), parser).catch(() => undefined); // the loop below says it
  try {
    const lineOf = lineCounter();
    for await (const parsed of parser as AsyncIterable<Parsed>) {
      const { record, records, emptyLines } = parsed;
      // Of a workbook its row: lines within cells are none there.
      yield { line: isSheet ? records + emptyLines : lineOf(parsed), ...rowOf(record) };
    }
  } catch {
    throw broken(before + 1);
  } finally {
    source.destroy();
    parser.destroy();
    await running;
  }
}
