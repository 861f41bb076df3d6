import type { Core } from '@strapi/strapi';
import { businessZone } from '../accounts/public';
import type { Knex } from 'knex';
import {
  addressKeysOf,
  contactsService,
  type ContactRow,
  type MergeEffect,
  type Reading,
  shownName,
} from '../contacts/public';
import type { EntriesResult, LinkBody, LinkedRecord, LinksResult } from '../contracts/records';
import { DomainError, notFound } from '../kernel/errors';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { personPaths } from './domain/entry';
import { readable, truthOf } from './domain/readable';
import { columnsOf, entriesOf, hostQuery, readEntries, type Entry } from './entries';
import { emailKeyOf } from './follow';
import { asText, quote } from './host-sql';
import { hostColumn } from './host-types';
import { addJobs } from './job-store';
import {
  changeLink,
  documentsByKey,
  findLink,
  insertLinks,
  linksOfContacts,
  linksOfDocuments,
  type NewLink,
} from './link-store';
import type { HostReader } from './host-access';
import type { Mapping, Mappings } from './mappings';
import { passOn, type ConsentEffect } from './moves';
import { titleOf, titlePaths, urlOf } from './naming';
import type { SqlPart } from '../strapi/sql-part';
import { contactLinkTable, recordMoveTable, recordWriteTable, type ContactLinkRow } from './tables';

const MOST_ENTRIES = 20;

/** The entry without what the reader may not see of it; of a related entry the field that leads there decides. */
const seenBy = (reader: HostReader, entry: Entry): Entry => ({
  ...entry,
  values: Object.fromEntries(
    Object.entries(entry.values).map(([path, value]) => [
      path,
      reader.field(path.split('.')[0] ?? path) ? value : null,
    ])
  ),
});

/** Who looks at the entries of a person. */
export interface LinksReader {
  language: 'en' | 'tr';
  /** IANA zone by which moments are read; left out: that of the business. */
  zone?: string;
  /** Whether the reader may see values of sensitive fields; left out: not. */
  reading?: Extract<Reading, 'all' | 'plain'>;
}
type Shown = LinksReader & { zone: string };

const viewOf = (
  mapping: Mapping,
  link: ContactLinkRow,
  { entry, reader }: { entry: Entry; reader: Shown }
): LinkedRecord => {
  const options = { language: reader.language, timezone: reader.zone };
  return {
    id: link.id,
    uid: link.uid,
    documentId: link.documentId,
    role: mapping.config.role,
    label: mapping.type.label,
    title: titleOf(mapping, entry),
    url: urlOf(link.uid, link.documentId),
    fields: columnsOf(mapping.type, mapping.config.shown).map(({ path, label, type }) => {
      const locked = mapping.config.marks[path] !== undefined && reader.reading !== 'all';
      const value = locked ? null : readable(entry.values[path], type, options);
      return { path, label, type, value, locked };
    }),
    byHand: link.byHand,
    linkedAt: link.addedAt,
  };
};

