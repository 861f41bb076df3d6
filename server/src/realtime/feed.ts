import type { Knex } from 'knex';
import type { Hint } from '../contracts/realtime';
import { randomHex } from '../kernel/hash';
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
 * Appends hints. MUST be the last statements before COMMIT: the counter's row lock is held until then, which makes
 * positions commit-ordered, so a reader that saw p has been offered everything up to p (I15). `max(id)` would lose events.
 */
export const appendHints = async (
  db: Db,
  trx: Knex.Transaction,
  entries: FeedEntry[]
): Promise<void> => {
  if (entries.length === 0) return;
  await trx(SEQ).where({ name: 'feed' }).increment('v', entries.length);
  const row = await trx(SEQ).where({ name: 'feed' }).first<{ v: unknown } | undefined>('v');
  const last = Number(row?.v);
  const at = await dbNow(db, trx);
  const rows = entries.map((entry, i) => ({
    pos: last - entries.length + 1 + i,
    type: entry.type,
    subject_id: entry.id,
    parent_id: entry.parent ?? null,
    scope: entry.scope ? JSON.stringify(entry.scope) : null,
    at,
  }));
  for (const piece of pieces(rows, 200)) await trx(FEED).insert(piece);
};

/** The newest position. */
export const currentPosition = async (sql: Sql): Promise<Position> => {
  const row = await sql(SEQ)
    .where({ name: 'feed' })
    .first<{ v: unknown; epoch: string } | undefined>('v', 'epoch');
  return { epoch: row?.epoch ?? '0', pos: Number(row?.v ?? 0) };
};

/** Hints after a position, in order of commit. Uses the unique index on pos. */
export const readFeed = async (sql: Sql, after: number, most: number): Promise<FeedRow[]> => {
  const rows = await sql(FEED)
    .where('pos', '>', after)
    .orderBy('pos')
    .limit(most)
    .select<Record<string, unknown>[]>();
  return rows.map((row) => readRow(feedTable, row));
};

const KEEP_MS = 24 * 3_600_000;
const KEEP_ROWS = 200_000;

/** Takes old hints away, at most 1,000 a call. Answers how many. */
export const trimFeed = async (db: Db): Promise<number> => {
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
