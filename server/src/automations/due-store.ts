import type { Knex } from 'knex';
import { keyOf } from '../kernel/hash';
import { addTo } from '../kernel/lists';
import { insertIgnore, INSERT_PIECE, pieces, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { automationTable, dueTable, type DueRow } from './tables';

const DUES = dueTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): DueRow => readRow(dueTable, raw);

type Whose = Pick<DueRow, 'automationId' | 'entryDocument' | 'contactId'>;
export type NewDue = Whose &
  Pick<DueRow, 'dueAt' | 'basis' | 'addedAt'> &
  Partial<Pick<DueRow, 'people' | 'asksFirst'>>;

/**
 * One moment ahead for each. Of a clock a person waits for several: before it is evening where they live, the first clock on
 * earth shows the next day.
 */
const dueKeyOf = ({ automationId, entryDocument, contactId, basis }: NewDue): string => {
  const time = entryDocument === null && contactId !== null ? [basis] : [];
  return keyOf([automationId, entryDocument ?? '', contactId ?? 0, ...time].join(' '));
};

/** Moments that have come, the longest due first. */
export const comeDues = async (sql: Sql, now: number, most: number): Promise<DueRow[]> => {
  const raw = await sql(DUES)
    .where('due_at', '<=', now)
    .where('next_at', '<=', now)
    .orderBy([{ column: 'due_at' }, { column: 'id' }])
    .limit(most)
    .select<Raw[]>();
  return raw.map(read);
};

/** The entries of an automation whose moments come next, those of their people too. */
export const documentsAhead = async (
  sql: Sql,
  { automationId, after, most }: { automationId: number; after: number; most: number }
): Promise<string[]> => {
  const documents = await sql(DUES)
    .where({ automation_id: automationId })
    .whereNotNull('entry_document')
    .where('due_at', '>', after)
    .orderBy([{ column: 'due_at' }, { column: 'id' }])
    .limit(most)
    .pluck<unknown[]>('entry_document');
  return documents.map(String);
};

/** The moment of an entry, or of a person, in place of the one that is written down. */
export const putDue = async (db: Db, trx: Knex.Transaction, due: NewDue): Promise<void> => {
  const dueKey = dueKeyOf(due);
  const fresh = { people: null, asksFirst: false, peopleCursor: 0, tries: 0, nextAt: 0 };
  const row = writeRow(dueTable, { ...fresh, ...due, dueKey });
  if ((await trx(DUES).where({ due_key: dueKey }).update(row)) > 0) return;
  await insertIgnore(db, trx, { table: DUES, rows: [row], keys: ['due_key'] });
};

/** Changes it as it was read; 0 = it is another one by now. */
export const moveDue = (
  sql: Sql,
  { id, dueAt, basis }: Pick<DueRow, 'id' | 'dueAt' | 'basis'>,
  change: Partial<DueRow>
): Promise<number> =>
  sql(DUES).where({ id, due_at: dueAt, basis }).update(writeRow(dueTable, change));

/** The same, once it went well: tries of before say nothing of what comes next. */
export const goOnWithDue = (
  sql: Sql,
  row: Pick<DueRow, 'id' | 'dueAt' | 'basis'>,
  change: Partial<DueRow>
): Promise<number> => moveDue(sql, row, { ...change, tries: 0, nextAt: 0 });

export const dropDue = (
  sql: Sql,
  { id, dueAt, basis }: Pick<DueRow, 'id' | 'dueAt' | 'basis'>
): Promise<number> => sql(DUES).where({ id, due_at: dueAt, basis }).delete();

/** All moments of an entry, those of its people too. */
const ofEntry = (
  sql: Sql,
  { automationId, entryDocument }: Pick<DueRow, 'automationId' | 'entryDocument'>
): Knex.QueryBuilder =>
  sql(DUES).where({ automation_id: automationId, entry_document: entryDocument });

/** What the moment of the entry itself is reckoned from; null: it has none. */
export const basisOfEntry = async (
  sql: Sql,
  whose: Pick<DueRow, 'automationId' | 'entryDocument'>
): Promise<string | null> => {
  const own = ofEntry(sql, whose).whereNull('contact_id');
  return (await own.first<Pick<DueRow, 'basis'> | undefined>('basis'))?.basis ?? null;
};

/**
 * The moments of an entry are only this one from now on; null: none. What has come and waits for its turn stays: it looks at
 * the entry once more itself. The moment of the entry then finds what lies ahead, that of a person nothing but its own.
 */
export const replaceDues = async (
  db: Db,
  trx: Knex.Transaction,
  {
    next,
    now,
    ...whose
  }: Pick<DueRow, 'automationId' | 'entryDocument'> & {
    next: Pick<DueRow, 'dueAt' | 'basis'> | null;
    now: number;
  }
): Promise<void> => {
  const come = ofEntry(trx, whose).whereNull('contact_id').where('due_at', '<=', now);
  if ((await come.first<unknown>('id')) !== undefined) return;
  await ofEntry(trx, whose).where('due_at', '>', now).delete();
  if (next) await putDue(db, trx, { ...whose, ...next, contactId: null, addedAt: now });
};

/** Those of these entries whose moments are others than these already; null: none. One statement for all of them. */
export const duesToReplace = async (
  sql: Sql,
  automationId: number,
  next: ReadonlyMap<string, Pick<DueRow, 'dueAt' | 'basis'> | null>
): Promise<string[]> => {
  const raw = await sql(DUES)
    .where({ automation_id: automationId })
    .whereIn('entry_document', [...next.keys()])
    .select<Raw[]>();
  const there = new Map<string, DueRow[]>();
  for (const row of raw.map(read)) addTo(there, row.entryDocument ?? '', row);
  return [...next].flatMap(([documentId, wanted]) => {
    const [own, ...others] = there.get(documentId) ?? [];
    const isSame =
      others.length === 0 &&
      (own?.contactId ?? null) === null &&
      own?.dueAt === wanted?.dueAt &&
      own?.basis === wanted?.basis;
    return isSame ? [] : [documentId];
  });
};

/** Nothing of the entry lies ahead any more. */
export const dropDuesOfEntry = (
  sql: Sql,
  whose: Pick<DueRow, 'automationId' | 'entryDocument'>
): Promise<number> => ofEntry(sql, whose).delete();

/**
 * The same of these entries of a content type, for every automation. By their ids: on MySQL a row that is not there would lock
 * its place.
 */
export const dropDuesOfEntries = async (
  trx: Knex.Transaction,
  uid: string,
  documentIds: readonly string[]
): Promise<void> => {
  const automationIds = await trx(automationTable.table).where({ uid }).pluck<unknown[]>('id');
  for (const automationId of automationIds.map(Number))
    for (const piece of pieces(documentIds, INSERT_PIECE)) {
      const ids = await trx(DUES)
        .where({ automation_id: automationId })
        .whereIn('entry_document', piece)
        .pluck<unknown[]>('id');
      for (const some of pieces(ids.map(Number), INSERT_PIECE))
        await trx(DUES).whereIn('id', some).delete();
    }
};

/** All moments of an automation. */
export const dropDuesOf = (sql: Sql, automationId: number): Promise<number> =>
  sql(DUES).where({ automation_id: automationId }).delete();
