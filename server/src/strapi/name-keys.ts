import { fold, foldCase } from '../contracts/fold';
import { keyOf } from '../kernel/hash';

/*
 * Names that are one however they are typed (tags, shortcuts, saved views) are unique by the hash of their folded form: plain
 * text would be compared by the collation of each database, and MySQL takes かき and かぎ for one.
 */

const squeezed = (name: string): string => name.trim().replace(/\s+/g, ' ');

/** The key of a name: `VIP`, `vip` and `  Vip ` have one, and so have `Soren` and `Søren`. */
export const nameKeyOf = (name: string): string => keyOf(squeezed(fold(name)));

/**
 * The key of the later one of two names that were two by the former fold and are one by this one (runtime/refold.ts): that
 * of its own spelling, upper and lower case aside. No new name gets such a key.
 */
export const spellingKeyOf = (name: string): string => keyOf(`spelt ${squeezed(foldCase(name))}`);

/** The keys under which a name is looked up: where a row has the first, that row is meant and no other. */
export const keysOfName = (name: string): readonly [spelling: string, folded: string] => [
  spellingKeyOf(name),
  nameKeyOf(name),
];

/** Rows in the order of their folded names; equal ones stay in theirs. */
export const inOrderOf = <T>(rows: readonly T[], nameOf: (row: T) => string): T[] =>
  rows
    .map((row) => ({ row, name: fold(nameOf(row)) }))
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
    .map(({ row }) => row);

/** Of the names in `among` those that somebody means who types these: spelt so, else spelt alike. */
export const meantNames = (
  typed: readonly string[],
  among: readonly string[]
): ReadonlySet<string> => {
  const bySpelling = new Map(among.map((name) => [spellingKeyOf(name), name]));
  const byFold = new Map([...among].reverse().map((name) => [nameKeyOf(name), name]));
  return new Set(
    typed.flatMap((name) => {
      const [spelling, folded] = keysOfName(name);
      return bySpelling.get(spelling) ?? byFold.get(folded) ?? [];
    })
  );
};
