import type { Knex } from 'knex';
import type { ParkedReason, ParkedSource } from '../contracts/parked';
import { turnOfTheLoop } from '../kernel/turn';
import type { Db, Sql } from '../strapi/db';
import { beyond, inOrder, readBy, type Moment } from '../strapi/keyset';
import type { Table } from '../strapi/table';
import { QUEUES } from './domain/queue';
import { bodyOf, DELIVERY } from './splitter';
import { changeTable, eventTable } from './tables';

/** This many of a source are counted; the rest is "more". */
const MOST_COUNTED = 10_000;
/** Rows of one statement of a deed, and of one request. */
const PIECE = 500;
const MOST_OF_ONE_REQUEST = 10_000;
/** A larger element is not read to find out whom it is about. */
const LARGEST_READ = 64 * 1024;
/** What stands in place of a payload that is gone. */
const EMPTY = '{}';

/** A parked row as the list needs it. */
export interface ParkedRow {
  source: ParkedSource;
  id: number;
  kind: string;
  reason: ParkedReason;
  attempts: number;
  receivedAt: number;
  /** The element as JSON; null for a delivery, and when it is too large to look into. */
  element: string | null;
}

/** Lists that are read by an index each and merged: rows of one lane, deliveries of one queue. */
interface Stream {
  source: ParkedSource;
  def: Table;
  where: Record<string, unknown>;
  index: string[];
  /** Deliveries are in the order of their ids, which is that of their arrival. */
  byTime: boolean;
}
const streamOf = (source: ParkedSource, of: number): Stream =>
  source === 'changes'
    ? {
        source,
        def: changeTable,
        where: { state: 'parked', lane: of },
        index: ['state', 'lane', 'receivedAt'],
        byTime: true,
      }
    : {
        source,
        def: eventTable,
        where: { state: 'parked', queue: of },
        index: ['state', 'queue', 'id'],
        byTime: false,
      };
const STREAMS: Stream[] = [
  ...[0, 1, 2].map((lane) => streamOf('changes', lane)),
  ...Object.values(QUEUES).map((queue) => streamOf('events', queue)),
];

/** What was parked before reasons were kept has none. */
const ofReason = (query: Knex.QueryBuilder, reason: ParkedReason | undefined): void => {
  if (reason === undefined) return;
  void query.where((q) => {
    void q.where({ reason });
    if (reason === 'error') void q.orWhereNull('reason');
  });
};

type Raw = Record<string, unknown>;
type Order = 'asc' | 'desc';

/** A piece of a stream beyond a place, without what people said. */
const pieceOf = async (
  sql: Sql,
  stream: Stream,
  ask: { reason?: ParkedReason | undefined; after: Moment | null; order: Order; limit: number }
): Promise<ParkedRow[]> => {
  const { source, def, byTime } = stream;
  const { after, order, limit, reason } = ask;
  const query = readBy(sql, def, stream.index).where(stream.where).limit(limit);
  ofReason(query, reason);
  const by = { column: 'received_at', order };
  if (after && byTime) void beyond(query, by, after);
  if (after && !byTime) void query.where('id', order === 'asc' ? '>' : '<', after.id);
  void (byTime ? inOrder(query, by) : query.orderBy('id', order));
  const columns = ['id', 'reason', 'attempts', 'received_at'];
  const raw = (await query.select(source === 'changes' ? [...columns, 'kind'] : columns)) as Raw[];
  return raw.map((row) => ({
    source,
    id: Number(row.id),
    kind: source === 'changes' ? String(row.kind) : DELIVERY,
    reason: (row.reason as ParkedReason | null) ?? 'error',
    attempts: Number(row.attempts),
    receivedAt: Number(row.received_at),
    element: null,
  }));
};

/** Reads the elements of a page, those that are not too large. */
const withElements = async (sql: Sql, rows: ParkedRow[]): Promise<ParkedRow[]> => {
  const ids = rows.filter(({ source }) => source === 'changes').map(({ id }) => id);
  const found = new Map<number, string>();
  if (ids.length > 0) {
    const raw = (await sql(changeTable.table)
      .whereIn('id', ids)
      .whereRaw('length(value) <= ?', [LARGEST_READ])
      .select('id', 'value')) as Raw[];
    for (const row of raw) found.set(Number(row.id), String(row.value));
  }
  return rows.map((row) => ({
    ...row,
    element: (row.source === 'changes' && found.get(row.id)) || null,
  }));
};

/** Where each of the streams goes on; null = at its newest row. */
export type ParkedPlace = (Moment | null)[];
export const PARKED_STREAMS = STREAMS.length;

/**
 * One page of what is parked, newest first: each stream is read by its index and the streams are merged, so that a page
 * costs the same however much is parked. `next` is null on the last page.
 */
