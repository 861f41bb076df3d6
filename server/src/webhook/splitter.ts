import type { Knex } from 'knex';
import type { WebhookElement } from '../cloud-api/webhook-element';
import { parseWebhook } from '../cloud-api/webhook-payload';
import { keyOf } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import { insertIgnore, type Db } from '../strapi/db';
import { errorText } from '../strapi/log';
import { readRow } from '../strapi/table';
import { laneOf, shardOf } from './domain/shard';
import type { Queue } from './domain/queue';
import { changeTable, eventTable, type EventRow } from './tables';

/** Events of one transaction; their bodies may be large, so not more. */
export const SPLIT_EVENTS = 100;
const MAX_STARTS: number = 3;

const bodyOf = (event: EventRow): string =>
  event.encoding === 'base64' ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;

const changeRow = (event: EventRow, element: WebhookElement): Record<string, unknown> => ({
  event_id: event.id,
  kind: element.kind,
  key_hash: keyOf(`${element.kind}|${element.naturalKey}`),
  lane: laneOf(element.kind),
  shard: shardOf(element),
  value: withoutNul(JSON.stringify(element)),
  state: 'new',
  attempts: 0,
  next_at: 0,
  at: element.at ?? event.receivedAt,
  received_at: event.receivedAt,
});

const split = async (db: Db, trx: Knex.Transaction, events: EventRow[]): Promise<number> => {
  const rows = events.flatMap((event) => {
    const parsed = parseWebhook(bodyOf(event));
    if (!parsed.ok) throw new Error('the stored body is no JSON');
    return parsed.value.map((element) => changeRow(event, element));
  });
  const unique = [...new Map(rows.map((row) => [row.key_hash, row])).values()];
  await insertIgnore(db, trx, { table: changeTable.table, rows: unique, keys: ['key_hash'] });
  const ids = events.map((event) => event.id);
  await trx(eventTable.table).whereIn('id', ids).update({ state: 'split' });
  return rows.length;
};

const park = (db: Db, event: EventRow, error: unknown) =>
  db
    .knex(eventTable.table)
    .where({ id: event.id })
    .update({ state: 'parked', error: errorText(error) });

/** Splits each event alone: after a failure of the group, or when an event has brought the process down before. */
const splitAlone = async (db: Db, events: EventRow[]): Promise<void> => {
  for (const event of events) {
    try {
      await db.tx((trx) => split(db, trx, [event]));
    } catch (error) {
      await park(db, event, error);
    }
  }
};

/**
 * Turns accepted events of one queue into changes, in the order of their arrival. Returns how many events were done.
 * The try is counted in a commit of its own before it: an event that kills the process is seen and parked.
 */
export const splitSome = async (db: Db, queue: Queue): Promise<number> => {
  const raw = await db
    .knex(eventTable.table)
    .where({ state: 'new', queue })
    .orderBy('id')
    .limit(SPLIT_EVENTS)
    .select<Record<string, unknown>[]>();
  const events = raw.map((row) => readRow(eventTable, row));
  if (events.length === 0) return 0;
  const ids = events.map((event) => event.id);
  await db.knex(eventTable.table).whereIn('id', ids).increment('attempts', 1);
  const suspects = events.filter((event) => event.attempts >= MAX_STARTS);
  for (const event of suspects.filter((e) => e.attempts > MAX_STARTS)) {
    await park(db, event, new Error('stopped the process several times'));
  }
  const fresh = events.filter((event) => event.attempts < MAX_STARTS);
  try {
    if (fresh.length > 0) await db.tx((trx) => split(db, trx, fresh));
  } catch {
    await splitAlone(db, fresh); // one bad event must not hold the others; it is parked with its error there
  }
  await splitAlone(
    db,
    suspects.filter((event) => event.attempts === MAX_STARTS)
  );
  return events.length;
};
