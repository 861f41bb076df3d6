import type { Knex } from 'knex';
import { countryOfNumbers } from '../accounts/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { realtimeService } from '../realtime/public';
import { followedPaths, personPaths } from './domain/entry';
import { countEntries, countEntriesWhere, entriesOf, type Entry } from './entries';
import { countNamed, isLed, leadIds } from './entry-leads';
import { leadsToSomebody } from './entry-people';
import { followEntries, type FollowDeps } from './follow';
import { hostWriter } from './host-access';
import { linksOfDocuments } from './link-store';
import type { Mapping, Mappings } from './mappings';
import { titleOf, titlePaths, urlOf } from './naming';
import { contactLinkTable } from './tables';

/** An entry by content type and document id. */
interface EntryName {
  uid: string;
  documentId: string;
}

/** Whom entries are about, as other rooms ask of one entry at a time. */
export const createEntryWalk = (mappings: Mappings, deps: Omit<FollowDeps, 'country'>) => {
  const { strapi } = deps;
  const { db } = contextOf(strapi);

  const entriesNamed = (
    sql: Sql,
    { type }: Mapping,
    documentIds: readonly string[]
  ): Promise<Entry[]> => entriesOf(strapi, sql, { type, paths: [], documentIds });

  /**
   * Walks the path from the entry to its people, now, and then asks something of it: what is linked is brought in step with it,
   * so that nothing waits for the changes that are followed one after the other. Null: the type is not linked with people, or
   * the entry is gone.
   */
  const walked = async <T>(
    { uid, documentId }: EntryName,
    ask: (trx: Knex.Transaction, entry: Entry) => Promise<T>
  ): Promise<T | null> => {
    const mapping = (await mappings.all()).get(uid);
    if (!mapping) return null;
    const country = await countryOfNumbers(strapi);
    const paths = followedPaths(mapping.config);
    return db.tx(async (trx) => {
      const wanted = { type: mapping.type, paths, documentIds: [documentId] };
      const [entry] = await entriesOf(strapi, trx, wanted);
      if (!entry) return null;
      const followed = await followEntries({ ...deps, country }, trx, {
        mapping,
        entries: [entry],
      });
      const answer = await ask(trx, entry);
      await realtimeService(strapi).append(
        trx,
        followed.contactIds.map((id) => ({ type: 'contact' as const, id }))
      );
      return answer;
    });
  };

  return {
    /** The people of an entry, by the path as it is now. Null: the type is not linked with people, or the entry is gone. */
    walkEntry: (name: EntryName): Promise<number[] | null> =>
      walked(name, async (trx, entry) => {
        const found = await leadIds(strapi, trx, { uid: name.uid, entries: [entry] });
        return found.get(name.documentId) ?? [];
      }),
    /** Does the path lead to this person now? Asks for them alone: an entry may name thousands. Null as above. */
    walkTo: (name: EntryName, contactId: number): Promise<boolean | null> =>
      walked(name, (trx, entry) => isLed(strapi, trx, { uid: name.uid, entry, contactId })),
    /** The same as far as people are linked already. Awaits nothing but `sql`. */
    leadsTo: async (
      sql: Sql,
      { uid, documentId }: EntryName,
      contactId: number
    ): Promise<boolean | null> => {
      const mapping = mappings.last().get(uid);
      const [entry] = mapping ? await entriesNamed(sql, mapping, [documentId]) : [];
      return entry ? isLed(strapi, sql, { uid, entry, contactId }) : null;
    },
    /**
     * The people of entries as far as they are linked; entries that are gone are left out. Null: their type is not linked.
     * Awaits nothing but `sql`; at most some hundred.
     */
    peopleOfEntries: async (
      sql: Sql,
      { uid, documentIds }: { uid: string; documentIds: readonly string[] }
    ): Promise<Map<string, number[]> | null> => {
      const mapping = mappings.last().get(uid);
      if (!mapping) return null;
      return leadIds(strapi, sql, { uid, entries: await entriesNamed(sql, mapping, documentIds) });
    },
    /**
     * How many people relations of these entries name, by document: beside them an entry leads to one at most, who is linked.
     * At most some hundred.
     */
    namedBy: async (
      sql: Sql,
      { uid, documentIds }: { uid: string; documentIds: readonly string[] }
    ): Promise<Map<string, number>> => {
      const mapping = mappings.last().get(uid);
      if (!mapping) return new Map();
      const entries = await entriesNamed(sql, mapping, documentIds);
      return countNamed(strapi, sql, { uid, entries });
    },
    /** What entries are called, and the way to them in the admin; those that are gone are left out. At most some hundred. */
    titlesOf: async ({
      uid,
      documentIds,
    }: {
      uid: string;
      documentIds: readonly string[];
    }): Promise<Map<string, { title: string; url: string }>> => {
      const mapping = (await mappings.all()).get(uid);
      if (!mapping) return new Map();
      const ask = { type: mapping.type, paths: titlePaths(mapping), documentIds };
      const entries = await entriesOf(strapi, db.knex, ask);
      return new Map(
        entries.map((entry) => [
          entry.documentId,
          { title: titleOf(mapping, entry), url: urlOf(uid, entry.documentId) },
        ])
      );
    },
    /** Those of these entries that an administrator may read in the Content Manager, with the title. Not inside a transaction. */
    readableBy: async ({
      uid,
      documentIds,
      userId,
    }: {
      uid: string;
      documentIds: readonly string[];
      userId: number;
    }): Promise<Set<string>> => {
      const mapping = (await mappings.all()).get(uid);
      const reader = mapping && (await hostWriter(strapi, userId, uid));
      if (!mapping || !reader) return new Set();
      const isOpen = titlePaths(mapping).every((path) => reader.field(path));
      return isOpen ? reader.readable(documentIds) : new Set();
    },
    /** Who is linked with these entries, by document; also of entries that have just gone. Awaits nothing but `sql`. */
    linkedWith: async (
      sql: Sql,
      { uid, documentIds }: { uid: string; documentIds: readonly string[] }
    ): Promise<Map<string, number>> => {
      const links = await linksOfDocuments(sql, uid, documentIds);
      return new Map(
        [...links.values()].flatMap(({ documentId, contactId }) =>
          contactId === null ? [] : [[documentId, contactId] as const]
        )
      );
    },
    /**
     * Fields and relations of the type that say who the person of an entry is, as read last; none of a type that is not linked.
     */
    personFields: (uid: string): string[] => {
      const mapping = mappings.last().get(uid);
      const paths = mapping ? personPaths(mapping.config.fields) : [];
      return [...new Set(paths.map((path) => path.split('.')[0] ?? path))];
    },
    /** Was an entry of this type linked with the person since, and by then? Null: the type is not linked, so nobody knows. */
    linkedSince: async (
      sql: Sql,
      {
        contactId,
        uid,
        since,
        until,
      }: { contactId: number; uid: string; since: number; until: number }
    ): Promise<boolean | null> => {
      if (!(await mappings.all(sql)).has(uid)) return null;
      const link = await sql(contactLinkTable.table)
        .where({ contact_id: contactId, uid })
        .whereBetween('added_at', [since, until])
        .first<unknown>('id');
      return link !== undefined;
    },
    /** How many entries of a linked type there are, and how many of them lead to a person; null: it is not linked. */
    reachOfType: async (uid: string): Promise<{ entries: number; linked: number } | null> => {
      const mapping = (await mappings.all()).get(uid);
      if (!mapping) return null;
      const { type } = mapping;
      const leads = leadsToSomebody(strapi, uid);
      const rest = { sql: `AND ${leads.sql}`, bindings: leads.bindings };
      return {
        entries: await countEntries(strapi, db.knex, type),
        linked: await countEntriesWhere(strapi, db.knex, { type, rest }),
      };
    },
  };
};
export type EntryWalk = ReturnType<typeof createEntryWalk>;
