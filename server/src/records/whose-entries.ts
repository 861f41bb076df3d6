import type { Core } from '@strapi/strapi';
import { countryOfNumbers } from '../accounts/public';
import { contactsService } from '../contacts/public';
import { addTo } from '../kernel/lists';
import { rawRows } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import { hopsOf } from './dependents';
import { personOf, personPaths } from './domain/entry';
import { namesNobodyElse, type RelatedEntry } from './domain/whose';
import { entriesOf, hostQuery } from './entries';
import { relatedPeople } from './entry-people';
import { phoneKeysOf } from './follow';
import { selectRelated } from './host-sql';
import type { Hop } from './host-types';
import { linksOfDocuments } from './link-store';
import type { Mapping } from './mappings';

/** Whose entries are that nobody is linked with. Reads outside of transactions. */
export const createWhoseEntries = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);

  /** Which entries this relation leads to, by the row that it leads from. */
  const relatedOver = async (
    { type }: Mapping,
    hop: Hop,
    entryIds: readonly number[]
  ): Promise<{ entryId: number; documentId: string }[]> => {
    const { isMysql } = hostQuery(strapi);
    const { sql, bindings } = selectRelated(type, hop, { isMysql, entryIds });
    const result: unknown = await db.knex.raw(sql, bindings);
    return rawRows(db.dialect, result).map(({ entry_id, document_id }) => ({
      entryId: Number(entry_id),
      documentId: String(document_id),
    }));
  };

  /** The entries to which relations of these rows lead, and with whom those are linked. */
  const relatedOf = async (
    mapping: Mapping,
    entryIds: readonly number[]
  ): Promise<Map<number, RelatedEntry[]>> => {
    const found = new Map<number, RelatedEntry[]>();
    const ofPerson = new Set(hopsOf(mapping.type, mapping.config));
    for (const hop of entryIds.length > 0 ? mapping.type.hops : []) {
      const related = await relatedOver(mapping, hop, entryIds);
      const documentIds = related.map(({ documentId }) => documentId);
      const links = await linksOfDocuments(db.knex, hop.targetUid, documentIds);
      for (const { entryId, documentId } of related) {
        const contactId = links.get(documentId)?.contactId ?? null;
        addTo(found, entryId, { isPerson: ofPerson.has(hop), contactId });
      }
    }
    return found;
  };

  /**
   * Those of these entries that are about nobody else, as far as they say: neither a number, an e-mail nor a relation names
   * another person.
   */
  const ofNobodyElse = async (
    mapping: Mapping,
    documentIds: readonly string[],
    contactId: number
  ): Promise<Set<string>> => {
    const contact = await contactsService(strapi).get(contactId);
    const { type, uid, config } = mapping;
    const paths = personPaths(config.fields);
    const entries = await entriesOf(strapi, db.knex, { type, paths, documentIds });
    const country = config.country ?? (await countryOfNumbers(strapi));
    const entryIds = entries.map(({ entryId }) => entryId);
    const people = await relatedPeople(strapi, db.knex, { uid, entryIds });
    const relatedBy = await relatedOf(mapping, entryIds);
    const open = entries.filter(({ entryId, values }) => {
      const person = personOf(values, config.fields, country);
      const phoneKeys = person.phone ? phoneKeysOf(person.phone.waId) : [];
      const named = people.get(entryId) ?? [];
      if (named.length > 0 && !named.includes(contact.id)) return false;
      const related = relatedBy.get(entryId) ?? [];
      return namesNobodyElse({ named: { ...person, phoneKeys }, related }, contact);
    });
    return new Set(open.map(({ documentId }) => documentId));
  };

  return { ofNobodyElse };
};
