import type { DeliveryState } from '../contracts/outbound';
import { turnOfTheLoop } from '../kernel/turn';
import { insertIgnore, pieces, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { outboundDeliveryTable, outboundEndpointTable, type DeliveryRow } from './tables';

const TABLE = outboundDeliveryTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): DeliveryRow => readRow(outboundDeliveryTable, raw);
/** Rows of one INSERT: SQLite counts variables. */
const INSERT = 200;
const PIECE = 1_000;

export type NewDelivery = Pick<
  DeliveryRow,
  'endpointId' | 'eventId' | 'type' | 'payload' | 'contactId' | 'addedAt'
>;

/** A new row that is due at once. */
export const newDelivery = (given: NewDelivery): Omit<DeliveryRow, 'id'> => ({
  ...given,
  state: 'waiting',
  attempts: 0,
  nextTryAt: given.addedAt,
  claim: null,
  lastStatus: null,
  lastError: null,
  lastTryAt: null,
  endedAt: null,
});

/** Queues deliveries; one that is there already for its address stays as it is. */
export const addDeliveries = async (
  db: Db,
  sql: Sql,
  rows: readonly Omit<DeliveryRow, 'id'>[]
): Promise<void> => {
  for (const piece of pieces(rows, INSERT))
    await insertIgnore(db, sql, {
      table: TABLE,
      rows: piece.map((row) => writeRow(outboundDeliveryTable, row)),
      keys: ['endpoint_id', 'event_id'],
    });
};

/** Addresses for which something is due. */
export const endpointsDue = async (sql: Sql, now: number): Promise<number[]> =>
  (
    await sql(TABLE)
      .where({ state: 'waiting' })
      .where('next_try_at', '<=', now)
      .distinct<{ endpoint_id: unknown }[]>('endpoint_id')
  ).map((row) => Number(row.endpoint_id));

/**
 * Takes due deliveries of an address for a while: nobody else gets them before `until`, and when this process dies they
 * are due again then.
 */
export const claimDue = async (
  sql: Sql,
  {
    endpointId,
    now,
    until,
    most,
    claim,
  }: Record<'endpointId' | 'now' | 'until' | 'most', number> & {
    claim: string;
  }
): Promise<DeliveryRow[]> => {
  await sql.raw(
    `UPDATE ${TABLE} SET claim = ?, next_try_at = ?
     WHERE state = 'waiting' AND next_try_at <= ? AND id IN (SELECT id FROM (
       SELECT id FROM ${TABLE} WHERE endpoint_id = ? AND state = 'waiting' AND next_try_at <= ?
       ORDER BY next_try_at, id LIMIT ${Math.floor(most)}) x)`,
    [claim, until, now, endpointId, now]
  );
  return ((await sql(TABLE).where({ claim }).orderBy('id')) as Raw[]).map(read);
};

/** Writes how an attempt ended; false when the row is no longer this claim's (its time was over). */
export const endAttempt = async (
  sql: Sql,
  { id, claim }: Pick<DeliveryRow, 'id' | 'claim'>,
  change: Partial<DeliveryRow>
): Promise<boolean> =>
  (await sql(TABLE)
    .where({ id, claim })
    .update(writeRow(outboundDeliveryTable, { ...change, claim: null }))) > 0;

