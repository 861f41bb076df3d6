import { LEFT_OUT } from '../domain/long-lines';
import { columnOf, dateText, numberText, unescapeText } from '../domain/sheet-values';
import { LAST_COLUMN, LAST_ROW, workbookDamaged } from './limits';
import { formatAt, type Workbook } from './parts';
import { TextRuns, type Texts } from './texts';
import type { Reader } from './xml';

/** Columns that are read; the preview of a wider list could not be read. */
export const MAX_COLUMNS = 200;
/** Bytes of a row as text, as in a CSV file. */
export const MAX_ROW = 100_000;

export interface SheetRow {
  /** Number of the row in the sheet, from 1. */
  number: number;
  cells: string[];
}

interface Cell {
  column: number;
  type: string;
  style: string | undefined;
  value: string;
  isValue: boolean;
}

/** What people see in a cell, as text: results of formulas, not formulas; errors as nothing. */
const textOf = (cell: Cell, runs: TextRuns, book: Workbook & { shared: Texts }): string => {
  const { type, value } = cell;
  // Some programs write a text beside a value, or under another type.
  const inline = runs.take();
  if (value === '' || (type === 'inlineStr' && inline !== '')) return inline;
  switch (type) {
    case 's':
      return book.shared.get(Number(value));
    case 'b':
      return value.trim() === '1' || value.trim() === 'true' ? 'true' : 'false';
    case 'e':
      return '';
    case 'd':
      return dateText(value);
    case 'str':
    case 'inlineStr':
      return unescapeText(value);
    default:
      return numberText(value, formatAt(book, cell.style), book.is1904);
  }
};

/** Which cell it is: by its own word, or the next. */
const placeOf = (reference: string | undefined, next: number): number => {
  const column = reference === undefined ? next : columnOf(reference);
  if (column === null || column >= LAST_COLUMN) throw workbookDamaged('a cell has no place');
  return column;
};

const addValue = (cell: Cell, text: string): void => {
  cell.value += text;
  if (cell.value.length > MAX_ROW)
    throw workbookDamaged('a cell has more text than a cell can have');
};

/** Which row it is: by its own word, or the next. */
const numberOf = (given: string | undefined, last: number): number => {
  const number = given === undefined ? last + 1 : Number(given);
  if (!Number.isInteger(number) || number < 1 || number > LAST_ROW)
    throw workbookDamaged('a row has no place');
  return number;
};

/**
 * Cells of one row as they come. A row that is too long or too wide is marked as in a CSV file, so that it is refused alone, by its
 * number.
 */
class RowInMaking {
  cells: string[] = [];
  next = 0;
  private length = 0;

  put(column: number, text: string): void {
    this.next = column + 1;
    if (text === '' || this.length > MAX_ROW) return;
    this.length += Buffer.byteLength(text);
    if (this.length > MAX_ROW) this.cells = [LEFT_OUT];
    else if (column < MAX_COLUMNS) this.cells[column] = text;
    // One filled cell too many is enough to see that the row is too wide.
    else if (text.trim() !== '') this.cells[MAX_COLUMNS] = text;
  }
}

/**
 * Reads the cells of a sheet; each row with something in it is told, as they come: mostly in order. What a sheet says of its own
 * size is not listened to; of merged cells the first one counts.
 */
export const sheetReader = (
  book: Workbook & { shared: Texts },
  told: (row: SheetRow) => void
): Reader & { readonly isOver: boolean } => {
  const runs = new TextRuns();
  let state: 'before' | 'data' | 'over' = 'before';
  let last = 0;
  let row = new RowInMaking();
  let cell: Cell | null = null;
  const closeCell = (): void => {
    if (cell) row.put(cell.column, textOf(cell, runs, book));
    cell = null;
  };
  const closeRow = (): void => {
    const { cells } = row;
    if (cells.some((text) => text.trim() !== '')) told({ number: last, cells });
    row = new RowInMaking();
  };
  return {
    get isOver() {
      return state === 'over';
    },
    open: (name, attribute) => {
      if (name === 'sheetData') state = 'data';
      else if (state !== 'data') return;
      else if (name === 'row') last = numberOf(attribute('r'), last);
      else if (name === 'c') {
        const column = placeOf(attribute('r'), row.next);
        const type = attribute('t') ?? 'n';
        cell = { column, type, style: attribute('s'), value: '', isValue: false };
        runs.take();
      } else if (name === 'v' && cell) cell.isValue = true;
      else if (cell) runs.open(name);
    },
    close: (name) => {
      if (state !== 'data') return;
      if (name === 'c') closeCell();
      else if (name === 'row') closeRow();
      else if (name === 'sheetData') state = 'over';
      else if (name === 'v' && cell) cell.isValue = false;
      else if (cell) runs.close(name);
    },
    text: (text) => {
      if (!cell) return;
      if (cell.isValue) addValue(cell, text);
      else runs.text(text);
    },
  };
};
