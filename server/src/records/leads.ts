import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, shownName, type ContactRow } from '../contacts/public';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { hostColumn } from './host-types';
import { insertLinks } from './link-store';
import type { Mapping } from './mappings';
import { contactLinkTable, recordJobTable, type RecordJobRow } from './tables';

/** What a new entry is told of the person: the mapped fields of its own, and the values set for the rest. */
export const leadData = (mapping: Mapping, contact: ContactRow): Record<string, unknown> => {
  const { fields, defaults } = mapping.config;
  const name = shownName(contact);
  const [first = '', ...rest] = name.split(/\s+/);
  const data: Record<string, unknown> = { ...defaults };
  const put = (path: string | null, value: string | null) => {
    if (path === null || value === null || value === '') return;
    const column = hostColumn(mapping.type, path);
    if (!column || column.hop) return;
    if (column.choices.length > 0 && !column.choices.includes(value)) return;
    data[path] = value;
  };
  put(fields.name, fields.surname && rest.length > 0 ? first : name);
  put(fields.surname, rest.join(' ') || null);
  put(fields.phone, contact.phone ?? (contact.waId ? `+${contact.waId}` : null));
  put(fields.email, contact.email);
  put(fields.language, contact.language);
  put(fields.town, contact.town);
  return data;
};

const isLinked = async (trx: Knex.Transaction, contactId: number, uid: string): Promise<boolean> =>
  (await trx(contactLinkTable.table).where({ contact_id: contactId, uid }).first('id')) !==
  undefined;

interface Documents {
  create(params: { data: Record<string, unknown> }): Promise<{ documentId: string }>;
}

/** An entry with what is known of the person, by the rules of its content type; in the caller's transaction. */
export const createEntry = async (
  strapi: Core.Strapi,
  mapping: Mapping,
  contact: ContactRow
): Promise<string> => {
  const documents = strapi.documents(mapping.uid as never) as unknown as Documents;
  return (await documents.create({ data: leadData(mapping, contact) })).documentId;
};

/**
 * Makes the entry for a person who wrote first, once (C-22): entry, link and the end of the job are one transaction, and
 * the process that takes the job's row is the only one. A refusal of the host's rules is thrown, logged by the worker and tried
 * again: the mapping may be mended meanwhile.
 */
export const makeLead = async (
  { strapi }: { strapi: Core.Strapi },
  mapping: Mapping,
  job: RecordJobRow
): Promise<void> => {
  const { db, clock } = contextOf(strapi);
  const contactId = job.contactId ?? 0;
  const made = await strapi.db.transaction(async ({ trx }) => {
    const taken = await trx(recordJobTable.table).where({ id: job.id }).delete();
    if (taken === 0) return null;
    const contact = await contactsService(strapi).lock(trx, contactId);
    if (!contact || !mapping.config.makesEntries) return null;
    if (await isLinked(trx, contact.id, mapping.uid)) return null;
    const documentId = await createEntry(strapi, mapping, contact);
    const link = { contactId: contact.id, uid: mapping.uid, documentId };
    await insertLinks(db, trx, [
      { ...link, byHand: false, consentSeen: null, addedAt: clock.now() },
    ]);
    await realtimeService(strapi).append(trx, [{ type: 'contact', id: contact.id }]);
    return { contactId: contact.id, documentId };
  });
  if (!made) return;
  logsService(strapi).write({
    area: 'record',
    level: 'info',
    event: 'record-lead-made',
    text: `an entry (${mapping.config.role}) was created for a new contact who wrote`,
    contactId: made.contactId,
    details: { uid: mapping.uid, documentId: made.documentId, role: mapping.config.role },
  });
};
