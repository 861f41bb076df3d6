import type { CarriedTexts } from '../contracts/carried-consent';
import { insertRow, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { recordWordingTable, type RecordWordingRow } from './tables';

const TABLE = recordWordingTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): RecordWordingRow => readRow(recordWordingTable, raw);

export const textsOf = ({ textEn: en, textTr: tr }: RecordWordingRow): CarriedTexts => ({ en, tr });

/** Of the entries of a type; null: none was ever written. */
export const newestWording = async (sql: Sql, uid: string): Promise<RecordWordingRow | null> => {
  const raw = await sql(TABLE).where({ uid }).orderBy('version', 'desc').first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** Every wording of these types: a handful each. */
export const wordingsOf = async (
  sql: Sql,
  uids: readonly string[]
): Promise<RecordWordingRow[]> => {
  if (uids.length === 0) return [];
  const rows = (await sql(TABLE)
    .whereIn('uid', [...new Set(uids)])
    .orderBy('id')) as Raw[];
  return rows.map(read);
};

export const insertWording = async (
  sql: Sql,
  {
    texts,
    ...wording
  }: Pick<RecordWordingRow, 'uid' | 'version' | 'actor' | 'at'> & {
    texts: CarriedTexts;
  }
): Promise<void> => {
  const row = { ...wording, textEn: texts.en, textTr: texts.tr };
  await insertRow(sql, TABLE, writeRow(recordWordingTable, row));
};
