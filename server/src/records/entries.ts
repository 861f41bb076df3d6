import type { Core } from '@strapi/strapi';
import { rawRows } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { hostColumn, type HostColumn, type HostType } from './host-types';
import { selectEntries, type HostQuery } from './host-sql';
import { marks, type SqlPart } from '../strapi/sql-part';

/** An entry of the host with the fields that were asked for, as the driver gave them. */
export interface Entry {
  entryId: number;
  documentId: string;
  values: Record<string, unknown>;
}

const DEFAULT_LOCALE = 'en';
const locales = new WeakMap<object, string>();

/** Reads the host's default language; at start and when a mapping is saved. Not inside a transaction. */
export const loadLocale = async (strapi: Core.Strapi): Promise<void> => {
  const service = strapi.plugin('i18n')?.service('locales') as
    | { getDefaultLocale?(): Promise<unknown> }
    | undefined;
  const locale = await service?.getDefaultLocale?.();
  locales.set(strapi, typeof locale === 'string' ? locale : DEFAULT_LOCALE);
};

export const hostQuery = (strapi: Core.Strapi): HostQuery => ({
  isMysql: contextOf(strapi).db.dialect === 'mysql',
  locale: locales.get(strapi) ?? DEFAULT_LOCALE,
});

export const columnsOf = (type: HostType, paths: readonly string[]): HostColumn[] =>
  [...new Set(paths)].flatMap((path) => {
    const column = hostColumn(type, path);
    return column ? [column] : [];
  });

export interface EntryAsk {
  type: HostType;
  paths: readonly string[];
  /** Conditions and order after WHERE … AND; `e` is the entry. */
  rest: SqlPart;
}

/** Entries by the rule which row stands for one; a handful of hundred at a time. */
export const readEntries = async (
  strapi: Core.Strapi,
  sql: Sql,
  { type, paths, rest }: EntryAsk
): Promise<Entry[]> => {
  const { db } = contextOf(strapi);
  const columns = columnsOf(type, paths);
  const select = selectEntries(type, columns, hostQuery(strapi));
  const result: unknown = await sql.raw(`${select.sql} ${rest.sql}`, [
    ...select.bindings,
    ...rest.bindings,
  ]);
  const seen = new Set<number>();
  return rawRows(db.dialect, result).flatMap((row) => {
    const entryId = Number(row.entry_id);
    // A relation that should be to one and is to several (its kind was changed) must not make two of an entry.
    if (seen.has(entryId)) return [];
    seen.add(entryId);
    const values = Object.fromEntries(columns.map(({ path }, i) => [path, row[`f${i}`] ?? null]));
    return [{ entryId, documentId: String(row.document_id), values }];
  });
};

/** The entries of these documents; those that are gone are missing. At most 500. */
export const entriesOf = (
  strapi: Core.Strapi,
  sql: Sql,
  ask: { type: HostType; paths: readonly string[]; documentIds: readonly string[] }
): Promise<Entry[]> =>
  ask.documentIds.length === 0
    ? Promise.resolve([])
    : readEntries(strapi, sql, {
        type: ask.type,
        paths: ask.paths,
        rest: {
          sql: `AND e.document_id IN (${marks(ask.documentIds)})`,
          bindings: [...ask.documentIds],
        },
      });

/** The next entries after an id, in the order of ids. */
export const entriesAfter = (
  strapi: Core.Strapi,
  sql: Sql,
  ask: { type: HostType; paths: readonly string[]; after: number; limit: number }
): Promise<Entry[]> =>
  readEntries(strapi, sql, {
    type: ask.type,
    paths: ask.paths,
    rest: { sql: `AND e.id > ? ORDER BY e.id LIMIT ${ask.limit}`, bindings: [ask.after] },
  });

/** How many entries of a type there are for which this holds. */
export const countEntriesWhere = async (
  strapi: Core.Strapi,
  sql: Sql,
  { type, rest }: Omit<EntryAsk, 'paths'>
): Promise<number> => {
  const { db } = contextOf(strapi);
  const select = selectEntries(type, [], hostQuery(strapi));
  const result: unknown = await sql.raw(`SELECT COUNT(*) AS n FROM (${select.sql} ${rest.sql}) x`, [
    ...select.bindings,
    ...rest.bindings,
  ]);
  return Number(rawRows(db.dialect, result)[0]?.n ?? 0);
};

/** How many entries the type has. */
export const countEntries = (strapi: Core.Strapi, sql: Sql, type: HostType): Promise<number> =>
  countEntriesWhere(strapi, sql, { type, rest: { sql: '', bindings: [] } });
