import type { Knex } from 'knex';
import { insertIgnore, pieces, type Db, type Sql } from '../strapi/db';
import { addressKeysOf } from './domain/address';
import { suppressionTable, type ContactRow } from './tables';

const TABLE = suppressionTable.table;
const PIECE = 400;

/** What a deleted person had refused. */
export interface Suppressed {
  marketing: boolean;
  utility: boolean;
  /** Until when it held, at least: a yes of before does not end it. */
  at: number;
}

const isTrue = (value: unknown): boolean => value === true || Number(value) === 1;

/** Refusals of deleted people by address key; for imports, a batch at a time. */
export const suppressedAmong = async (
  sql: Sql,
  addressKeys: readonly string[]
): Promise<Map<string, Suppressed>> => {
  const found = new Map<string, Suppressed>();
  for (const piece of pieces([...new Set(addressKeys)], PIECE)) {
    const rows = (await sql(TABLE).whereIn('address_key', piece)) as Record<string, unknown>[];
    for (const row of rows)
      found.set(String(row.address_key), {
        marketing: isTrue(row.marketing),
        utility: isTrue(row.utility),
        at: Number(row.added_at),
      });
  }
  return found;
};

type Refusing = Pick<
  ContactRow,
  'marketing' | 'utility' | 'marketingRefusedAt' | 'utilityRefusedAt' | 'changedAt'
>;
type Category = 'marketing' | 'utility';

/** The columns of a category with a refusal of before; none, where the row has this very refusal already. */
const refusal = (row: Refusing, category: Category, at: number): Partial<Refusing> => {
  const column = `${category}RefusedAt` as const;
  const known = row[column];
  if (known !== null && known >= at) return {};
  // Anyone who agreed here before the address was known said so under another one: out until they agree again.
  const since = row[category] === 'in' ? Math.max(at, row.changedAt) : at;
  return { [category]: 'out', [column]: since };
};

/** The row with what its address had refused before it was deleted, dated (P-11). */
export const withRefusal = <T extends Refusing>(row: T, refused: Suppressed): T => ({
  ...row,
  ...(refused.marketing ? refusal(row, 'marketing', refused.at) : {}),
  ...(refused.utility ? refusal(row, 'utility', refused.at) : {}),
});

/** The same by all addresses of the row, or by those given. */
export const withSuppression = async <
  T extends Refusing & Pick<ContactRow, 'waId' | 'phone' | 'bsuid'>,
>(
  sql: Sql,
  row: T,
  addressKeys: readonly string[] = addressKeysOf(row)
): Promise<T> =>
  [...(await suppressedAmong(sql, addressKeys)).values()].reduce<T>(withRefusal, row);

/** Does the refusal of before hold on? A yes ends only one that its row knew of: another may be of somebody else. */
const holdsOn = (person: Refusing, category: Category, known: Suppressed | undefined): boolean => {
  if (person[category] === 'out') return true;
  if (!known?.[category]) return false;
  return person[category] === 'none' || (person[`${category}RefusedAt`] ?? -1) < known.at;
};

/** What is remembered of an address; null: nothing is held against it any more. */
const remembered = (
  person: Refusing,
  known: Suppressed | undefined,
  at: number
): Suppressed | null => {
  const next = {
    marketing: holdsOn(person, 'marketing', known),
    utility: holdsOn(person, 'utility', known),
  };
  if (!next.marketing && !next.utility) return null;
  const isNewer = person.marketing === 'out' || person.utility === 'out';
  return { ...next, at: isNewer ? Math.max(at, known?.at ?? 0) : (known?.at ?? at) };
};

/**
 * Remembers what the person had refused when they are deleted, under all their addresses or under those given. A yes given
 * since an earlier deletion ends that refusal; a state that is unknown leaves it.
 */
export const rememberRefusals = async (
  db: Db,
  trx: Knex.Transaction,
  { person: row, keys, at }: { person: ContactRow; keys?: readonly string[]; at: number }
): Promise<void> => {
  // What may have been an opt-out, and nobody has decided, is remembered as one.
  const person = row.askedStopAt === null ? row : { ...row, marketing: 'out' as const };
  if (person.marketing === 'none' && person.utility === 'none') return;
  const addressKeys = keys ?? addressKeysOf(person);
  const known = await suppressedAmong(trx, addressKeys);
  for (const addressKey of [...addressKeys].sort()) {
    const next = remembered(person, known.get(addressKey), at);
    if (!next) {
      if (known.has(addressKey)) await trx(TABLE).where({ address_key: addressKey }).delete();
      continue;
    }
    const { at: heldUntil, ...refused } = next;
    const columns = { ...refused, added_at: heldUntil };
    const rows = [{ address_key: addressKey, ...columns }];
    await insertIgnore(db, trx, { table: TABLE, rows, keys: ['address_key'] });
    await trx(TABLE).where({ address_key: addressKey }).update(columns);
  }
};
