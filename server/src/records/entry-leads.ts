import type { Core } from '@strapi/strapi';
import { contactTable } from '../contacts/public';
import { among } from '../strapi/batch';
import { dialectOf, pieces, type Sql } from '../strapi/db';
import type { Entry } from './entries';
import { relatedPeople, relationsToPeople } from './entry-people';
import { linksOfDocuments } from './link-store';

/*
 * Whom entries lead to, without the contacts themselves: an entry about an outage may name thousands of them.
 */

const PIECE = 400;
type Raw = Record<string, unknown>;

/** Those of these contacts that are still there. */
const thereOf = async (sql: Sql, ids: readonly number[]): Promise<Set<number>> => {
  const there = new Set<number>();
  for (const piece of pieces([...new Set(ids)], PIECE)) {
    const found = sql(contactTable.table).modify(among(dialectOf(sql), 'id', piece));
    for (const id of await found.pluck<unknown[]>('id')) there.add(Number(id));
  }
  return there;
};

/** Of each entry the linked contact first, then those whom relations name, each once; by document. */
export const leadIds = async (
  strapi: Core.Strapi,
  sql: Sql,
  { uid, entries }: { uid: string; entries: readonly Entry[] }
): Promise<Map<string, number[]>> => {
  const documentIds = entries.map(({ documentId }) => documentId);
  const links = await linksOfDocuments(sql, uid, documentIds);
  const entryIds = entries.map(({ entryId }) => entryId);
  const related = await relatedPeople(strapi, sql, { uid, entryIds });
  const named = new Map(
    entries.map(({ entryId, documentId }) => {
      const linked = links.get(documentId)?.contactId ?? null;
      const all = [...(linked === null ? [] : [linked]), ...(related.get(entryId) ?? [])];
      return [documentId, [...new Set(all)]];
    })
  );
  const there = await thereOf(sql, [...named.values()].flat());
  return new Map([...named].map(([key, ids]) => [key, ids.filter((id) => there.has(id))]));
};

/** Does the entry lead to this contact: is it linked with them, or does a relation name them? */
export const isLed = async (
  strapi: Core.Strapi,
  sql: Sql,
  { uid, entry, contactId }: { uid: string; entry: Entry; contactId: number }
): Promise<boolean> => {
  const links = await linksOfDocuments(sql, uid, [entry.documentId]);
  if (links.get(entry.documentId)?.contactId === contactId) return true;
  for (const { table, own, other } of relationsToPeople(strapi, uid)) {
    const row = sql(table).where({ [own]: entry.entryId, [other]: contactId });
    if ((await row.first<unknown>(own)) !== undefined) return true;
  }
  return false;
};

/** How many contacts relations of these entries name, by document; one whom two relations name counts twice. */
export const countNamed = async (
  strapi: Core.Strapi,
  sql: Sql,
  { uid, entries }: { uid: string; entries: readonly Entry[] }
): Promise<Map<string, number>> => {
  const documentOf = new Map(entries.map(({ entryId, documentId }) => [entryId, documentId]));
  const counts = new Map<string, number>();
  for (const { table, own, other } of relationsToPeople(strapi, uid))
    for (const piece of pieces([...documentOf.keys()], PIECE)) {
      const rows = (await sql(table)
        .whereIn(own, piece)
        .whereNotNull(other)
        .groupBy(own)
        .select(own)
        .count({ named: '*' })) as Raw[];
      for (const row of rows) {
        const documentId = documentOf.get(Number(row[own])) ?? '';
        counts.set(documentId, (counts.get(documentId) ?? 0) + Number(row.named));
      }
    }
  return counts;
};
