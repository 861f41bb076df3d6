import fc from 'fast-check';
import {
  joinRows,
  mayNameInTwoWays,
  type NamedRow,
} from '../../../server/src/imports/domain/same-person';

/** What is kept of a file that is read in these pieces: each address with the first line of its person. */
const noted = (pieces: readonly (readonly NamedRow[])[]): Map<string, number> => {
  const kept = new Map<string, number>();
  for (const rows of pieces) {
    const before = new Map<string, number>();
    for (const key of rows.flatMap(({ keys }) => keys)) {
      const line = kept.get(key);
      if (line !== undefined) before.set(key, line);
    }
    const { lines, moved } = joinRows(rows, before);
    for (const [key, line] of kept) kept.set(key, moved.get(line) ?? line);
    for (const [key, line] of lines) kept.set(key, line);
  }
  return kept;
};

/** The same, the slow way: until no row changes anything. */
const joined = (rows: readonly NamedRow[]): Map<string, number> => {
  const kept = new Map<string, number>();
  for (let again = true; again;) {
    again = false;
    for (const { line, keys } of rows) {
      const first = Math.min(line, ...keys.map((key) => kept.get(key) ?? line));
      for (const key of keys) {
        again ||= kept.get(key) !== first;
        kept.set(key, first);
      }
    }
  }
  return kept;
};

const sorted = (kept: ReadonlyMap<string, number>) => [...kept].sort();
const row = (line: number, ...keys: string[]): NamedRow => ({ line, keys });

describe('rows of one person', () => {
  it('[P-11] are tied by a row that names the number and the user id, wherever it stands', () => {
    const one = [
      ['number', 2],
      ['user id', 2],
    ];
    const orders = [
      [row(2, 'number'), row(3, 'number', 'user id'), row(4, 'user id')],
      [row(2, 'user id'), row(3, 'number', 'user id'), row(4, 'number')],
      [row(2, 'number'), row(3, 'user id'), row(4, 'number', 'user id')],
      [row(2, 'number', 'user id'), row(3, 'user id'), row(4, 'number')],
    ];
    for (const rows of orders) {
      expect(sorted(noted([rows]))).toEqual(one);
      expect(sorted(noted(rows.map((each) => [each])))).toEqual(one);
    }
  });

  it('[P-11] are the same people however the file is cut, in whatever order it is read, and if it is read again', () => {
    const address = fc.constantFrom(...'abcdefghijkl');
    const file = fc
      .array(fc.uniqueArray(address, { minLength: 1, maxLength: 3 }), { maxLength: 30 })
      .map((all) => all.map((keys, i) => row(i + 2, ...keys)));
    const cut = fc.integer({ min: 1, max: 7 });
    fc.assert(
      fc.property(file, cut, fc.boolean(), fc.boolean(), (rows, size, isBackwards, isAgain) => {
        const order = isBackwards ? [...rows].reverse() : rows;
        const pieces = order.flatMap((_, i) => (i % size === 0 ? [order.slice(i, i + size)] : []));
        const kept = noted(isAgain ? [...pieces, ...pieces] : pieces);
        expect(sorted(kept)).toEqual(sorted(joined(rows)));
      })
    );
  });

  it('[P-11] can only be tied where a list may name them in two ways', () => {
    expect(mayNameInTwoWays(['phone', 'name', 'whatsappUserId'])).toBe(true);
    // Ids of WhatsApp are numbers or user ids.
    expect(mayNameInTwoWays(['waId', 'name'])).toBe(true);
    expect(mayNameInTwoWays(['phone', 'phone', null])).toBe(false);
    expect(mayNameInTwoWays(['whatsappUserId', 'name'])).toBe(false);
  });
});
