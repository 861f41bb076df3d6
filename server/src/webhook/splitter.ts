import type { Knex } from 'knex';
import type { WebhookElement } from '../cloud-api/webhook-element';
import { parseWebhook } from '../cloud-api/webhook-payload';
import { keyOf } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import { dbNow, insertIgnore, type Db } from '../strapi/db';
import { errorText, type Log } from '../strapi/log';
import { readRow } from '../strapi/table';
import { isHopeless } from './domain/hopeless';
import type { Parked } from './domain/parked-tally';
import { reasonOf } from './domain/reason';
import { laneOf, shardOf } from './domain/shard';
import type { Queue } from './domain/queue';
import { changeTable, eventTable, type EventRow } from './tables';

/** Events of one transaction; their bodies may be large, so not more. */
export const SPLIT_EVENTS = 100;
const MAX_STARTS: number = 3;
/** Starts that ended neither in success nor in an error: the process died. */
const lostStarts = (event: EventRow): number => event.attempts - event.failures;

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
  retryMs: number[];
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
    .update({ state: 'parked', error, reason, failures: event.failures + 1 });
  if (changed > 0) parked({ kind: DELIVERY, reason });
};

/** A failure that may pass is tried again, as often as one of a change is; the last one parks the delivery. */
const fail = async (deps: Deps, event: EventRow, cause: unknown) => {
  const wait = isHopeless(cause) ? undefined : deps.retryMs[event.failures];
  const error = errorText(cause);
  if (wait === undefined) return park(deps, event, { error, reason: reasonOf(cause) });
  const { db, log } = deps;
  log.warn('delivery will be tried again', { event: event.id, error });
  const nextAt = (await dbNow(db)) + wait;
  await db
    .knex(eventTable.table)
    .where({ id: event.id, state: 'new' })
    .update({ state: 'retry', error, failures: event.failures + 1, next_at: nextAt });
};

/** Puts deliveries whose next try is due back into their queues. */
export const requeueDue = (db: Db): Promise<number> =>
  db
    .knex(eventTable.table)
    .where({ state: 'retry' })
    .whereRaw(`next_at <= ${db.now}`)
    .update({ state: 'new' });

/** Splits each event alone: after a failure of its group or of its own, or when it has brought the process down before. */
const splitAlone = async (deps: Deps, events: EventRow[]): Promise<void> => {
  for (const event of events) {
    try {
      await deps.db.tx((trx) => split(deps.db, trx, [event]));
    } catch (error) {
      await fail(deps, event, error);
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
  const guilty = events.filter((event) => lostStarts(event) > MAX_STARTS);
  for (const event of guilty) {
    const error = 'stopped the process several times';
    await park(deps, event, { error, reason: 'server-stopped' });
  }
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
