import type { Knex } from 'knex';
import { isoOf } from '../kernel/time';
import { insertRow, type Sql } from '../strapi/db';
import { countOf, type Keeping } from '../strapi/keeping';
import { readRow, writeRow } from '../strapi/table';
import { recordWriteTable, type RecordWriteRow } from './tables';

const WRITES = recordWriteTable.table;
/** Rows cleared at once. */
const PIECE = 1_000;
type Raw = Record<string, unknown>;
const read = (raw: Raw): RecordWriteRow => readRow(recordWriteTable, raw);

/** What this visit of a run wrote; null: nothing yet. */
export const findWrite = async (sql: Sql, writeKey: string): Promise<RecordWriteRow | null> => {
  const raw = await sql(WRITES).where({ write_key: writeKey }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** What is known of a write before it is done. */
type BegunWrite = Omit<RecordWriteRow, 'id' | 'entryDocument' | 'contactId' | 'changes'>;

/**
 * Takes the key of a write, in the transaction that does it: another one with the same key waits for its end, and then gets a
 * unique violation. Answers the id of the row, which is of nobody until `fillWrite`.
 */
export const beginWrite = (trx: Knex.Transaction, row: BegunWrite): Promise<number> =>
  insertRow(
    trx,
    WRITES,
    writeRow(recordWriteTable, { ...row, entryDocument: '', contactId: 0, changes: null })
  );

/** Notes what was written, and on whose answer. */
export const fillWrite = async (
  trx: Knex.Transaction,
  id: number,
  row: Pick<RecordWriteRow, 'entryDocument' | 'contactId' | 'changes'>
): Promise<void> => {
  await trx(WRITES).where({ id }).update(writeRow(recordWriteTable, row));
};

/** What flows wrote into an entry, the newest first. */
export const writesOfEntry = async (
  sql: Sql,
  { uid, documentId, limit }: { uid: string; documentId: string; limit: number }
): Promise<RecordWriteRow[]> =>
  (
    await sql(WRITES)
      .where({ uid, entry_document: documentId })
      .orderBy('id', 'desc')
      .limit(limit)
      .select<Raw[]>()
  ).map(read);

/** For the export of a person: what flows wrote into entries on their answers. */
export const writesOfPerson = async (sql: Sql, contactId: number) =>
  (await sql(WRITES).where({ contact_id: contactId }).orderBy('id').select<Raw[]>())
    .map(read)
    .map(({ uid, entryDocument, action, botName, changes, at }) => ({
      type: uid,
      entry: entryDocument,
      action,
      bot: botName,
      at: isoOf(at),
      changes: changes ?? [],
    }));

const filledBefore = (sql: Sql, before: number): Knex.QueryBuilder =>
  sql(WRITES).where('at', '<', before).whereNotNull('changes');

/**
 * What flows wrote is what people answered, and is kept as long as their messages: after that the values go. That
 * something was written stays as long as Logs.
 */
export const changeKeeping: Keeping = {
  count: (sql, before) => countOf(filledBefore(sql, before)),
  purge: async (trx, before) => {
    const ids = await filledBefore(trx, before).limit(PIECE).pluck<number[]>('id');
    return ids.length === 0 ? 0 : trx(WRITES).whereIn('id', ids).update({ changes: null });
  },
};

/** Takes rows away that are older than the instant. */
export const purgeWrites = async (sql: Sql, olderThan: number): Promise<void> => {
  for (;;) {
    const ids = await sql(WRITES).where('at', '<', olderThan).limit(PIECE).pluck<number[]>('id');
    if (ids.length === 0) return;
    await sql(WRITES).whereIn('id', ids).delete();
  }
};