export const findDelivery = async (sql: Sql, id: number): Promise<DeliveryRow | null> => {
  const raw = await sql(TABLE).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const findOfEvent = async (
  sql: Sql,
  { endpointId, eventId }: Pick<DeliveryRow, 'endpointId' | 'eventId'>
): Promise<DeliveryRow | null> => {
  const raw = await sql(TABLE)
    .where({ endpoint_id: endpointId, event_id: eventId })
    .first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** Newest first; `before` is the last id shown. */
export const listDeliveries = async (
  sql: Sql,
  { endpointId, state }: { endpointId: number; state: DeliveryState | undefined },
  { before, limit }: { before: number | null; limit: number }
): Promise<DeliveryRow[]> => {
  const query = sql(TABLE).where({ endpoint_id: endpointId, ...(state ? { state } : {}) });
  if (before !== null) void query.where('id', '<', before);
  return ((await query.orderBy('id', 'desc').limit(limit)) as Raw[]).map(read);
};

/** How many wait and how many failed, by address. */
export const countOpen = async (
  sql: Sql
): Promise<Map<number, { waiting: number; failed: number }>> => {
  const rows = (await sql(TABLE)
    .whereIn('state', ['waiting', 'failed'])
    .groupBy('endpoint_id', 'state')
    .select('endpoint_id', 'state')
    .count({ n: '*' })) as { endpoint_id: unknown; state: 'waiting' | 'failed'; n: unknown }[];
  const counts = new Map<number, { waiting: number; failed: number }>();
  for (const { endpoint_id, state, n } of rows) {
    const id = Number(endpoint_id);
    const known = counts.get(id) ?? { waiting: 0, failed: 0 };
    counts.set(id, { ...known, [state]: Number(n) });
  }
  return counts;
};

const AGAIN = { state: 'waiting', attempts: 0, claim: null, endedAt: null } as const;

/** An ended delivery is due again from its first attempt, with the same id. */
export const replay = async (sql: Sql, id: number, now: number): Promise<boolean> =>
  (await sql(TABLE)
    .where({ id })
    .whereIn('state', ['done', 'failed'])
    .update(writeRow(outboundDeliveryTable, { ...AGAIN, nextTryAt: now }))) > 0;

/** All failed ones of an address, a piece at a time; answers how many. */
export const replayFailed = async (sql: Sql, endpointId: number, now: number): Promise<number> => {
  let total = 0;
  for (;;) {
    const ids = await idsOf(sql, (query) =>
      query.where({ endpoint_id: endpointId, state: 'failed' })
    );
    if (ids.length > 0)
      total += await sql(TABLE)
        .whereIn('id', ids)
        .where({ state: 'failed' })
        .update(writeRow(outboundDeliveryTable, { ...AGAIN, nextTryAt: now }));
    if (ids.length < PIECE) return total;
    await turnOfTheLoop();
  }
};

const idsOf = async (
  sql: Sql,
  where: (query: ReturnType<Sql>) => ReturnType<Sql>
): Promise<number[]> =>
  ((await where(sql(TABLE)).orderBy('id').limit(PIECE).select('id')) as { id: unknown }[]).map(
    (row) => Number(row.id)
  );

/** Deletes what matches, a piece at a time; answers how many. */
export const deleteWhere = async (
  sql: Sql,
  where: (query: ReturnType<Sql>) => ReturnType<Sql>
): Promise<number> => {
  let total = 0;
  for (;;) {
    const ids = await idsOf(sql, where);
    if (ids.length > 0) total += await sql(TABLE).whereIn('id', ids).delete();
    if (ids.length < PIECE) return total;
    await turnOfTheLoop();
  }
};

/** Deletes what ended, or was written for an address that was turned off, before the instant, and what has no address. */
export const purgeDeliveries = async (
  sql: Sql,
  { doneBefore, failedBefore }: { doneBefore: number; failedBefore: number }
): Promise<number> => {
  const done = await deleteWhere(sql, (query) =>
    query.where({ state: 'done' }).where('ended_at', '<', doneBefore)
  );
  const failed = await deleteWhere(sql, (query) =>
    query.where({ state: 'failed' }).where('ended_at', '<', failedBefore)
  );
  const waiting = await deleteWhere(sql, (query) =>
    query.where({ state: 'waiting' }).where('added_at', '<', failedBefore)
  );
  const orphans = await deleteWhere(sql, (query) =>
    query.whereNotIn('endpoint_id', sql(outboundEndpointTable.table).select('id'))
  );
  return done + failed + waiting + orphans;
};
