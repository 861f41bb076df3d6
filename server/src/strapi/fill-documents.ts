import { newDocumentId, relatedTables } from './document';
import { updateFromSql, type BatchColumn } from './batch';
import type { Db, Dialect } from './db';

const PIECE = 500;
const COLUMNS: BatchColumn[] = [
  { name: 'id', type: 'int' },
  { name: 'document_id', type: 'text' },
];

/**
 * Another process may have been faster. COALESCE, because a bare IS NULL leads SQLite to the index of document ids, which
 * finds all rows without one for each row of the piece: 78 s for 20,000 of them.
 */
export const fillSql = (dialect: Dialect, table: string): string =>
  updateFromSql(dialect, {
    table,
    columns: COLUMNS,
    set: { document_id: 'v.document_id' },
    on: 't.id = v.id',
    where: "COALESCE(t.document_id, '') = ''",
  });

const fillTable = async (db: Db, table: string): Promise<number> => {
  const sql = fillSql(db.dialect, table);
  for (let filled = 0; ;) {
    const rows = await db
      .knex(table)
      .whereNull('document_id')
      .orderBy('id')
      .limit(PIECE)
      .select<{ id: number }[]>('id');
    if (rows.length === 0) return filled;
    const values = rows.map(({ id }) => ({ id: Number(id), document_id: newDocumentId() }));
    await db.knex.raw(sql, [JSON.stringify(values)]);
    filled += rows.length;
  }
};

/**
 * Gives a document id to rows that have none: those of a version before relation targets, and those of an import into
 * the database by hand. In pieces; a killed one goes on at the next start. Answers how many it filled.
 */
export const fillDocuments = async (db: Db): Promise<number> => {
  let filled = 0;
  for (const table of relatedTables()) filled += await fillTable(db, table);
  return filled;
};
