import { DAY_MS } from '../kernel/time';
import type { Db } from '../strapi/db';
import { countOf } from '../strapi/keeping';
import { turnOfTheLoop } from '../kernel/turn';
import { QUEUES, type Queue } from './domain/queue';
import { changeTable, eventTable } from './tables';
import { MOST_UNAPPLIED } from './unapplied';

export interface Backlog {
  /**
   * Age in ms of the oldest change of lane 0 not yet tried, or of people's event not yet split; 0 when there is none. One that is
   * tried again holds its person (unapplied.ts); only when many are, it is a fault that concerns everybody.
   */
  oldestInboundMs: number;
  waiting: boolean;
}

/** How far behind the queue is. Three index look-ups. */
export const readBacklog = async (db: Db): Promise<Backlog> => {
  const oldest = (state: 'new' | 'retry') =>
    db
      .knex(changeTable.table)
      .where({ lane: 0, state })
      .orderBy('received_at')
      .select<{ age: unknown }[]>(db.knex.raw(`${db.now} - received_at as age`));
  const [change] = await oldest('new').limit(1);
  const [retried] = await oldest('retry').limit(1).offset(MOST_UNAPPLIED);
  const event = await oldestEvent(db, QUEUES.people);
  const ages = [change?.age, retried?.age, event].filter((age) => age !== undefined).map(Number);
  return { oldestInboundMs: Math.max(0, ...ages), waiting: ages.length > 0 };
};

/** Age in ms of the oldest event of a queue that is not split yet. */
const oldestEvent = async (db: Db, queue: Queue): Promise<number | undefined> => {
  const row = await db
    .knex(eventTable.table)
    .where({ state: 'new', queue })
    .orderBy('id')
    .first<{ age: unknown } | undefined>(db.knex.raw(`${db.now} - received_at as age`));
  return row && Number(row.age);
};

/** True when a status that a crash may have cut off still waits: silence proves nothing then (engine 6.3). */
export const statusesWaiting = async (db: Db, olderThanMs: number): Promise<boolean> => {
  const row = await db
    .knex(changeTable.table)
    .where({ lane: 2 })
    .whereIn('state', ['new', 'retry', 'parked'])
    .whereRaw(`received_at < ${db.now} - ?`, [olderThanMs])
    .first<{ id: number } | undefined>('id');
  if (row !== undefined) return true;
  const receipts = (await oldestEvent(db, QUEUES.receipts)) ?? 0;
  return Math.max(receipts, (await readBacklog(db)).oldestInboundMs) > olderThanMs;
};

const PIECE = 1_000;

interface Old {
  table: string;
  states: string[];
  age: number;
  lane?: number;
  /** Since when it is old; when it was received, where nothing else is said. */
  since?: string;
}

/** A discarded row tells who discarded it: it is kept as long as others, from then on. Erasures discard without a person. */
const DECIDED = 'coalesce(decided_at, received_at)';

/** What is too old: done statuses after a day, the rest after `keepMs`; parked ones stay. */
const oldOnes = (keepMs: number): Old[] => [
  {
    table: changeTable.table,
    states: ['done', 'foreign'],
    age: Math.min(DAY_MS, keepMs),
    lane: 2,
  },
  { table: changeTable.table, states: ['done', 'foreign'], age: keepMs },
  { table: changeTable.table, states: ['discarded'], age: keepMs, since: DECIDED },
  { table: eventTable.table, states: ['split'], age: keepMs },
  { table: eventTable.table, states: ['discarded'], age: keepMs, since: DECIDED },
];

const select = (db: Db, { table, states, age, lane, since = 'received_at' }: Old) => {
  const query = db.knex(table).whereIn('state', states).whereRaw(`${since} < ${db.now} - ?`, [age]);
  return lane === undefined ? query : query.andWhere({ lane });
};

/** Accepted webhooks, as they came, that are older than `keepMs`. */
export const countOldWebhooks = (db: Db, keepMs: number): Promise<number> =>
  countOf(select(db, { table: eventTable.table, states: ['split'], age: keepMs }));

/** Deletes old payloads; answers how many rows. */
export const purgeWebhooks = async (db: Db, keepMs: number): Promise<number> => {
  let total = 0;
  for (const old of oldOnes(keepMs))
    for (;;) {
      const rows = await select(db, old).limit(PIECE).select<{ id: number }[]>('id');
      const ids = rows.map((row) => row.id);
      if (ids.length > 0) total += await db.knex(old.table).whereIn('id', ids).del();
      if (ids.length < PIECE) break;
      await turnOfTheLoop();
    }
  return total;
};
