import type { Knex } from 'knex';
import type { WebhookElement } from '../cloud-api/webhook-element';
import { parseWebhook } from '../cloud-api/webhook-payload';
import { keyOf } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import { insertIgnore, type Db } from '../strapi/db';
import { readRow } from '../strapi/table';
import { laneOf, shardOf } from './domain/shard';
import type { Queue } from './domain/queue';
import { createFailures, lostStarts, MAX_STARTS, type FailureDeps } from './failures';
import { changeTable, eventTable, type EventRow } from './tables';

/** Events of one transaction; their bodies may be large, so not more. */
export const SPLIT_EVENTS = 100;
/** The text of a delivery as it came. */
export const bodyOf = (event: Pick<EventRow, 'body' | 'encoding'>): string =>
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
    if (!parsed.ok) throw new SyntaxError('the stored body is no JSON');
    return parsed.value.map((element) => changeRow(event, element));
  });
  const unique = [...new Map(rows.map((row) => [row.key_hash, row])).values()];
  await insertIgnore(db, trx, { table: changeTable.table, rows: unique, keys: ['key_hash'] });
  const ids = events.map((event) => event.id);
  await trx(eventTable.table).whereIn('id', ids).update({ state: 'split' });
  return rows.length;
};

/** What a delivery that was not taken apart is called in place of a kind. */
export const DELIVERY = 'delivery';

const failuresOf = (deps: FailureDeps) =>
  createFailures<EventRow>(deps, {
    table: eventTable.table,
    called: 'delivery',
    kindOf: () => DELIVERY,
  });

/** Puts deliveries whose next try is due back into their queues. */
export const requeueDue = (db: Db): Promise<number> =>
  db
    .knex(eventTable.table)
    .where({ state: 'retry' })
    .whereRaw(`next_at <= ${db.now}`)
    .update({ state: 'new' });

/** Splits each event alone: after a failure of its group or of its own, or when it has brought the process down before. */
const splitAlone = async (deps: FailureDeps, events: EventRow[]): Promise<void> => {
  for (const event of events) {
    try {
      await deps.db.tx((trx) => split(deps.db, trx, [event]));
    } catch (error) {
      await failuresOf(deps).fail(event, error);
    }
  }
};

/**
 * Turns accepted events of one queue into changes, in the order of their arrival. Returns how many events were done.
 * The try is counted in a commit of its own before it: an event that kills the process is seen and parked.
 */
export const splitSome = async (deps: FailureDeps, queue: Queue): Promise<number> => {
  const { db } = deps;
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
  const guilty = events.filter((event) => lostStarts(event) > MAX_STARTS);
  for (const event of guilty) await failuresOf(deps).parkSuspect(event);
  const fresh = events.filter((event) => lostStarts(event) < MAX_STARTS && event.failures === 0);
  try {
    if (fresh.length > 0) await db.tx((trx) => split(db, trx, fresh));
  } catch {
    await splitAlone(deps, fresh); // one bad event must not hold the others; it waits or is parked with its error there
  }
  await splitAlone(
    deps,
    events.filter((event) => !guilty.includes(event) && !fresh.includes(event))
  );
  return events.length;
};
