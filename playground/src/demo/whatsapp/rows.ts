import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';

type Data = Record<string, unknown>;

export const minuteMs = 60_000;
export const dayMs = 1_440 * minuteMs;

/** Keys are compared as hashes, because collations of databases ignore case. */
export const hash = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('hex');

/** How the plugin folds the Latin letters of the demo's names: without marks and case, ı as i. */
export const fold = (text: string): string =>
  text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/ı/g, 'i');

const uidOf = (name: string) => `plugin::whatsapp.${name}` as never;
const piece = 100;

/** Rows with the same columns go together: a database fills a column's default only where no row of an insert names it. */
const byColumns = (rows: readonly Data[]): Data[][] => {
  const groups = new Map<string, Data[]>();
  for (const row of rows) {
    const key = Object.keys(row).sort().join();
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
};

/**
 * Past events have no service that makes them: they are written as rows, by Strapi's query engine. The document id
 * comes from the table and the place, so that the demo stays the same.
 */
export const insertRows = async (
  strapi: Core.Strapi,
  name: string,
  rows: readonly Data[]
): Promise<void> => {
  const withId = rows.map((row, index) => ({
    documentId: hash(`demo ${name} ${index} ${JSON.stringify(row)}`).slice(0, 24),
    ...row,
  }));
  for (const alike of byColumns(withId))
    for (let i = 0; i < alike.length; i += piece)
      await strapi.db.query(uidOf(name)).createMany({ data: alike.slice(i, i + piece) });
};

/** Rows of one of the plugin's tables, oldest first. */
export const findRows = async <T extends { id: number }>(
  strapi: Core.Strapi,
  name: string,
  where: Data
): Promise<T[]> =>
  (await strapi.db
    .query(uidOf(name))
    .findMany({ where, orderBy: { id: 'asc' }, limit: 100_000 })) as T[];

/** Without those that are there already by these columns: what was cut off goes on. */
export const insertMissing = async (
  strapi: Core.Strapi,
  name: string,
  { rows, by }: { rows: readonly Data[]; by: readonly string[] }
): Promise<void> => {
  const keyOf = (row: Data) => by.map((column) => String(row[column])).join(' ');
  const there = new Set((await findRows<Data & { id: number }>(strapi, name, {})).map(keyOf));
  const missing = rows.filter((row) => !there.has(keyOf(row)));
  await insertRows(strapi, name, missing);
};

export const isThere = async (strapi: Core.Strapi, name: string, where: Data): Promise<boolean> =>
  (await findRows(strapi, name, where)).length > 0;

export const updateRow = async (
  strapi: Core.Strapi,
  name: string,
  { id, ...data }: Data & { id: number }
): Promise<void> => {
  await strapi.db.query(uidOf(name)).update({ where: { id }, data });
};

/** A service of the plugin, as far as it is used; undefined when this version of the plugin has none. */
export const service = <T>(strapi: Core.Strapi, name: string): T | undefined =>
  (strapi.plugin('whatsapp') as { services?: Record<string, unknown> }).services?.[name]
    ? (strapi.plugin('whatsapp').service(name) as T)
    : undefined;