export const pageOfParked = async (
  sql: Sql,
  ask: { reason?: ParkedReason | undefined; place: ParkedPlace; limit: number }
): Promise<{ rows: ParkedRow[]; next: ParkedPlace | null }> => {
  const { reason, place, limit } = ask;
  const lists: ParkedRow[][] = [];
  for (const [at, stream] of STREAMS.entries()) {
    const after = place[at] ?? null;
    lists.push(await pieceOf(sql, stream, { reason, after, order: 'desc', limit: limit + 1 }));
  }
  const next = [...place];
  const shown: ParkedRow[] = [];
  while (shown.length < limit) {
    const at = newestOf(lists);
    const row = lists[at]?.shift();
    if (!row) break;
    next[at] = { at: row.receivedAt, id: row.id };
    shown.push(row);
  }
  const isMore = lists.some((list) => list.length > 0);
  return { rows: await withElements(sql, shown), next: isMore ? next : null };
};

/** The list whose first row came last. */
const newestOf = (lists: ParkedRow[][]): number =>
  lists.reduce((best, [head], at) => {
    const newest = lists[best]?.[0];
    return head && (!newest || head.receivedAt > newest.receivedAt) ? at : best;
  }, 0);

/** How much is parked, by reason; counted up to a bound. */
export const countParked = async (
  sql: Sql
): Promise<{ total: number; more: boolean; reasons: Map<ParkedReason, number> }> => {
  const reasons = new Map<ParkedReason, number>();
  let more = false;
  for (const { table } of [changeTable, eventTable]) {
    const some = sql(table).where({ state: 'parked' }).limit(MOST_COUNTED).select('reason');
    const counted = (await sql
      .from(some.as('p'))
      .select('reason')
      .count({ n: '*' })
      .groupBy('reason')) as { reason: ParkedReason | null; n: unknown }[];
    let sum = 0;
    for (const { reason, n } of counted) {
      const key = reason ?? 'error';
      reasons.set(key, (reasons.get(key) ?? 0) + Number(n));
      sum += Number(n);
    }
    more ||= sum >= MOST_COUNTED;
  }
  const total = [...reasons.values()].reduce((sum, n) => sum + n, 0);
  return { total, more, reasons };
};

const tableOf = (source: ParkedSource) => (source === 'changes' ? changeTable : eventTable);

export interface ParkedText {
  kind: string;
  text: string;
  error: string | null;
}

/** What a parked row says; null when it is not there, or not parked any more. */
export const textOfParked = async (
  sql: Sql,
  source: ParkedSource,
  id: number
): Promise<ParkedText | null> => {
  const raw = await sql(tableOf(source).table)
    .where({ id, state: 'parked' })
    .first<Raw | undefined>();
  if (!raw) return null;
  const error = raw.error === null ? null : String(raw.error);
  if (source === 'changes') return { kind: String(raw.kind), text: String(raw.value), error };
  const text = bodyOf({ body: String(raw.body), encoding: raw.encoding as 'utf8' | 'base64' });
  return { kind: DELIVERY, text, error };
};

/** Who decides what becomes of parked rows. */
export interface Decider {
  id: number;
  name: string;
}

/**
 * What a deed makes of a row. Put back, it is as it was when it came: it goes the ordinary way, in the order of its id, and
 * what it does is known by its own key. Discarded, it keeps who did it and when, and loses what it says.
 */
const changeOf = (db: Db, source: ParkedSource, by: Decider | null): Record<string, unknown> => {
  if (by === null)
    return { state: 'new', attempts: 0, failures: 0, next_at: 0, error: null, reason: null };
  return {
    state: 'discarded',
    error: null,
    ...(source === 'changes' ? { value: EMPTY } : { body: EMPTY, encoding: 'utf8' }),
    decided_by: by.id,
    decided_by_name: by.name.slice(0, 255),
    decided_at: db.knex.raw(db.now),
  };
};

interface Deed {
  source: ParkedSource;
  ids: number[];
  /** Who discards them; null = they are put back. */
  by: Decider | null;
}

/** Puts parked rows back or discards them; answers how many. One that is not parked any more is left alone. */
export const decideParked = async (
  db: Db,
  trx: Knex.Transaction,
  { source, ids, by }: Deed
): Promise<number> =>
  trx(tableOf(source).table)
    .whereIn('id', ids)
    .where({ state: 'parked' })
    .update(changeOf(db, source, by));

/**
 * All parked rows of one reason, the oldest of each lane first, in pieces, each told after its commit. What is parked again
 * meanwhile is not taken twice. Answers whether there is more than one request takes.
 */
export const decideAllParked = async (
  db: Db,
  { reason, by, decided }: { reason: ParkedReason; by: Decider | null; decided(n: number): void }
): Promise<boolean> => {
  let taken = 0;
  for (const stream of STREAMS) {
    let after: Moment | null = null;
    for (;;) {
      const ask = { reason, after, order: 'asc' as const, limit: PIECE };
      const rows: ParkedRow[] = await pieceOf(db.knex, stream, ask);
      const last = rows.at(-1);
      if (!last) break;
      if (taken >= MOST_OF_ONE_REQUEST) return true;
      taken += rows.length;
      const ids = rows.map(({ id }) => id);
      decided(await db.tx((trx) => decideParked(db, trx, { source: stream.source, ids, by })));
      after = { at: last.receivedAt, id: last.id };
      if (rows.length < PIECE) break;
      await turnOfTheLoop();
    }
  }
  return false;
};
