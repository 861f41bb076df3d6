import { DAY_MS } from '../kernel/time';
import type { Db } from '../strapi/db';
import { countOf } from '../strapi/keeping';
import { turnOfTheLoop } from '../kernel/turn';
import { QUEUES, type Queue } from './domain/queue';
import { changeTable, eventTable, type ChangeRow, type EventRow } from './tables';
import { MOST_UNAPPLIED } from './unapplied';

export interface Backlog {
  /**
   * Age in ms of the oldest change of lane 0 not yet tried, or of people's event not yet split; 0 when there is none. One that is
   * tried again holds its people (unapplied.ts); only when many are, it is a fault that concerns everybody.
   */
  oldestInboundMs: number;
  waiting: boolean;
}

/** How far behind the queue is. Four index look-ups. */
export const readBacklog = async (db: Db): Promise<Backlog> => {
  const ages: number[] = [];
  for (const state of ['new', 'retry'] as const) {
    const offset = state === 'retry' ? MOST_UNAPPLIED : 0;
    const change = await oldestChange(db, { lane: 0, state, offset });
    const event = await oldestEvent(db, { queue: QUEUES.people, state, offset });
    ages.push(...[change, event].flatMap((row) => (row ? [Number(row.age)] : [])));
  }
  return { oldestInboundMs: Math.max(0, ...ages), waiting: ages.length > 0 };
};

interface Aged {
  age: unknown;
}
const ageOf = (db: Db) => db.knex.raw(`${db.now} - received_at as age`);

/** The oldest row of this kind, by the order in which it came; `offset` leaves out this many older ones. */
const oldest = (
  db: Db,
  table: string,
  { orderBy, offset = 0, ...where }: { orderBy: string; offset?: number; [column: string]: unknown }
) => db.knex(table).where(where).orderBy(orderBy).offset(offset).first<Aged | undefined>(ageOf(db));

const oldestChange = (
  db: Db,
  where: { lane: number; state: ChangeRow['state']; offset?: number }
) => oldest(db, changeTable.table, { ...where, orderBy: 'received_at' });

const oldestEvent = (db: Db, where: { queue: Queue; state: EventRow['state']; offset?: number }) =>
  oldest(db, eventTable.table, { ...where, orderBy: 'id' });

/** How long the oldest delivery status waits to be applied, ms; 0 when none does. Two index look-ups. */
export const receiptsWaitMs = async (db: Db): Promise<number> => {
  const change = await oldestChange(db, { lane: 2, state: 'new' });
  const event = await oldestEvent(db, { queue: QUEUES.receipts, state: 'new' });
  return Math.max(0, Number(change?.age ?? 0), Number(event?.age ?? 0));
};

/** True when a status that a crash may have cut off still waits: silence proves nothing then (engine 11). */
export const statusesWaiting = async (db: Db, olderThanMs: number): Promise<boolean> => {
  const row = await db
    .knex(changeTable.table)
    .where({ lane: 2 })
    .whereIn('state', ['new', 'retry', 'parked'])
    .whereRaw(`received_at < ${db.now} - ?`, [olderThanMs])
    .first<{ id: number } | undefined>('id');
  if (row !== undefined) return true;
  const waiting: [Queue, EventRow['state']][] = [
    [QUEUES.people, 'retry'],
    [QUEUES.receipts, 'new'],
    [QUEUES.receipts, 'retry'],
    [QUEUES.receipts, 'parked'],
  ];
  for (const [queue, state] of waiting) {
    const event = await oldestEvent(db, { queue, state });
    if (Number(event?.age ?? 0) > olderThanMs) return true;
  }
  return (await readBacklog(db)).oldestInboundMs > olderThanMs;
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
  { table: changeTable.table, states: ['done', 'foreign', 'unclaimed'], age: keepMs },
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
