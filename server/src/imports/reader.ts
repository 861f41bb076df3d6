import type { Core } from '@strapi/strapi';
import type { ImportFormat } from '../contracts/imports';
import { isBlank, type FileRow } from './domain/person';
import { rowsOf } from './files';

export interface Source {
  storedName: string;
  format: ImportFormat;
}

interface Open {
  rows: AsyncGenerator<FileRow>;
  /** Row with which the last piece began, and the piece itself: a step that is done again gets the same one. */
  from: number;
  piece: FileRow[];
  next: number;
}

/** Pieces of a file by row number, in order. Only the first piece after a restart has to look for its place. */
export interface PieceReader {
  /** At most `size` rows from data row `from` on (0 = the first after the header); empty at the end. */
  read(key: number, source: Source, from: number): Promise<FileRow[]>;
  close(key: number): Promise<void>;
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
    for (;;) {
      const { value, done } = await rows.next();
      if (done) return null;
      if (!isBlank(value.cells)) return value;
    }
  };

  const openAt = async ({ storedName, format }: Source, from: number): Promise<Open> => {
    const rows = rowsOf(strapi, storedName, format);
    for (let skip = from + (format.hasHeader ? 1 : 0); skip > 0; skip -= 1) await nextRow(rows);
    return { rows, from: -1, piece: [], next: from };
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
      const piece: FileRow[] = [];
      while (piece.length < size) {
        const row = await nextRow(open.rows);
        if (!row) break;
        piece.push(row);
      }
      Object.assign(open, { from, piece, next: from + piece.length });
      return piece;
    },
  };
};
