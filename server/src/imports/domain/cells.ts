import { withoutGuard } from '../../kernel/csv';

/** `="0532…"`: what programs write so that a spreadsheet takes a number for text. */
const AS_TEXT = /^=\s?"((?:[^"]|"")*)"$/;

const EQUALS = 0x3d;
const APOSTROPHE = 0x27;

const plainCell = (cell: string): string => {
  if (cell.charCodeAt(0) === APOSTROPHE) return withoutGuard(cell);
  const text = AS_TEXT.exec(cell)?.[1];
  return text === undefined ? cell : text.replaceAll('""', '"');
};

/**
 * The cells without what programs put around them for a spreadsheet: `="0532…"` and the apostrophe before what would run as a
 * formula. Nothing is copied where there is none of it.
 */
export const plainCells = (cells: string[]): string[] =>
  cells.some((cell) => cell.charCodeAt(0) === EQUALS || cell.charCodeAt(0) === APOSTROPHE)
    ? cells.map(plainCell)
    : cells;

/** Without the empty cells that spreadsheets add at the end of a row. */
export const withoutTail = (cells: string[]): string[] => {
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return cells.slice(0, last + 1);
};
