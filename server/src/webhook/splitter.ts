import type { Knex } from 'knex';
import type { WebhookElement } from '../cloud-api/webhook-element';
import { parseWebhook } from '../cloud-api/webhook-payload';
import { keyOf } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import { insertIgnore, type Db } from '../strapi/db';
import { errorText, type Log } from '../strapi/log';
import { readRow } from '../strapi/table';
import type { Parked } from './domain/parked-tally';
import { reasonOf } from './domain/reason';
import { laneOf, shardOf } from './domain/shard';
import type { Queue } from './domain/queue';
import { changeTable, eventTable, type EventRow } from './tables';

/** Events of one transaction; their bodies may be large, so not more. */
export const SPLIT_EVENTS = 100;
const MAX_STARTS: number = 3;

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

interface Deps {
  db: Db;
  log: Log;
  /** A delivery waits for a person now; told to the log in bundles. */
  parked(parked: Parked): void;
}

/** What a delivery that was not taken apart is called in place of a kind. */
export const DELIVERY = 'delivery';

const park = async (
  { db, log, parked }: Deps,
  event: EventRow,
  { error, reason }: { error: string; reason: Parked['reason'] }
) => {
  log.error('delivery parked', { event: event.id, error });
  const changed = await db
    .knex(eventTable.table)
    .where({ id: event.id, state: 'new' })
    .update({ state: 'parked', error, reason });
  if (changed > 0) parked({ kind: DELIVERY, reason });
};

/** Splits each event alone: after a failure of the group, or when an event has brought the process down before. */
const splitAlone = async (deps: Deps, events: EventRow[]): Promise<void> => {
  const { db } = deps;
  for (const event of events) {
    try {
      await db.tx((trx) => split(db, trx, [event]));
    } catch (error) {
      await park(deps, event, { error: errorText(error), reason: reasonOf(error) });
    }
  }
};

/**
 * Turns accepted events of one queue into changes, in the order of their arrival. Returns how many events were done.
 * The try is counted in a commit of its own before it: an event that kills the process is seen and parked.
 */
export const splitSome = async (deps: Deps, queue: Queue): Promise<number> => {
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
  const suspects = events.filter((event) => event.attempts >= MAX_STARTS);
  for (const event of suspects.filter((e) => e.attempts > MAX_STARTS)) {
    const error = 'stopped the process several times';
    await park(deps, event, { error, reason: 'server-stopped' });
  }
  const fresh = events.filter((event) => event.attempts < MAX_STARTS);
  try {
    if (fresh.length > 0) await db.tx((trx) => split(db, trx, fresh));
  } catch {
    await splitAlone(deps, fresh); // one bad event must not hold the others; it is parked with its error there
  }
  await splitAlone(
    deps,
    suspects.filter((event) => event.attempts === MAX_STARTS)
  );
  return events.length;
};
