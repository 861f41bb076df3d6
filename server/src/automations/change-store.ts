import type { Knex } from 'knex';
import type { HeldValues } from '../contracts/automations';
import { INSERT_PIECE, pieces, type Sql } from '../strapi/db';
import { beyond, inOrder, readBy, type Moment } from '../strapi/keyset';
import { readRow, writeRow } from '../strapi/table';
import { without } from './domain/values';
import { changeTable, startTable, type ChangeRow } from './tables';

const CHANGES = changeTable.table;
const PURGED = 1_000;
/** Entries, and changes of them, that are looked at together. */
const LOOKED = 200;

export const insertChanges = async (
  sql: Sql,
  rows: readonly Omit<ChangeRow, 'id'>[]
): Promise<void> => {
  for (const piece of pieces(rows, INSERT_PIECE))
    await sql(CHANGES).insert(piece.map((row) => writeRow(changeTable, row)));
};

const read = (raw: Record<string, unknown>): ChangeRow => readRow(changeTable, raw);

/** Changes that automations look at next, in their order; one that failed comes behind the others. */
export const dueChanges = async (
  sql: Sql,
  { now, most }: { now: number; most: number }
): Promise<ChangeRow[]> => {
  const raw = await sql(CHANGES)
    .where({ state: 'due' })
    .where('next_at', '<=', now)
    .orderBy([{ column: 'next_at' }, { column: 'id' }])
    .limit(most)
    .select<Record<string, unknown>[]>();
  return raw.map(read);
};

/** Changes of a type within a time, the newest first, behind this one. */
export const changesBack = async (
  sql: Sql,
  {
    uid,
    from,
    to,
    behind,
    most,
  }: { uid: string; from: number; to: number; behind: Moment | null; most: number }
): Promise<ChangeRow[]> => {
  const by = { column: 'at', order: 'desc' } as const;
  const query = readBy(sql, changeTable, ['uid', 'at'])
    .where({ uid })
    .where('at', '>=', from)
    .where('at', '<=', to);
  if (behind) void beyond(query, by, behind);
  const raw = await inOrder(query, by).limit(most).select<Record<string, unknown>[]>();
  return raw.map(read);
};

/** Changes of a type since an instant that were held back, the oldest first, behind one of them and up to another one. */
export const heldChanges = async (
  sql: Sql,
  {
    uid,
    since,
    behind,
    upTo,
    most,
  }: { uid: string; since: number; behind: Moment | null; upTo: Moment | null; most: number }
): Promise<ChangeRow[]> => {
  const by = { column: 'at', order: 'asc' } as const;
  const query = readBy(sql, changeTable, ['uid', 'at'])
    .where({ uid, state: 'held' })
    .where('at', '>=', since);
  if (behind) void beyond(query, by, behind);
  if (upTo) void beyond(query, { column: 'at', order: 'desc' }, { ...upTo, own: true });
  const raw = await inOrder(query, by).limit(most).select<Record<string, unknown>[]>();
  return raw.map(read);
};

/** Changes of an entry, the newest first. */
export const changesOfEntry = async (
  sql: Sql,
  { uid, documentId, most }: { uid: string; documentId: string; most: number }
): Promise<ChangeRow[]> => {
  const raw = await sql(CHANGES)
    .where({ uid, entry_document: documentId })
    .orderBy('id', 'desc')
    .limit(most)
    .select<Record<string, unknown>[]>();
  return raw.map(read);
};

/** Changes of these entries, at most some hundred, since an instant: the next ones by their ids. */
const changesSince = async (
  sql: Sql,
  {
    uid,
    documentIds,
    since,
    after,
    most,
  }: { uid: string; documentIds: readonly string[]; since: number; after: number; most: number }
): Promise<ChangeRow[]> => {
  const raw = await sql(CHANGES)
    .where({ uid })
    .whereIn('entry_document', [...documentIds])
    .where('at', '>=', since)
    .where('id', '>', after)
    .orderBy('id')
    .limit(most)
    .select<Record<string, unknown>[]>();
  return raw.map(read);
};

/** All of them, by pages. */
export async function* changePages(
  sql: Sql,
  ask: { uid: string; documentIds: readonly string[]; since: number }
): AsyncGenerator<ChangeRow[]> {
  for (let [after, isMore] = [0, true]; isMore;) {
    const rows = await changesSince(sql, { ...ask, after, most: LOOKED });
    yield rows;
    after = rows.at(-1)?.id ?? after;
    isMore = rows.length === LOOKED;
  }
}

export const changeById = async (sql: Sql, id: number): Promise<ChangeRow | null> => {
  const raw = await sql(CHANGES).where({ id }).first<Record<string, unknown> | undefined>();
  return raw ? read(raw) : null;
};

/** All automations have done what they do about them. */
export const finishChanges = async (
  sql: Sql,
  ids: readonly number[],
  at: number
): Promise<void> => {
  if (ids.length > 0)
    await sql(CHANGES)
      .whereIn('id', [...ids])
      .update({ state: 'done', done_at: at });
};

/** It is tried again then. */
export const postponeChange = async (
  sql: Sql,
  { id, tries }: Pick<ChangeRow, 'id' | 'tries'>,
  nextAt: number
): Promise<void> => {
  await sql(CHANGES)
    .where({ id })
    .update({ tries: tries + 1, next_at: nextAt });
};

/** Takes changes away, and what automations did about them, that are older; at most 1,000 of each a call. Answers how many. */
export const purgeChanges = async (sql: Sql, before: number): Promise<number> => {
  let count = 0;
  for (const table of [CHANGES, startTable.table]) {
    const ids = await sql(table).where('at', '<', before).limit(PURGED).pluck<number[]>('id');
    if (ids.length > 0) count += await sql(table).whereIn('id', ids).delete();
  }
  return count;
};

/** Takes these fields out of what changes of entries hold. */
export const dropFieldsOfChanges = async (
  trx: Knex.Transaction,
  {
    uid,
    documentIds,
    fields,
  }: { uid: string; documentIds: readonly string[]; fields: readonly string[] }
): Promise<void> => {
  const left = (values: HeldValues | null) => values && without(values, fields);
  const drop = async ({ id, valuesBefore, valuesAfter }: ChangeRow): Promise<void> => {
    const [before, now] = [left(valuesBefore), left(valuesAfter)];
    if (!before && !now) return;
    const change = {
      ...(before ? { valuesBefore: before } : {}),
      ...(now ? { valuesAfter: now } : {}),
    };
    await trx(CHANGES).where({ id }).update(writeRow(changeTable, change));
  };
  for (const piece of pieces(documentIds, LOOKED)) {
    const ask = { uid, documentIds: piece, since: 0 };
    for await (const rows of changePages(trx, ask)) for (const row of rows) await drop(row);
  }
};

/** Changes of these entries hold what people wrote into them. */
export const dropChangesOf = async (
  trx: Knex.Transaction,
  uid: string,
  documentIds: readonly string[]
): Promise<void> => {
  for (const piece of pieces(documentIds, INSERT_PIECE))
    await trx(CHANGES).where({ uid }).whereIn('entry_document', piece).delete();
};
