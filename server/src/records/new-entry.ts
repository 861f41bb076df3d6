import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import type { NewEntryBody } from '../contracts/records';
import { DomainError, notFound } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { messageOf } from '../strapi/log';
import { mappingWords } from './domain/mapping-words';
import { createEntry } from './leads';
import { insertLinks, linkOfPress } from './link-store';
import type { Mappings } from './mappings';
import { urlOf } from './naming';

/** The host's refusal, in its own words. */
const refused = (error: unknown): DomainError => {
  const words = mappingWords.entryRefused(messageOf(error));
  const { text, advice } = words.en;
  return new DomainError('entry-refused', text, { status: 422, remedy: advice, words });
};

/** The host's own validation, as Strapi throws it. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && /ValidationError|ApplicationError|YupValidationError/.test(error.name);

/**
 * Makes an entry about a person from what is known of them and links it, as staff ask for it (C-22). Entry and link are one
 * transaction; a refusal of the host's rules is told to who asked.
 */
export const createNewEntry = (strapi: Core.Strapi, mappings: Mappings) => {
  const { db, clock } = contextOf(strapi);
  return async ({
    contactId,
    uid,
    clientId,
  }: NewEntryBody): Promise<{ documentId: string; url: string }> => {
    const mapping = (await mappings.all()).get(uid);
    if (!mapping) throw notFound('the linked content type');
    try {
      return await strapi.db.transaction(async ({ trx }) => {
        const contact = await contactsService(strapi).lock(trx, contactId);
        if (!contact) throw notFound('contact');
        const pressKey = clientId ? keyOf(clientId) : null;
        const press = { contactId: contact.id, uid, pressKey };
        const before = pressKey ? await linkOfPress(trx, press) : null;
        if (before) return { documentId: before.documentId, url: urlOf(uid, before.documentId) };
        const documentId = await createEntry(strapi, mapping, contact);
        const link = { ...press, documentId };
        await insertLinks(db, trx, [
          { ...link, byHand: true, consentSeen: null, addedAt: clock.now() },
        ]);
        await realtimeService(strapi).append(trx, [{ type: 'contact', id: contact.id }]);
        return { documentId, url: urlOf(uid, documentId) };
      });
    } catch (error) {
      throw isRefusal(error) ? refused(error) : error;
    }
  };
};
