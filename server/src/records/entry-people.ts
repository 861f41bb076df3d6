import type { Core } from '@strapi/strapi';
import { countryOfNumbers } from '../accounts/public';
import type { Knex } from 'knex';
import { contactsService, contactTable, readContact, shownAddress } from '../contacts/public';
import type { ContactRow } from '../contacts/public';
import { shownFirst } from '../contracts/person-names';
import type {
  EntryKey,
  EntryPeople,
  EntryPerson,
  EntryRecipients,
  MappedTypes,
  RecipientGap,
} from '../contracts/record-people';
import { DomainError, notFound } from '../kernel/errors';
import { addTo } from '../kernel/lists';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { pieces, type Sql } from '../strapi/db';
import { either, type SqlPart } from '../strapi/sql-part';
import { followedPaths, personOf, personPaths } from './domain/entry';
import { entriesOf, hostQuery, type Entry } from './entries';
import { followEntries, phoneKeysOf, type FollowDeps } from './follow';
import type { HostReader } from './host-access';
import { quote } from './host-sql';
import { hostColumn } from './host-types';
import { deleteLinks, linksOfDocuments } from './link-store';
import { titleOf, titlePaths, urlOf } from './naming';
import type { Mapping, Mappings } from './mappings';
import { contactLinkTable } from './tables';

const MOST_CANDIDATES = 10;
const MOST_EXAMPLES = 20;
const PIECE = 400;

type Raw = Record<string, unknown>;

const viewOf = (contact: ContactRow): EntryPerson => ({
  id: contact.id,
  name: shownFirst(contact.name, contact.profileName),
  address: shownAddress(contact),
  marketing: contact.marketing,
  blocked: contact.blocked,
});

interface Relation {
  target?: string;
  joinTable?: { name: string; joinColumn: { name: string }; inverseJoinColumn?: { name: string } };
}

/** Relations of a type that name people: the tables that hold them, with the column of the entry's row and of the person. */
export const relationsToPeople = (
  strapi: Core.Strapi,
  uid: string
): { table: string; own: string; other: string }[] =>
  (Object.values(strapi.db.metadata.get(uid).attributes) as Relation[]).flatMap(
    ({ target, joinTable }) => {
      const { name, joinColumn, inverseJoinColumn } = joinTable ?? {};
      if (target !== 'plugin::whatsapp.contact') return [];
      if (!name || !joinColumn || !inverseJoinColumn) return [];
      return [{ table: name, own: joinColumn.name, other: inverseJoinColumn.name }];
    }
  );

/** Of the entries `e` of a type those that lead to a person: by their link, or by a relation that names one. */
export const leadsToSomebody = (strapi: Core.Strapi, uid: string): SqlPart => {
  const { isMysql } = hostQuery(strapi);
  const q = (name: string) => quote(name, isMysql);
  const link = `EXISTS (SELECT 1 FROM ${contactLinkTable.table} k WHERE k.uid = ? AND k.entry_document = e.document_id AND k.contact_id IS NOT NULL)`;
  const named = relationsToPeople(strapi, uid).map(({ table, own, other }) => ({
    sql: `EXISTS (SELECT 1 FROM ${q(table)} r WHERE r.${q(own)} = e.id AND r.${q(other)} IS NOT NULL)`,
    bindings: [],
  }));
  return either([{ sql: link, bindings: [uid] }, ...named]);
};

/** People whom relations of these entries name, by the id of the entry's row. */
export const relatedPeople = async (
  strapi: Core.Strapi,
  sql: Sql,
  { uid, entryIds }: { uid: string; entryIds: readonly number[] }
): Promise<Map<number, number[]>> => {
  const found = new Map<number, number[]>();
  for (const { table, own, other } of relationsToPeople(strapi, uid))
    for (const piece of pieces([...entryIds], PIECE)) {
      const rows = (await sql(table)
        .whereIn(own, piece)
        .whereNotNull(other)
        .orderBy('id')
        .select(own, other)) as Raw[];
      for (const row of rows) addTo(found, Number(row[own]), Number(row[other]));
    }
  return found;
};

