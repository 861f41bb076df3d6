import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, open, rm } from 'node:fs/promises';
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
import { messageOf } from '../strapi/log';
import type { FileRow } from './domain/person';

/** Read to guess encoding, delimiter and columns. */
const HEAD_BYTES = 256 * 1024;
/** Longer is no row of a list: a quote was never closed. */
const MAX_ROW = 100_000;

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

const pathOf = (strapi: Core.Strapi, storedName: string): string =>
  path.join(importFolder(strapi), path.basename(storedName));

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

/** Writes an upload to the private folder as it comes, never to memory. Leaves nothing behind when it fails. */
export const saveUpload = async (
  strapi: Core.Strapi,
  body: Readable
): Promise<{ storedName: string; bytes: number; isUnicode: boolean }> => {
  await mkdir(importFolder(strapi), { recursive: true, mode: 0o700 });
  const storedName = `import-${randomHex(16)}.csv`;
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

export const removeFile = (strapi: Core.Strapi, storedName: string): Promise<void> =>
  rm(pathOf(strapi, storedName), { force: true });

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

export const decode = (bytes: Buffer, encoding: ImportFormat['encoding']): string =>
  iconv.decode(bytes, encoding, { stripBOM: true });

const broken = (error: unknown): DomainError =>
  new DomainError('file-broken', `the file cannot be read: ${messageOf(error)}`, {
    field: 'file',
    remedy: 'Look for a quotation mark that is not closed, or choose another delimiter.',
  });

interface Parsed {
  record: string[];
  info: { lines: number };
}

const linesWithin = (record: readonly string[]): number =>
  record.reduce((n, cell) => n + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);

/** All rows of the file one by one, header and all; the file is read as the rows are asked for. */
export async function* rowsOf(
  strapi: Core.Strapi,
  storedName: string,
  { encoding, delimiter }: Pick<ImportFormat, 'encoding' | 'delimiter'>
): AsyncGenerator<FileRow> {
  const source = createReadStream(pathOf(strapi, storedName), { highWaterMark: 256 * 1024 });
  const decoder = iconv.decodeStream(encoding, { stripBOM: true });
  const parser = parse({
    delimiter,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW,
  });
  const running = pipeline(source, decoder, parser).catch(() => undefined); // told by the loop below
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>)
      yield { line: info.lines - linesWithin(record), cells: record };
  } catch (error) {
    throw broken(error);
  } finally {
    source.destroy();
    parser.destroy();
    await running;
  }
}
