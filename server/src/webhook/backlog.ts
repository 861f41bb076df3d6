import type { Db } from '../strapi/db';
import { changeTable, eventTable } from './tables';

export interface Backlog {
  /** Age in ms of the oldest change of lane 0 not yet applied, or of an event not yet split; 0 when there is none. */
  oldestInboundMs: number;
  waiting: boolean;
}

/** How far behind the queue is. Two index look-ups. */
export const readBacklog = async (db: Db): Promise<Backlog> => {
  const change = await db
    .knex(changeTable.table)
    .where({ lane: 0 })
    // A change that is tried again is unapplied too: it may be an opt-out (engine 7.3).
    .whereIn('state', ['new', 'retry'])
    .orderBy('received_at')
    .first<{ age: unknown } | undefined>(db.knex.raw(`${db.now} - received_at as age`));
  const event = await db
    .knex(eventTable.table)
    .where({ state: 'new' })
    .orderBy('id')
    .first<{ age: unknown } | undefined>(db.knex.raw(`${db.now} - received_at as age`));
  const ages = [change, event].filter((row) => row !== undefined).map((row) => Number(row.age));
  return { oldestInboundMs: Math.max(0, ...ages), waiting: ages.length > 0 };
};

/** True when a status that a crash may have cut off still waits: silence proves nothing then (engine 6.3). */
export const statusesWaiting = async (db: Db, olderThanMs: number): Promise<boolean> => {
  const row = await db
    .knex(changeTable.table)
    .where({ lane: 2 })
    .whereIn('state', ['new', 'retry', 'parked'])
    .whereRaw(`received_at < ${db.now} - ?`, [olderThanMs])
    .first<{ id: number } | undefined>('id');
  return row !== undefined || (await readBacklog(db)).oldestInboundMs > olderThanMs;
};

const PIECE = 1_000;
const DAY = 86_400_000;

/** Deletes old payloads: done statuses after a day, the rest after `keepMs`; parked ones stay. Answers how many rows. */
export const purgeWebhooks = async (db: Db, keepMs: number): Promise<number> => {
  let total = 0;
  const purge = async (
    table: string,
    states: string[],
    { age, lane }: { age: number; lane?: number }
  ) => {
    for (;;) {
      const query = db
        .knex(table)
        .whereIn('state', states)
        .whereRaw(`received_at < ${db.now} - ?`, [age]);
      if (lane !== undefined) void query.andWhere({ lane });
      const ids = (await query.limit(PIECE).select<{ id: number }[]>('id')).map((row) => row.id);
      if (ids.length > 0) total += await db.knex(table).whereIn('id', ids).del();
      if (ids.length < PIECE) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await purge(changeTable.table, ['done', 'foreign'], { age: Math.min(DAY, keepMs), lane: 2 });
  await purge(changeTable.table, ['done', 'foreign', 'discarded'], { age: keepMs });
  await purge(eventTable.table, ['split'], { age: keepMs });
  return total;
};
