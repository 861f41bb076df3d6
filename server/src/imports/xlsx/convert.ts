import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MAX_WORKBOOK_BYTES } from '../../contracts/imports';
import { sheetLine } from '../domain/sheet-values';
import { openArchive, type Archive, type Budget } from './archive';
import { LIMITS, noRows, workbookTooLarge } from './limits';
import { isOutOfOrder, textInOrder, textToSort, type SheetText } from './order';
import { readWorkbook, type Workbook } from './parts';
import { sheetReader } from './sheet';
import { Texts, textsReader } from './texts';
import { readAll, readXml } from './xml';

/** Paths of a workbook and of the CSV file that it becomes; `bytes` is the size of the workbook. */
export interface WorkbookFiles {
  source: string;
  bytes: number;
  target: string;
}

const MB = 1024 ** 2;

/** Name of a sheet as it is shown: spreadsheets allow 31 letters. */
const shownName = (name: string): string => [...name].slice(0, 100).join('');

/** The text of the first sheet that is shown and has any rows; rows out of order are put in order. */
async function* textOf(
  archive: Archive,
  book: Workbook & { shared: Texts },
  { sheetText, found }: { sheetText: () => SheetText; found: (sheet: string) => void }
): AsyncGenerator<string> {
  for (const { name, part } of book.sheets) {
    const text = sheetText();
    const reader = sheetReader(book, ({ number, cells }) => text.add(number, sheetLine(cells)));
    for await (const _ of readXml(archive.read(part), reader)) {
      const ready = text.take();
      if (ready !== '') yield ready;
      if (reader.isOver) break; // what comes after the cells is of no use here
    }
    if (text.isEmpty) continue;
    const rest = text.end();
    if (rest !== '') yield rest;
    return found(shownName(name));
  }
}

const convert = async (archive: Archive, target: string): Promise<string> => {
  const book = { ...(await readWorkbook(archive)), shared: new Texts() };
  if (book.texts !== null) await readAll(archive.read(book.texts), textsReader(book.shared));
  let sheet: string | null = null;
  const write = (sheetText: () => SheetText) =>
    pipeline(
      Readable.from(textOf(archive, book, { sheetText, found: (name) => (sheet = name) })),
      createWriteStream(target, { mode: 0o600, flags: 'w' })
    );
  try {
    await write(textInOrder);
  } catch (error) {
    if (!isOutOfOrder(error)) throw error;
    await write(textToSort);
  }
  if (sheet === null) throw noRows();
  return sheet;
};

/**
 * Writes the first shown sheet with rows of the workbook at `source` to `target`, as CSV in UTF-8 with commas; answers the
 * sheet's name. Memory is bounded by `LIMITS`, and other work gets its turn every few kilobytes. Throws
 * `file-workbook-large`, `-locked`, `-damaged`, `file-not-workbook`, `file-empty`, each with its remedy; `target` may be left
 * half written then (P-06).
 */
export const workbookToCsv = async (
  { source, bytes, target }: WorkbookFiles,
  monotonic: () => number
): Promise<string> => {
  if (bytes > MAX_WORKBOOK_BYTES)
    throw workbookTooLarge(`it has more than ${MAX_WORKBOOK_BYTES / MB} MB`);
  const budget: Budget = {
    bytes: LIMITS.unpackedBytes,
    deadline: monotonic() + LIMITS.ms,
    monotonic,
  };
  const archive = await openArchive(source, budget);
  try {
    return await convert(archive, target);
  } finally {
    archive.close();
  }
};
