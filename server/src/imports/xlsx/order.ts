import { MAX_IMPORT_BYTES } from '../../contracts/imports';
import { DomainError } from '../../kernel/errors';
import { LIMITS, workbookDamaged, workbookTooLarge } from './limits';

const MB = 1024 ** 2;

const OUT_OF_ORDER = 'file-rows-out-of-order';
/** The rows of a sheet come in another order than their numbers say: it is read once more, and sorted. */
export const isOutOfOrder = (error: unknown): boolean =>
  error instanceof DomainError && error.kind === OUT_OF_ORDER;

/** The text that a sheet becomes. Rows without anything are empty lines, so that the n-th line that is no part of a longer one is row n. */
export interface SheetText {
  /** `line` with its end. */
  add(number: number, line: string): void;
  /** What may be written by now. */
  take(): string;
  /** What is left when the sheet is over. */
  end(): string;
  readonly isEmpty: boolean;
}

/** Passes rows on as they come. Throws what `isOutOfOrder` knows at one that should have come before. */
export const textInOrder = (): SheetText => {
  let bytes = 0;
  let lines: string[] = [];
  let written = 0;
  const put = (text: string): void => {
    bytes += Buffer.byteLength(text);
    if (bytes > MAX_IMPORT_BYTES)
      throw workbookTooLarge(`as text, its rows take more than ${MAX_IMPORT_BYTES / MB} MB`);
    lines.push(text);
  };
  const take = (): string => {
    const text = lines.join('');
    lines = [];
    return text;
  };
  return {
    add: (number, line) => {
      if (number <= written) throw new DomainError(OUT_OF_ORDER, `row ${number} comes late`);
      put('\n'.repeat(number - written - 1));
      put(line);
      written = number;
    },
    take,
    end: take,
    get isEmpty() {
      return written === 0;
    },
  };
};

/**
 * Holds all rows and puts them in order at the end, for the few programs that mix them. Throws `file-workbook-damaged` when they
 * take more than `LIMITS.sortedBytes`.
 */
export const textToSort = (): SheetText => {
  let bytes = 0;
  const rows: { number: number; line: Buffer }[] = [];
  return {
    add: (number, line) => {
      // Outside of the heap, and as a share of it whatever its letters are.
      const kept = Buffer.from(line);
      bytes += kept.length;
      if (bytes > LIMITS.sortedBytes)
        throw workbookDamaged('its rows are not in order, and too many to be put in order');
      rows.push({ number, line: kept });
    },
    take: () => '',
    end: () => {
      const text = textInOrder();
      let last = 0;
      for (const { number, line } of rows.sort((a, b) => a.number - b.number)) {
        // Of two rows with one number the later one takes the next place.
        last = Math.max(number, last + 1);
        text.add(last, line.toString());
      }
      return text.end();
    },
    get isEmpty() {
      return rows.length === 0;
    },
  };
};
