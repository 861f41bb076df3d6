import type { Core } from '@strapi/strapi';
import type { ImportFormat } from '../contracts/imports';
import { isBlank, type FileRow } from './domain/person';
import { rowsOf } from './files';

export interface Source {
  storedName: string;
  format: ImportFormat;
}

/** Rows of a file that are done in one step. */
export interface Piece {
  rows: FileRow[];
  /** The file has no more. */
  isLast: boolean;
}

interface Open {
  rows: AsyncGenerator<FileRow>;
  /** Row with which the last piece began, and the piece itself: a step that is done again gets the same one. */
  from: number;
  piece: Piece;
  next: number;
}

/** Pieces of a file by row number, in order. Only the first piece after a restart has to look for its place. */
export interface PieceReader {
  /**
   * At most `size` rows from data row `from` on (0 = the first after the header), and no more text than `MOST_CHARS` and one row;
   * empty at the end.
   */
  read(key: number, source: Source, from: number): Promise<Piece>;
  close(key: number): Promise<void>;
}

/** Text of a piece: a row may have 100 kB, and a thousand of them are not held at once. */
const MOST_CHARS = 8_000_000;
const charsIn = ({ cells }: FileRow): number => cells.reduce((n, cell) => n + cell.length, 0);

/**
 * What comes after the header, without blank rows. Rows that cannot be read are not counted where the header was looked for:
 * those above it are data as well, and are refused by their line.
 */
async function* dataRows(strapi: Core.Strapi, source: Source): AsyncGenerator<FileRow> {
  const { storedName, format } = source;
  let above = (format.skip ?? 0) + (format.hasHeader ? 1 : 0);
  for await (const row of rowsOf(strapi, storedName, format)) {
    if (isBlank(row.cells)) continue;
    if (above > 0 && row.refused === null) above -= 1;
    else yield row;
  }
}

/** Keeps a file open from step to step, one per operation. */
export const createPieceReader = (strapi: Core.Strapi, size: number): PieceReader => {
  const opened = new Map<number, Open>();

  const close: PieceReader['close'] = async (key) => {
    const open = opened.get(key);
    opened.delete(key);
    await open?.rows.return(undefined);
  };

  const nextRow = async (rows: Open['rows']): Promise<FileRow | null> => {
    const { value, done } = await rows.next();
    if (done) return null;
    return value;
  };

  const openAt = async (source: Source, from: number): Promise<Open> => {
    const rows = dataRows(strapi, source);
    for (let skip = from; skip > 0; skip -= 1) await nextRow(rows);
    return { rows, from: -1, piece: { rows: [], isLast: false }, next: from };
  };

  return {
    close,
    read: async (key, source, from) => {
      let open = opened.get(key);
      if (open?.from === from) return open.piece;
      if (open?.next !== from) {
        await close(key);
        open = await openAt(source, from);
        opened.set(key, open);
      }
      const rows: FileRow[] = [];
      let isLast = false;
      for (let chars = 0; rows.length < size && chars < MOST_CHARS && !isLast;) {
        const row = await nextRow(open.rows);
        if (row) rows.push(row);
        isLast = row === null;
        chars += row === null ? 0 : charsIn(row);
      }
      const piece: Piece = { rows, isLast };
      Object.assign(open, { from, piece, next: from + rows.length });
      return piece;
    },
  };
};