/** The people of these documents: who is linked and whom relations name, each once. */
const peopleOf = async (
  strapi: Core.Strapi,
  sql: Sql,
  { mapping, entries }: { mapping: Mapping; entries: readonly Entry[] }
) => {
  const { uid } = mapping;
  const links = await linksOfDocuments(
    sql,
    uid,
    entries.map(({ documentId }) => documentId)
  );
  const entryIds = entries.map(({ entryId }) => entryId);
  const related = await relatedPeople(strapi, sql, { uid, entryIds });
  const linkedId = (entry: Entry) => links.get(entry.documentId)?.contactId ?? null;
  const all = entries.flatMap((entry) => [
    ...(linkedId(entry) === null ? [] : [linkedId(entry) as number]),
    ...(related.get(entry.entryId) ?? []),
  ]);
  const rows = await contactsService(strapi).byIds(sql, [...new Set(all)]);
  return (entry: Entry) => {
    const linked = rows.get(linkedId(entry) ?? 0) ?? null;
    const named = (related.get(entry.entryId) ?? []).flatMap((id) => rows.get(id) ?? []);
    const people = [...(linked ? [linked] : []), ...named];
    return {
      linked,
      people: [...new Map(people.map((one) => [one.id, one])).values()],
      takenOff: links.get(entry.documentId)?.contactId === null,
    };
  };
};

const candidatesOf = async (
  sql: Sql,
  { phone, email }: Pick<ReturnType<typeof personOf>, 'phone' | 'email'>
): Promise<ContactRow[]> => {
  if (!phone && !email) return [];
  const rows = (await sql(contactTable.table)
    .where((either) => {
      if (phone) void either.orWhereIn('address_key', phoneKeysOf(phone.waId));
      if (email) void either.orWhere('email', email);
    })
    .whereNull('merged_into')
    .orderBy('id')
    .limit(MOST_CANDIDATES)) as Raw[];
  return rows.map(readContact);
};

/** Why an entry that has nobody has nobody. */
const gapOf = (person: ReturnType<typeof personOf>, takenOff: boolean): RecipientGap => {
  if (takenOff) return 'taken-off';
  if (person.phone || person.email) return 'unknown';
  return person.phoneProblem ? 'invalid' : 'empty';
};

