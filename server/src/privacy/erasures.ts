import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { peopleWithFormer } from '../contacts/public';
import { contextOf } from '../strapi/context';
import { INSERT_PIECE, pieces, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { keysOf } from './domain/keys';
import { erasureTable } from './tables';

const TABLE = erasureTable.table;
/** People whose remains one pass looks for. */
const MOST = 20_000;

/**
 * For `contactsService.removeEffects`, before the others: notes whose remains are to be found, by hashes. In the
 * transaction of the deletion, so that nobody is deleted by halves.
 */
export const noteErasures =
  (strapi: Core.Strapi) =>
  async (trx: Knex.Transaction, contactIds: readonly number[]): Promise<void> => {
    const at = contextOf(strapi).clock.now();
    const rows = (await peopleWithFormer(trx, contactIds)).flatMap((row) => {
      const keys = keysOf(row);
      if (keys.length === 0) return [];
      return [writeRow(erasureTable, { contactId: row.id, keys, state: 'due', at, doneAt: null })];
    });
    for (const piece of pieces(rows, INSERT_PIECE)) await trx(TABLE).insert(piece);
  };

/** The last erasure that the next pass can take along; null = nothing is due. */
export const dueUpTo = async (sql: Sql): Promise<number | null> => {
  const rows = (await sql(TABLE)
    .where({ state: 'due' })
    .orderBy('id')
    .limit(MOST)
    .select('id')) as { id: unknown }[];
  const last = rows.at(-1);
  return last ? Number(last.id) : null;
};

/** Hashes of all who are due, up to one, each with the instant of its latest erasure. */
export const dueKeys = async (sql: Sql, upTo: number): Promise<Map<string, number>> => {
  const rows = (await sql(TABLE).where({ state: 'due' }).where('id', '<=', upTo)) as Record<
    string,
    unknown
  >[];
  const latest = new Map<string, number>();
  for (const { keys, at } of rows.map((raw) => readRow(erasureTable, raw)))
    for (const key of keys ?? []) latest.set(key, Math.max(at, latest.get(key) ?? at));
  return latest;
};

/** The pass is over: nothing by which these people could be known stays. */
export const endErasures = (trx: Knex.Transaction, upTo: number, at: number): Promise<number> =>
  trx(TABLE)
    .where({ state: 'due' })
    .where('id', '<=', upTo)
    .update({ state: 'done', keys: null, done_at: at });