/** What staff see and do with the records of people. */
export const createLinks = (
  strapi: Core.Strapi,
  mappings: Mappings,
  consentEffects: readonly ConsentEffect[]
) => {
  const { db, clock } = contextOf(strapi);
  const deps = { strapi, consentEffects };

  const linksOf = async (contactId: number, asked: LinksReader): Promise<LinkedRecord[]> => {
    const reader = { ...asked, zone: asked.zone ?? businessZone(strapi) };
    const rows = await linksOfContacts(db.knex, [contactId]);
    const all = await mappings.all();
    const found: LinkedRecord[] = [];
    for (const mapping of all.values()) {
      const mine = rows.filter(({ uid }) => uid === mapping.uid).slice(0, 50);
      const paths = [...titlePaths(mapping), ...mapping.config.shown];
      const documentIds = mine.map(({ documentId }) => documentId);
      const entries = await entriesOf(strapi, db.knex, { type: mapping.type, paths, documentIds });
      const byDocument = new Map(entries.map((entry) => [entry.documentId, entry]));
      for (const link of mine) {
        const entry = byDocument.get(link.documentId);
        if (entry) found.push(viewOf(mapping, link, { entry, reader }));
      }
    }
    return found;
  };

  const links = async (contactId: number, reader: LinksReader): Promise<LinksResult> => ({
    links: await linksOf(contactId, reader),
    types: [...(await mappings.all()).values()].map(({ uid, config }) => ({
      uid,
      role: config.role,
    })),
  });

  const mappingOf = async (uid: string): Promise<Mapping> => {
    const mapping = (await mappings.all()).get(uid);
    if (!mapping) throw notFound('the linked content type');
    return mapping;
  };

  const link = async (
    { contactId, uid, documentId }: LinkBody,
    reader: HostReader
  ): Promise<void> => {
    const mapping = await mappingOf(uid);
    const { consent } = mapping.config.fields;
    const paths = consent === null ? [] : [consent];
    const ask = { type: mapping.type, paths, documentIds: [documentId] };
    const [entry] = await entriesOf(strapi, db.knex, ask);
    // With the person some of its fields are seen: anyone who may not see it in the Content Manager does not bring it there.
    if (!entry || !(await reader.readable([documentId])).has(documentId)) {
      throw new DomainError('entry-unknown', 'documentId: there is no such entry', {
        field: 'documentId',
        remedy: 'Choose an entry from the list.',
        status: 404,
      });
    }
    const contact = await contactsService(strapi).get(contactId);
    await db.tx(async (trx) => {
      const now = clock.now();
      const before = (await linksOfDocuments(trx, uid, [documentId])).get(documentId);
      if (before) {
        const said = consent === null ? true : truthOf(entry.values[consent]);
        const consentSeen = await passOn(deps, trx, { link: before, to: contact.id, said });
        await changeLink(trx, before.id, { contactId: contact.id, byHand: true, consentSeen });
      } else {
        const made = {
          contactId: contact.id,
          uid,
          documentId,
          byHand: true,
          consentSeen: null,
          addedAt: now,
        };
        await insertLinks(db, trx, [made]);
      }
      await addJobs(db, trx, { jobs: [{ kind: 'entry', uid, documentId }], at: now });
      const changed = [contact.id, before?.contactId ?? contact.id];
      await realtimeService(strapi).append(
        trx,
        [...new Set(changed)].map((id) => ({ type: 'contact' as const, id }))
      );
    });
  };

  const unlink = async (linkId: number): Promise<number | null> =>
    db.tx(async (trx) => {
      const row = await findLink(trx, linkId);
      if (!row) throw notFound('the linked entry');
      if (row.contactId === null) return null;
      await passOn(deps, trx, { link: row, to: null });
      await changeLink(trx, row.id, { contactId: null, byHand: true });
      await realtimeService(strapi).append(trx, [{ type: 'contact', id: row.contactId }]);
      return row.contactId;
    });

  /** Searches name, number and e-mail of a type; `LIKE` on three columns at most, answers few. */
  const entries = async (uid: string, q: string, reader: HostReader): Promise<EntriesResult> => {
    const mapping = await mappingOf(uid);
    const { fields } = mapping.config;
    const searched = [...new Set([...titlePaths(mapping), fields.phone, fields.email])].flatMap(
      (path) => {
        const column = path && reader.field(path) ? hostColumn(mapping.type, path) : null;
        return column && !column.hop ? [column] : [];
      }
    );
    const { isMysql } = hostQuery(strapi);
    const like = `%${q.toLowerCase().replace(/[!%_]/g, (letter) => `!${letter}`)}%`;
    const hit: SqlPart =
      q === '' || searched.length === 0
        ? { sql: '', bindings: [] }
        : {
            sql: `AND (${searched
              .map(
                ({ column, type }) =>
                  `LOWER(${asText(`e.${quote(column, isMysql)}`, type, isMysql)}) LIKE ? ESCAPE '!'`
              )
              .join(' OR ')})`,
            bindings: searched.map(() => like),
          };
    const paths = [...titlePaths(mapping), ...personPaths(fields)];
    const rest = {
      sql: `${hit.sql} ORDER BY e.id DESC LIMIT ${MOST_ENTRIES}`,
      bindings: hit.bindings,
    };
    const read = await readEntries(strapi, db.knex, { type: mapping.type, paths, rest });
    const readable = await reader.readable(read.map(({ documentId }) => documentId));
    const found = read
      .filter(({ documentId }) => readable.has(documentId))
      .map((entry) => seenBy(reader, entry));
    const linked = await linksOfDocuments(
      db.knex,
      uid,
      found.map(({ documentId }) => documentId)
    );
    const people = await contactsService(strapi).byIds(
      db.knex,
      [...linked.values()].flatMap(({ contactId }) => contactId ?? [])
    );
    const text = (value: unknown) => (typeof value === 'string' ? value : null);
    return {
      entries: found.map((entry) => {
        const contact = people.get(linked.get(entry.documentId)?.contactId ?? 0);
        const detail = [fields.phone, fields.email]
          .map((path) => (path ? text(entry.values[path]) : null))
          .filter(Boolean)
          .join(' · ');
        return {
          documentId: entry.documentId,
          title: titleOf(mapping, entry),
          detail,
          contact: contact ? { id: contact.id, name: shownName(contact) } : null,
        };
      }),
    };
  };

  const linkPeople = async (
    trx: Knex.Transaction,
    people: readonly ContactRow[]
  ): Promise<Set<number>> => {
    const all = await mappings.all(trx);
    if (all.size === 0 || people.length === 0) return new Set();
    // With the former key of a number, where numbers changed: an entry that nobody changed since has that one.
    const keysOf = ({ addressKey, waId, phone, email }: ContactRow): string[] => [
      ...(addressKey ? addressKeysOf({ waId: waId ?? phone, phone: null, bsuid: null }) : []),
      ...(email ? [emailKeyOf(email)] : []),
    ];
    const byKey = await documentsByKey(trx, people.flatMap(keysOf));
    const at = clock.now();
    const found = new Map<string, NewLink>();
    for (const person of people)
      for (const { uid, documentId } of keysOf(person).flatMap((key) => byKey.get(key) ?? []))
        if (all.has(uid) && !found.has(`${uid} ${documentId}`)) {
          const made = { byHand: false, consentSeen: null, addedAt: at };
          found.set(`${uid} ${documentId}`, { contactId: person.id, uid, documentId, ...made });
        }
    await insertLinks(db, trx, [...found.values()]);
    // Name, language and consent of the entry follow.
    const jobs = [...found.values()].map(({ uid, documentId }) => ({ uid, documentId }));
    await addJobs(db, trx, { jobs: jobs.map((one) => ({ kind: 'entry', ...one })), at });
    return new Set([...found.values()].flatMap(({ contactId }) => contactId ?? []));
  };

  return { linksOf, links, link, unlink, entries, linkPeople };
};

