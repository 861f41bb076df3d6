import type { Core } from '@strapi/strapi';
import type { EntryVersion, HeldValue } from '../contracts/automations';
import { rawRows } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { marks } from '../strapi/sql-part';
import { heldValue } from './domain/held';
import { momentOf } from './domain/readable';
import { hostQuery } from './entries';
import { conditionOn } from './filter';
import { quote } from './host-sql';
import { hostTypes, type Hop, type HostType } from './host-types';

/** A row of an entry: one of its languages in one of its versions, with the values of the fields that were asked for. */
export interface EntryRow {
  documentId: string;
  /** Empty of a type without translations. */
  locale: string;
  version: EntryVersion;
  madeAt: number | null;
  values: Record<string, HeldValue>;
}

export interface RowsAsk {
  uid: string;
  fields: readonly string[];
  documentIds: readonly string[];
}

/** A field in SQL: what is selected, and what must be joined for it. */
interface Asked {
  path: string;
  type: string;
  select: string;
  join: string;
}

type Quote = (name: string) => string;

/** The row at the other end of a relation, as `h0`, `h1`… */
const joinOf = ({ link, table, column }: Hop, i: number, q: Quote): string => {
  if (!link) return `LEFT JOIN ${q(table)} h${i} ON h${i}.id = e.${q(column)}`;
  return `LEFT JOIN ${q(link.table)} l${i} ON l${i}.${q(link.from)} = e.id LEFT JOIN ${q(table)} h${i} ON h${i}.id = l${i}.${q(link.to)}`;
};

const askedOf = (type: HostType, fields: readonly string[], q: Quote): Asked[] =>
  fields.flatMap((path, i) => {
    const own = type.fields.find((field) => field.path === path && field.hop === null);
    if (own) return [{ path, type: own.type, select: `e.${q(own.column)} AS f${i}`, join: '' }];
    const hop = type.hops.find(({ relation }) => relation === path);
    if (!hop) return [];
    const select = `h${i}.document_id AS f${i}`;
    return [{ path, type: 'relation', select, join: joinOf(hop, i, q) }];
  });

const readRow = (
  raw: Record<string, unknown>,
  { type, values }: { type: HostType; values: [path: string, value: HeldValue][] }
): EntryRow => ({
  documentId: String(raw.document_id),
  locale: type.localized && typeof raw.locale === 'string' ? raw.locale : '',
  version: type.hasDrafts && raw.published === null ? 'draft' : 'published',
  madeAt: momentOf(raw.made),
  values: Object.fromEntries(values),
});

/**
 * All rows of these entries: every language, drafts and published ones, one of each. Fields that are not there are left out.
 * One statement, by the index that Strapi keeps on document ids; at most some hundred entries.
 */
export const rowsOfEntries = async (
  strapi: Core.Strapi,
  sql: Sql,
  { uid, fields, documentIds }: RowsAsk
): Promise<EntryRow[]> => {
  const type = hostTypes(strapi).get(uid);
  if (!type || documentIds.length === 0) return [];
  const { isMysql } = hostQuery(strapi);
  const q: Quote = (name) => quote(name, isMysql);
  const asked = askedOf(type, fields, q);
  const columns = [
    'e.document_id AS document_id',
    'e.created_at AS made',
    ...(type.localized ? ['e.locale AS locale'] : []),
    ...(type.hasDrafts ? ['e.published_at AS published'] : []),
    ...asked.map(({ select }) => select),
  ];
  const joins = asked.map(({ join }) => join).filter(Boolean);
  const result: unknown = await sql.raw(
    `SELECT ${columns.join(', ')} FROM ${q(type.table)} e ${joins.join(' ')} WHERE e.document_id IN (${marks(documentIds)}) ORDER BY e.id`,
    [...documentIds]
  );
  const found = new Map<string, EntryRow>();
  for (const raw of rawRows(contextOf(strapi).db.dialect, result)) {
    const values = asked.map((field): [string, HeldValue] => [
      field.path,
      heldValue(raw[`f${fields.indexOf(field.path)}`], field.type),
    ]);
    const row = readRow(raw, { type, values });
    // A relation may lead to a draft and to what is published: the same entry twice.
    const key = [row.documentId, row.version, row.locale].join(' ');
    if (!found.has(key)) found.set(key, row);
  }
  return [...found.values()];
};

export interface DatedAsk {
  uid: string;
  /** A field of the type itself with a day or a moment. */
  field: string;
  version: EntryVersion;
  /** A day as text, or a moment: only what is later. */
  after: string | number;
  limit: number;
}

/**
 * Document ids of a type in the order of a date. One statement that answers at most `limit` rows; each language of an entry
 * is one of them.
 */
export const documentsByDate = async (
  strapi: Core.Strapi,
  sql: Sql,
  { uid, field: path, version, after, limit }: DatedAsk
): Promise<string[]> => {
  const type = hostTypes(strapi).get(uid);
  const field = type?.fields.find((one) => one.path === path && one.hop === null);
  if (!type || !field) return [];
  const { dialect } = contextOf(strapi).db;
  const q: Quote = (name) => quote(name, dialect === 'mysql');
  const later = conditionOn(dialect, { field, alias: 'e' }, { operator: 'after', value: after });
  const published = version === 'draft' ? 'NULL' : 'NOT NULL';
  const drafts = type.hasDrafts ? ` AND e.published_at IS ${published}` : '';
  const result: unknown = await sql.raw(
    `SELECT e.document_id AS document_id FROM ${q(type.table)} e WHERE e.document_id IS NOT NULL AND ${later.sql}${drafts} ORDER BY e.${q(field.column)}, e.id LIMIT ${Math.floor(limit)}`,
    [...later.bindings]
  );
  return rawRows(dialect, result).map((row) => String(row.document_id));
};

export interface DocumentsAsk {
  uid: string;
  /** Empty: from the beginning. */
  after: string;
  limit: number;
}

/** Document ids of a type in their order, after one of them. */
export const documentsAfter = async (
  strapi: Core.Strapi,
  sql: Sql,
  { uid, after, limit }: DocumentsAsk
): Promise<string[]> => {
  const type = hostTypes(strapi).get(uid);
  if (!type) return [];
  const table = quote(type.table, hostQuery(strapi).isMysql);
  const result: unknown = await sql.raw(
    `SELECT DISTINCT e.document_id AS document_id FROM ${table} e WHERE e.document_id > ? ORDER BY e.document_id LIMIT ${Math.floor(limit)}`,
    [after]
  );
  return rawRows(contextOf(strapi).db.dialect, result).map((row) => String(row.document_id));
};
