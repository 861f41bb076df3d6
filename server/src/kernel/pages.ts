import { turnOfTheLoop } from './turn';

interface Pages<Row, Key> {
  /** At most `size` rows after a key, in the order of the keys. */
  read(after: Key): Promise<Row[]>;
  size: number;
  /** Before the first. */
  from: Key;
  keyOf(row: Row): Key;
}

/** Does something with all rows, a page at a time, with a turn of the loop between two: memory and turns stay bounded. */
export const eachPage = async <Row, Key>(
  { read, size, from, keyOf }: Pages<Row, Key>,
  work: (rows: Row[]) => Promise<void>
): Promise<void> => {
  let after = from;
  for (;;) {
    const rows = await read(after);
    const last = rows.at(-1);
    if (last !== undefined) await work(rows);
    if (last === undefined || rows.length < size) return;
    after = keyOf(last);
    await turnOfTheLoop();
  }
};