interface JoinTable {
  name: string;
  inverseJoinColumn?: { name: string };
  joinColumn?: { name: string };
}

/** Join tables by which types of the host relate to people. */
const relationTables = (strapi: Core.Strapi): { table: string; own: string; column: string }[] => {
  const found = new Map<string, { table: string; own: string; column: string }>();
  for (const { attributes } of strapi.db.metadata.values()) {
    for (const attribute of Object.values(attributes) as Record<string, unknown>[]) {
      const join = attribute.joinTable as JoinTable | undefined;
      if (attribute.target !== 'plugin::whatsapp.contact' || !join?.inverseJoinColumn) continue;
      const own = join.joinColumn?.name ?? '';
      found.set(join.name, { table: join.name, own, column: join.inverseJoinColumn.name });
    }
  }
  return [...found.values()];
};

/** Entries of two people who turn out to be one go to the survivor: our links, and relations of the host's types. */
export const createMergeEffect =
  (strapi: Core.Strapi): MergeEffect =>
  async (trx, { winner, loser }) => {
    const links = contactLinkTable.table;
    for (const table of [links, recordMoveTable.table, recordWriteTable.table])
      await trx(table).where({ contact_id: loser.id }).update({ contact_id: winner.id });
    for (const { table, own, column } of relationTables(strapi)) {
      const both = trx(table).where(column, winner.id).select(own);
      const doubled = (await trx(table)
        .where(column, loser.id)
        .whereIn(own, both)
        .select('id')) as {
        id: number;
      }[];
      if (doubled.length > 0)
        await trx(table)
          .whereIn(
            'id',
            doubled.map(({ id }) => id)
          )
          .delete();
      await trx(table)
        .where(column, loser.id)
        .update({ [column]: winner.id });
    }
  };
