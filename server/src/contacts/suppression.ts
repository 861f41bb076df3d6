import type { Knex } from 'knex';
import { insertIgnore, pieces, type Db, type Sql } from '../strapi/db';
import { suppressionTable, type ContactRow } from './tables';

const TABLE = suppressionTable.table;
const PIECE = 400;

/** What a deleted person had refused. */
export interface Suppressed {
  marketing: boolean;
  utility: boolean;
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
      });
  }
  return found;
};

/** The row with the refusals that its address had before it was deleted (ux 4, P-11). */
export const withSuppression = async <
  T extends Pick<ContactRow, 'addressKey' | 'marketing' | 'utility'>,
>(
  sql: Sql,
  row: T
): Promise<T> => {
  const known = row.addressKey ? await suppressedAmong(sql, [row.addressKey]) : null;
  const refused = known?.get(row.addressKey ?? '');
  if (!refused) return row;
  return {
    ...row,
    ...(refused.marketing ? { marketing: 'out' as const } : {}),
    ...(refused.utility ? { utility: 'out' as const } : {}),
  };
};

/**
 * Remembers what the person had refused when they are deleted. A yes given since an earlier deletion ends that refusal;
 * a state that is unknown leaves it.
 */
export const rememberRefusals = async (
  db: Db,
  trx: Knex.Transaction,
  { person, at }: { person: ContactRow; at: number }
): Promise<void> => {
  const { addressKey, marketing, utility } = person;
  if (!addressKey || (marketing === 'none' && utility === 'none')) return;
  const known = (await suppressedAmong(trx, [addressKey])).get(addressKey);
  const next = {
    marketing: marketing === 'none' ? (known?.marketing ?? false) : marketing === 'out',
    utility: utility === 'none' ? (known?.utility ?? false) : utility === 'out',
  };
  if (!next.marketing && !next.utility) {
    if (known) await trx(TABLE).where({ address_key: addressKey }).delete();
    return;
  }
  const rows = [{ address_key: addressKey, ...next, added_at: at }];
  await insertIgnore(db, trx, { table: TABLE, rows, keys: ['address_key'] });
  await trx(TABLE).where({ address_key: addressKey }).update(next);
};