/** What the Content Manager asks of an entry: whom it is about, and who a choice of entries would reach. */
export const createEntryPeople = (mappings: Mappings, deps: Omit<FollowDeps, 'country'>) => {
  const { strapi } = deps;
  const { db } = contextOf(strapi);

  const mappingOf = async (uid: string): Promise<Mapping> => {
    const mapping = (await mappings.all()).get(uid);
    if (!mapping) throw notFound('the linked content type');
    return mapping;
  };
  const countryOf = async ({ config }: Mapping): Promise<string> =>
    config.country ?? countryOfNumbers(strapi);

  const entryOf = async (mapping: Mapping, documentId: string, reader: HostReader) => {
    const [entry] = (await reader.readable([documentId])).has(documentId)
      ? await entriesOf(strapi, db.knex, {
          type: mapping.type,
          paths: personPaths(mapping.config.fields),
          documentIds: [documentId],
        })
      : [];
    if (!entry) throw notFound('the entry');
    return entry;
  };

  const phoneOf = (
    { config, type }: Mapping,
    person: ReturnType<typeof personOf>,
    reader: HostReader
  ): EntryPeople['phone'] => {
    const path = config.fields.phone;
    if (path === null) return null;
    const isSeen = reader.field(path.split('.')[0] ?? path);
    return {
      label: hostColumn(type, path)?.label ?? path,
      e164: isSeen ? (person.phone?.e164 ?? null) : null,
      state: person.phone ? 'usable' : person.phoneProblem ? 'invalid' : 'empty',
    };
  };

  const entryPeople = async (
    { uid, documentId }: EntryKey,
    reader: HostReader
  ): Promise<EntryPeople> => {
    const mapping = await mappingOf(uid);
    const entry = await entryOf(mapping, documentId, reader);
    const person = personOf(entry.values, mapping.config.fields, await countryOf(mapping));
    const { people, takenOff } = (await peopleOf(strapi, db.knex, { mapping, entries: [entry] }))(
      entry
    );
    const candidates = people.length > 0 ? [] : await candidatesOf(db.knex, person);
    return {
      role: mapping.config.role,
      people: people.map(viewOf),
      candidates: candidates.map(viewOf),
      takenOff,
      phone: phoneOf(mapping, person, reader),
    };
  };

  const linkEntry = async ({ uid, documentId }: EntryKey, reader: HostReader): Promise<void> => {
    const mapping = await mappingOf(uid);
    await entryOf(mapping, documentId, reader);
    const country = await countryOfNumbers(strapi);
    // A press asks for this one person, whatever the mapping says of new numbers.
    const config = { ...mapping.config, createContacts: true };
    await db.tx(async (trx: Knex.Transaction) => {
      const paths = followedPaths(mapping.config);
      const ask = { type: mapping.type, paths, documentIds: [documentId] };
      const entries = await entriesOf(strapi, trx, ask);
      const before = (await linksOfDocuments(trx, uid, [documentId])).get(documentId);
      // The press takes back that the link was taken off.
      if (before?.contactId === null) await deleteLinks(trx, [before.id]);
      const { contactIds, linked } = await followEntries({ ...deps, country }, trx, {
        mapping: { ...mapping, config },
        entries,
      });
      if (linked === 0)
        throw new DomainError('entry-without-number', 'the entry has no usable number', {
          status: 422,
          field: 'documentId',
          remedy: 'Fill in the number of the entry and save it.',
        });
      await realtimeService(strapi).append(
        trx,
        contactIds.map((id) => ({ type: 'contact' as const, id }))
      );
    });
  };

  const recipients = async (
    { uid, documentIds }: { uid: string; documentIds: readonly string[] },
    reader: HostReader
  ): Promise<EntryRecipients> => {
    const mapping = await mappingOf(uid);
    const asked = [...new Set(documentIds)];
    const seen = await reader.readable(asked);
    const paths = [...titlePaths(mapping), ...personPaths(mapping.config.fields)];
    const entries: Entry[] = [];
    for (const piece of pieces(
      asked.filter((one) => seen.has(one)),
      PIECE
    ))
      entries.push(
        ...(await entriesOf(strapi, db.knex, { type: mapping.type, paths, documentIds: piece }))
      );
    const byDocument = new Map(entries.map((entry) => [entry.documentId, entry]));
    const peopleFor = await peopleOf(strapi, db.knex, { mapping, entries });
    const country = await countryOf(mapping);
    const contactIds = new Set<number>();
    const gaps = new Map<RecipientGap, number>();
    const examples: EntryRecipients['examples'] = [];
    let doubled = 0;
    const lacking = (documentId: string, reason: RecipientGap, title: string) => {
      gaps.set(reason, (gaps.get(reason) ?? 0) + 1);
      if (examples.length >= MOST_EXAMPLES) return;
      examples.push({ documentId, title, reason, url: urlOf(uid, documentId) });
    };
    for (const documentId of asked) {
      const entry = byDocument.get(documentId);
      if (!entry) {
        lacking(documentId, 'unseen', '');
        continue;
      }
      const { linked, people, takenOff } = peopleFor(entry);
      const meant = linked ? [linked] : people;
      const reached = meant.filter((one) => shownAddress(one) !== '');
      if (reached.length === 0) {
        const person = personOf(entry.values, mapping.config.fields, country);
        const reason = meant.length > 0 ? 'no-address' : gapOf(person, takenOff);
        lacking(documentId, reason, titleOf(mapping, entry));
        continue;
      }
      if (reached.every(({ id }) => contactIds.has(id))) doubled += 1;
      for (const { id } of reached) contactIds.add(id);
    }
    return {
      role: mapping.config.role,
      contactIds: [...contactIds],
      doubled,
      gaps: [...gaps].map(([reason, count]) => ({ reason, entries: count })),
      examples,
    };
  };

  const mapped = async (): Promise<MappedTypes> => ({
    types: [...(await mappings.all()).values()].map(({ uid, config }) => ({
      uid,
      role: config.role,
    })),
  });

  return { mapped, entryPeople, linkEntry, recipients };
};
export type EntryPeopleDeeds = ReturnType<typeof createEntryPeople>;
