import type { Knex } from 'knex';
import type { Hint } from '../contracts/realtime';
import { randomHex } from '../kernel/hash';
import { turnOfTheLoop } from '../kernel/turn';
import { dbNow, insertIgnore, pieces, type Db, type Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import type { FeedScope } from './domain/audience';
import type { Position } from './domain/position';
import { feedTable, sequenceTable, type FeedRow } from './tables';

/** No hint for pages: the rights of administrators have changed, and each process looks whose streams that concerns. */
export const RIGHTS = 'rights';

export interface FeedEntry {
  type: Hint['type'] | typeof RIGHTS;
  id: number;
  parent?: number | null;
  scope?: FeedScope;
}

const SEQ = sequenceTable.table;
const FEED = feedTable.table;

/** Makes the counter at the first boot. Its epoch names this life of the database. */
export const ensureFeed = async (db: Db): Promise<void> => {
  const row = { name: 'feed', v: 0, epoch: randomHex(8) };
  await insertIgnore(db, db.knex, { table: SEQ, rows: [row], keys: ['name'] });
};

/**
 * Appends hints, in the transaction of what they are about, without a position: a number given here would need a lock
 * until the commit, and every transaction that has a hint would wait for every other. `numberHints` gives it.
 */
export const appendHints = async (
  db: Db,
  trx: Knex.Transaction,
  entries: FeedEntry[]
): Promise<void> => {
  const rows = entries.map((entry) => ({
    pos: null,
    type: entry.type,
    subject_id: entry.id,
    parent_id: entry.parent ?? null,
    scope: entry.scope ? JSON.stringify(entry.scope) : null,
    at: trx.raw(db.now),
  }));
  for (const piece of pieces(rows, 200)) await trx(FEED).insert(piece);
};

/** Rows that one transaction numbers. */
const NUMBERED = 1_000;

const numberSome = async (db: Db): Promise<number> => {
  // Most looks find nothing, and take no lock.
  if (!(await db.knex(FEED).whereNull('pos').first('id'))) return 0;
  return db.tx(async (trx) => {
    // Changes nothing and takes the counter's row lock, on every database alike.
    await trx(SEQ).where({ name: 'feed' }).increment('v', 0);
    const found = await trx(FEED)
      .whereNull('pos')
      .orderBy('id')
      .limit(NUMBERED)
      .select<{ id: unknown }[]>('id');
    if (found.length === 0) return 0;
    const { pos: last } = await currentPosition(trx);
    const ids = found.map((row) => Number(row.id));
    const places = ids.map((id, i) => `when ${id} then ${last + i + 1}`).join(' ');
    await trx(FEED)
      .whereIn('id', ids)
      .update({ pos: trx.raw(`case id ${places} end`) });
    await trx(SEQ).where({ name: 'feed' }).increment('v', ids.length);
    return ids.length;
  });
};

/**
 * Gives committed hints their positions, in the order in which they were written. One process at a time does it: the
 * counter's row stays locked until the numbers are committed, so anyone who sees position p is offered everything up to p
 * (I15). `max(id)` would lose what commits late.
 */
export const numberHints = async (db: Db): Promise<void> => {
  while ((await numberSome(db)) === NUMBERED) await turnOfTheLoop();
};

/** The newest position. */
export const currentPosition = async (sql: Sql): Promise<Position> => {
  const row = await sql(SEQ)
    .where({ name: 'feed' })
    .first<{ v: unknown; epoch: string } | undefined>('v', 'epoch');
  return { epoch: row?.epoch ?? '0', pos: Number(row?.v ?? 0) };
};

/** Numbered hints after a position, in its order. Uses the unique index on pos. */
export const readFeed = async (sql: Sql, after: number, most: number): Promise<FeedRow[]> => {
  const rows = await sql(FEED)
    .where('pos', '>', after)
    .orderBy('pos')
    .limit(most)
    .select<Record<string, unknown>[]>();
  return rows.map((row) => readRow(feedTable, row) as FeedRow);
};

const KEEP_MS = 24 * 3_600_000;
const KEEP_ROWS = 200_000;

/** Takes old hints away, at most 1,000 a call. Returns how many. Numbers first: nobody may have had a page open for days. */
export const trimFeed = async (db: Db): Promise<number> => {
  await numberHints(db);
  const [now, { pos }] = [await dbNow(db), await currentPosition(db.knex)];
  const old = await db
    .knex(FEED)
    .where((q) => void q.where('at', '<', now - KEEP_MS).orWhere('pos', '<=', pos - KEEP_ROWS))
    .orderBy('pos')
    .limit(1000)
    .select<{ id: number }[]>('id');
  return old.length === 0
    ? 0
    : db
        .knex(FEED)
        .whereIn(
          'id',
          old.map((row) => row.id)
        )
        .del();
};
