import type { ColumnTarget } from '../../contracts/imports';

/** A row of the file, as far as it says whose it is. */
export interface NamedRow {
  line: number;
  /** Keys of the addresses in it: of its number, of its user id. */
  keys: readonly string[];
}

/** Whether rows of a list may name one person by a number here and by a user id there. */
export const mayNameInTwoWays = (columns: readonly ColumnTarget[]): boolean =>
  columns.includes('waId') || (columns.includes('phone') && columns.includes('whatsappUserId'));

/** What some rows add to what is known of whose the addresses of a file are. */
export interface Joined {
  /** The line of the first row of the person, by key: of all keys of these rows. */
  lines: Map<string, number>;
  /** People who turn out to be one with somebody of an earlier line: from their first line to that one. */
  moved: Map<number, number>;
}

/**
 * Joins rows that share an address, directly or over others, to one person, who goes by the line of their first row. `before`
 * holds the lines of keys of these rows that other rows had. It comes to the same whatever the order of the rows and wherever
 * the file is cut, and nothing changes where rows come again.
 */
export const joinRows = (
  rows: readonly NamedRow[],
  before: ReadonlyMap<string, number>
): Joined => {
  const earlier = new Map<number, number>();
  const firstOf = (line: number): number => {
    let first = line;
    for (let next = earlier.get(first); next !== undefined; next = earlier.get(first)) first = next;
    return first;
  };
  const known = new Map(before);
  for (const { line, keys } of rows) {
    const people = [line, ...keys.flatMap((key) => known.get(key) ?? [])].map(firstOf);
    const first = Math.min(...people);
    for (const other of people) if (other !== first) earlier.set(other, first);
    for (const key of keys) if (!known.has(key)) known.set(key, first);
  }
  const moves = [...new Set(before.values())].map((line) => [line, firstOf(line)] as const);
  return {
    lines: new Map([...known].map(([key, line]) => [key, firstOf(line)] as const)),
    moved: new Map(moves.filter(([line, first]) => line !== first)),
  };
};
