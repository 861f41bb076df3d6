import { escapeLike } from '../kernel/like';
import type { Dialect } from './db';
import type { SqlPart } from './sql-part';

/** SQLite lowers A to Z only, and of the four Turkish i each database makes something else: these are one letter. */
const LETTERS = ['İi', 'Ii', 'ıi', 'Çç', 'Ğğ', 'Öö', 'Şş', 'Üü', 'Ää', 'Éé'];
const folded = (text: string): string =>
  `LOWER(${LETTERS.reduce((sql, pair) => `REPLACE(${sql}, '${pair.charAt(0)}', '${pair.charAt(1)}')`, text)})`;

/** Case does not matter for texts. */
export const textIs = (column: string, value: string): SqlPart => ({
  sql: `${folded(column)} = ${folded('?')}`,
  bindings: [value],
});

/** `%` and `_` typed by people are letters. */
export const contains = (column: string, value: string): SqlPart => ({
  sql: `${folded(column)} LIKE ${folded('?')} ESCAPE '!'`,
  bindings: [`%${escapeLike(value)}%`],
});

/**
 * A key is the key and no other spelling of it: MySQL and MariaDB compare names without case, accents and spaces at the
 * end, and anyone who asks for `Allergy` must not get what is kept from them as `allergy`. `given` is SQL, as a rule `?`.
 */
export const sameKey = (dialect: Dialect, column: string, given = '?'): string =>
  dialect === 'mysql'
    ? `CAST(${column} AS BINARY) = CAST(${given} AS BINARY)`
    : `${column} = ${given}`;

/**
 * Text that was folded when it was written, searched for a part that is folded too. Compared sign by sign: the collations of
 * MySQL and MariaDB find かき in かぎ, which `fold` keeps apart. The part goes through `escapeLike`.
 */
export const holdsFolded = (dialect: Dialect, column: string): string =>
  dialect === 'mysql'
    ? `CAST(${column} AS BINARY) LIKE CAST(? AS BINARY) ESCAPE '!'`
    : `${column} LIKE ? ESCAPE '!'`;
