import type { Knex } from 'knex';
import { insertIgnore, insertRow, INSERT_PIECE, pieces, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import type { IdPage } from './domain/members';
import { memberTable, segmentLookTable, type SegmentLookRow } from './tables';

const LOOKS = segmentLookTable.table;
const MEMBERS = memberTable.table;
type Raw = Record<string, unknown>;

/** All of them: as many as there are automations with a segment. */
export const segmentLooks = async (sql: Sql): Promise<SegmentLookRow[]> =>
  ((await sql(LOOKS).orderBy('id')) as Raw[]).map((row) => readRow(segmentLookTable, row));

/** An automation was switched on, or has another segment: everything before is forgotten. */
export const restartLook = async (
  db: Db,
  { automationId, since }: Pick<SegmentLookRow, 'automationId' | 'since'>
): Promise<void> => {
  const row = writeRow(segmentLookTable, {
    ...{ automationId, since, mark: '', phase: 'forget', startedAt: 0, peopleCursor: 0 },
    ...{ nextAt: 0, edited: false, cameIn: 0, wentOut: 0, tries: 0 },
  });
  const known = db.knex(LOOKS).where({ automation_id: automationId });
  if ((await known.update(row)) > 0) return;
  await insertIgnore(db, db.knex, { table: LOOKS, rows: [row], keys: ['automation_id'] });
};

/** The same look of the same segment: one that began again since is another. */
const same = (sql: Sql, { id, since, mark, phase, startedAt }: SegmentLookRow): Knex.QueryBuilder =>
  sql(LOOKS).where({ id, since, mark, phase, started_at: startedAt });

/** Holds what a process knows of a look still? One that was frozen meanwhile must write nothing. */
export const isSameLook = async (sql: Sql, look: SegmentLookRow): Promise<boolean> =>
  (await same(sql, look).first<unknown>('id')) !== undefined;

/** Changes it as it was read; 0 = another process has brought it further. */
export const moveLook = (
  sql: Sql,
  look: SegmentLookRow,
  change: Partial<SegmentLookRow>
): Promise<number> =>
  same(sql, look)
    .where({ people_cursor: look.peopleCursor })
    .update(writeRow(segmentLookTable, change));

/** It is tried again then, from where it has come to. */
export const postponeLook = async (
  sql: Sql,
  { id, since }: Pick<SegmentLookRow, 'id' | 'since'>,
  nextAt: number
): Promise<void> => {
  await sql(LOOKS).where({ id, since }).update({ next_at: nextAt });
};

export const dropLook = async (
  sql: Sql,
  { id, since }: Pick<SegmentLookRow, 'id' | 'since'>
): Promise<void> => {
  await sql(LOOKS).where({ id, since }).delete();
};

/** Who was in the segment, in order of their ids. */
export const membersIn = async (
  sql: Sql,
  automationId: number,
  { after, upTo, limit }: IdPage
): Promise<number[]> => {
  const ids = await sql(MEMBERS)
    .where({ automation_id: automationId })
    .where('contact_id', '>', after)
    .where('contact_id', '<=', upTo)
    .orderBy('contact_id')
    .limit(limit)
    .pluck<unknown[]>('contact_id');
  return ids.map(Number);
};

export const addMembers = (
  db: Db,
  trx: Knex.Transaction,
  { automationId, contactIds }: { automationId: number; contactIds: readonly number[] }
): Promise<void> =>
  insertIgnore(db, trx, {
    table: MEMBERS,
    rows: contactIds.map((contactId) => writeRow(memberTable, { automationId, contactId })),
    keys: ['automation_id', 'contact_id'],
  });

/** One person, who is locked. False: they were in it already. */
export const addMember = async (
  trx: Knex.Transaction,
  automationId: number,
  contactId: number
): Promise<boolean> => {
  const row = writeRow(memberTable, { automationId, contactId });
  if ((await trx(MEMBERS).where(row).first<unknown>('id')) !== undefined) return false;
  await insertRow(trx, MEMBERS, row);
  return true;
};

/** Answers how many of them were in it. */
export const dropMembers = async (
  trx: Knex.Transaction,
  { automationId, contactIds }: { automationId: number; contactIds: readonly number[] }
): Promise<number> => {
  let count = 0;
  for (const piece of pieces(contactIds, INSERT_PIECE))
    count += await trx(MEMBERS)
      .where({ automation_id: automationId })
      .whereIn('contact_id', piece)
      .delete();
  return count;
};

/** Forgets people of an automation, a piece at a time; answers how many. */
export const forgetMembers = async (
  sql: Sql,
  automationId: number,
  most: number
): Promise<number> => {
  const ids = await sql(MEMBERS)
    .where({ automation_id: automationId })
    .limit(most)
    .pluck<unknown[]>('id');
  for (const piece of pieces(ids, INSERT_PIECE))
    await sql(MEMBERS).whereIn('id', piece.map(Number)).delete();
  return ids.length;
};
