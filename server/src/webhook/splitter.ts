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

/** Events of one transaction, and most of their text: all of it and what is read from it is in memory at once. */
const SPLIT_EVENTS = 100;
const SPLIT_CHARACTERS = 4 * 1024 * 1024;
/** The text of a delivery as it came. */
export const bodyOf = (event: Pick<EventRow, 'body' | 'encoding'>): string =>
  event.encoding === 'base64' ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;

/** How far Meta's clock may be ahead of ours. */
const AHEAD_MS = 60_000;

/** Meta's time of an element; one that is later than its arrival counts as that, so that no window is open for days. */
const timeOf = ({ at }: WebhookElement, { receivedAt }: EventRow): number =>
  at === null || at > receivedAt + AHEAD_MS ? receivedAt : at;

const changeRow = (event: EventRow, element: WebhookElement): Record<string, unknown> => ({
  event_id: event.id,
  kind: element.kind,
  key_hash: keyOf(`${element.kind}|${element.naturalKey}`),
  lane: laneOf(element.kind),
  shard: shardOf(element),
  value: withoutNul(JSON.stringify({ ...element, at: timeOf(element, event) })),
  state: 'new',
  attempts: 0,
  next_at: 0,
  at: timeOf(element, event),
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

/** Counts a start in a commit of its own before the try, so that what kills the process is known after it. */
const begin = (db: Db, events: readonly EventRow[]) =>
  db
    .knex(eventTable.table)
    .whereIn(
      'id',
      events.map((event) => event.id)
    )
    .increment('attempts', 1);

const splitAlone = async (deps: FailureDeps, event: EventRow): Promise<void> => {
  try {
    await deps.db.tx((trx) => split(deps.db, trx, [event]));
  } catch (error) {
    await failuresOf(deps).fail(event, error);
  }
};

/** Events that were begun together: one that cannot be split waits or is parked by itself, the others are split. */
const splitTogether = async (deps: FailureDeps, events: EventRow[]): Promise<void> => {
  if (events.length === 0) return;
  await begin(deps.db, events);
  try {
    await deps.db.tx((trx) => split(deps.db, trx, events));
  } catch {
    for (const event of events) await splitAlone(deps, event);
  }
};

/**
 * An event that failed before, or was there when the process died. Its start is counted alone: of a group that kept bringing
 * the process down only the guilty one is parked.
 */
const trySuspect = async (deps: FailureDeps, event: EventRow): Promise<void> => {
  if (lostStarts(event) > MAX_STARTS) return failuresOf(deps).parkSuspect(event);
  await begin(deps.db, [event]);
  await splitAlone(deps, event);
};

export interface Round {
  /** How many events were tried. */
  events: number;
  /** It was cut short: more may wait. */
  isFull: boolean;
}

/** The next events of a queue, the oldest first: at least one, and no more than belong into one transaction. */
const nextEvents = async (
  db: Db,
  queue: Queue
): Promise<{ events: EventRow[]; isFull: boolean }> => {
  const sizes = await db
    .knex(eventTable.table)
    .where({ state: 'new', queue })
    .orderBy('id')
    .limit(SPLIT_EVENTS)
    .select<{ id: unknown; size: unknown }[]>('id', db.knex.raw('length(body) as size'));
  let characters = 0;
  const fitting = sizes.filter(({ size }, i) => {
    characters += Number(size);
    return i === 0 || characters <= SPLIT_CHARACTERS;
  });
  const isFull = fitting.length < sizes.length || sizes.length === SPLIT_EVENTS;
  if (fitting.length === 0) return { events: [], isFull };
  const raw = await db
    .knex(eventTable.table)
    .whereIn(
      'id',
      fitting.map(({ id }) => Number(id))
    )
    .andWhere({ state: 'new' })
    .orderBy('id')
    .select<Record<string, unknown>[]>();
  return { events: raw.map((row) => readRow(eventTable, row)), isFull };
};

/** Turns accepted events of one queue into changes, in the order of their arrival. */
export const splitSome = async (deps: FailureDeps, queue: Queue): Promise<Round> => {
  const { events, isFull } = await nextEvents(deps.db, queue);
  const isFresh = (event: EventRow) => lostStarts(event) < MAX_STARTS && event.failures === 0;
  await splitTogether(deps, events.filter(isFresh));
  for (const event of events) if (!isFresh(event)) await trySuspect(deps, event);
  return { events: events.length, isFull };
};
