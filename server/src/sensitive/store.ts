import type { SensitiveUse } from '../contracts/sensitive';
import { insertRow, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { sensitiveUseTable, type SensitiveUseRow } from './tables';

const TABLE = sensitiveUseTable.table;
const MOST = 1_000;
type Raw = Record<string, unknown>;
const read = (raw: Raw): SensitiveUseRow => readRow(sensitiveUseTable, raw);

export const insertUse = (sql: Sql, row: Omit<SensitiveUseRow, 'id'>): Promise<number> =>
  insertRow(sql, TABLE, writeRow(sensitiveUseTable, row));

export const findUse = async (sql: Sql, id: number): Promise<SensitiveUseRow | null> => {
  const raw = await sql(TABLE).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** Newest first, those that were withdrawn too. */
export const listUses = async (sql: Sql): Promise<SensitiveUseRow[]> =>
  ((await sql(TABLE).orderBy('id', 'desc').limit(MOST)) as Raw[]).map(read);

/** Names of the fields that are allowed for a use now, or for any. */
export const openUses = async (
  sql: Sql,
  use?: SensitiveUse
): Promise<{ fieldName: string; purpose: SensitiveUse }[]> => {
  const rows = (await sql(TABLE)
    .whereNull('withdrawn_at')
    .where(use === undefined ? {} : { purpose: use })
    .select('field_name', 'purpose')) as Raw[];
  return rows.map((row) => ({
    fieldName: String(row.field_name),
    purpose: row.purpose as SensitiveUse,
  }));
};

/** Closes open allowances of a field, of one use or of all; answers which uses they were for. */
export const closeUses = async (
  sql: Sql,
  where: { field_name: string; purpose?: SensitiveUse },
  { by, at }: { by: string; at: number }
): Promise<SensitiveUse[]> => {
  const open = (await sql(TABLE)
    .where(where)
    .whereNull('withdrawn_at')
    .select('id', 'purpose')) as Raw[];
  await sql(TABLE)
    .whereIn(
      'id',
      open.map(({ id }) => Number(id))
    )
    .whereNull('withdrawn_at')
    .update({ withdrawn_by: by.slice(0, 160), withdrawn_at: at });
  return open.map(({ purpose }) => purpose as SensitiveUse);
};
