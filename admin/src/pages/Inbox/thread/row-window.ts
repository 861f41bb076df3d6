/** Rows that are drawn at once, at most this many (a step more while one scrolls). */
export const MOST_ROWS = 240;
/** Rows that are drawn more when the reader comes near an end of what is drawn. */
export const STEP = 80;

/** What is drawn of the rows, by keys, so that it stays the same while rows come in above; null = up to the end. */
export interface RowWindow {
  readonly from: string | null;
  readonly to: string | null;
}
export const WHOLE: RowWindow = { from: null, to: null };

interface Keyed {
  readonly key: string;
}

const place = (rows: readonly Keyed[], { from, to }: RowWindow): [number, number] => {
  const start = from === null ? 0 : rows.findIndex(({ key }) => key === from);
  const end = to === null ? rows.length - 1 : rows.findIndex(({ key }) => key === to);
  // A row whose key has changed (an optimistic one that arrived) counts as the end that it stood at.
  return [Math.max(0, start), end < 0 ? rows.length - 1 : end];
};

const cut = (rows: readonly Keyed[], start: number, end: number): RowWindow => ({
  from: start <= 0 ? null : (rows[start]?.key ?? null),
  to: end >= rows.length - 1 ? null : (rows[end]?.key ?? null),
});

/** The rows to draw. */
export const shownRows = <Row extends Keyed>(rows: readonly Row[], window: RowWindow): Row[] => {
  const [start, end] = place(rows, window);
  return rows.slice(start, end + 1);
};

/** Are more rows drawn than it takes? */
export const isTooMuch = (rows: readonly Keyed[], window: RowWindow): boolean => {
  const [start, end] = place(rows, window);
  return end - start >= MOST_ROWS + STEP;
};

/** Without the rows that are too many: those furthest from the row that is read, whose place is `at`. */
export const trimmed = (rows: readonly Keyed[], window: RowWindow, at: number): RowWindow => {
  if (!isTooMuch(rows, window)) return window;
  const [start, end] = place(rows, window);
  const first = Math.min(Math.max(start, at - MOST_ROWS / 2), end - MOST_ROWS + 1);
  return cut(rows, first, first + MOST_ROWS - 1);
};

/** A step further up or down, without what is then too far away on the other side; null = there is nothing more. */
export const moved = (
  rows: readonly Keyed[],
  window: RowWindow,
  way: 'up' | 'down'
): RowWindow | null => {
  const [start, end] = place(rows, window);
  if (way === 'up') {
    if (start === 0) return null;
    const first = Math.max(0, start - STEP);
    return cut(rows, first, Math.min(end, first + MOST_ROWS - 1));
  }
  if (end >= rows.length - 1) return null;
  const last = Math.min(rows.length - 1, end + STEP);
  return cut(rows, Math.max(start, last - MOST_ROWS + 1), last);
};

/** Drawn around one row. */
export const around = (rows: readonly Keyed[], key: string): RowWindow => {
  const at = rows.findIndex((row) => row.key === key);
  return cut(rows, at - STEP, at + STEP);
};

/** Drawn up to the newest. */
export const newest = (rows: readonly Keyed[]): RowWindow =>
  cut(rows, rows.length - MOST_ROWS, rows.length - 1);
