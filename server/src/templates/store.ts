import { keyOf } from '../kernel/hash';
import { insertRow, pieces, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { templateTable, type TemplateRow } from './tables';

const TABLE = templateTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): TemplateRow => readRow(templateTable, raw);
const IDS_PIECE = 500;

export const findTemplate = async (sql: Sql, id: number): Promise<TemplateRow | null> => {
  const raw = await sql(TABLE).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const findTemplates = async (
  sql: Sql,
  ids: readonly number[]
): Promise<Map<number, TemplateRow>> => {
  const found = new Map<number, TemplateRow>();
  for (const piece of pieces([...new Set(ids)], IDS_PIECE)) {
    for (const raw of (await sql(TABLE).whereIn('id', piece)) as Raw[])
      found.set(Number(raw.id), read(raw));
  }
  return found;
};

/** Uses the unique index (waba, name key, language). */
export const findByName = async (
  sql: Sql,
  { wabaId, name, language }: { wabaId: string; name: string; language: string }
): Promise<TemplateRow | null> => {
  const where = { waba_id: wabaId, name_key: keyOf(name), language };
  const raw = await sql(TABLE).where(where).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** By Meta's id, within the WABA where it is known. */
export const findByMetaId = async (
  sql: Sql,
  metaId: string,
  wabaId: string | null
): Promise<TemplateRow | null> => {
  const raw = await sql(TABLE)
    .where({ meta_id: metaId, ...(wabaId ? { waba_id: wabaId } : {}) })
    .first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** All templates of the WABAs, by name: Meta allows 6,000 per WABA, companies have tens. */
export const listOfWabas = async (sql: Sql, wabaIds: readonly string[]): Promise<TemplateRow[]> =>
  (
    (await sql(TABLE)
      .whereIn('waba_id', [...wabaIds])
      .orderBy([{ column: 'name' }, { column: 'language' }])) as Raw[]
  ).map(read);

export const listAll = async (sql: Sql): Promise<TemplateRow[]> =>
  ((await sql(TABLE).orderBy([{ column: 'name' }, { column: 'language' }])) as Raw[]).map(read);

/** WABAs with templates in review: those are polled, since a webhook may be lost (T-13). */
export const wabasInReview = async (sql: Sql): Promise<string[]> => {
  const rows = (await sql(TABLE)
    .distinct('waba_id')
    .whereIn('status', ['PENDING', 'IN_APPEAL'])) as Raw[];
  return rows.map((row) => String(row.waba_id));
};

export const insertTemplate = (sql: Sql, row: Omit<TemplateRow, 'id'>): Promise<number> =>
  insertRow(sql, TABLE, writeRow(templateTable, row));

export const updateTemplate = async (
  sql: Sql,
  id: number,
  change: Partial<TemplateRow>
): Promise<void> => {
  const columns = writeRow(templateTable, change);
  if (Object.keys(columns).length > 0) await sql(TABLE).where({ id }).update(columns);
};

/** Everything that was read is fresh, changed or not. */
export const markSynced = async (sql: Sql, ids: readonly number[], at: number): Promise<void> => {
  for (const piece of pieces(ids, IDS_PIECE))
    await sql(TABLE).whereIn('id', piece).update({ synced_at: at });
};
