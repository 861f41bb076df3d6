import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import type { BlockedUser } from '../cloud-api/client-block';
import { contactsService, saveContact, type ContactRow } from '../contacts/public';
import type { BlockResult } from '../contracts/conversations';
import { notFound } from '../kernel/errors';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { hintsOfContact } from './events';
import type { Conversations } from './service';
import type { ConversationRow } from './tables';

interface Deed {
  blocked: boolean;
  by: { id: number; name: string };
}

/** Through the service and not the public file, which shows this file too. */
const effectsOf = (strapi: Core.Strapi): Conversations['blockedEffects'] =>
  (strapi.plugin('whatsapp').service('conversations') as Conversations).blockedEffects;

const userOf = ({ waId, phone, bsuid }: ContactRow): BlockedUser | null => {
  const number = waId ? `+${waId}` : phone;
  if (number) return { phone: number };
  return bsuid ? { userId: bsuid } : null;
};

/**
 * Blocking holds here from the commit on: no message goes to the person, and bots stay silent. Behind it WhatsApp is asked to
 * take no more from them either; it does so only of people who wrote within a day, so that its no is told and changes nothing.
 */
export const createBlock = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);

  const keep = (contactId: number, blocked: boolean): Promise<ContactRow> =>
    db.tx(async (trx) => {
      const contact = await contactsService(strapi).lock(trx, contactId);
      if (!contact) throw notFound('contact');
      if (contact.blocked === blocked) return contact;
      const saved = await saveContact(trx, contact, { blocked, changedAt: clock.now() });
      if (blocked) for (const effect of effectsOf(strapi)) await effect(trx, contact.id);
      const hints = await hintsOfContact(trx, contact.id);
      await realtimeService(strapi).append(trx, [{ type: 'contact', id: contact.id }, ...hints]);
      return saved;
    });

  const askWhatsApp = async (
    { accountId }: ConversationRow,
    contact: ContactRow,
    blocked: boolean
  ): Promise<BlockResult['atWhatsApp']> => {
    const user = userOf(contact);
    if (!user) return 'skipped';
    try {
      const account = await accountsService(strapi).get(accountId);
      const api = accountsService(strapi).cloudApi(account);
      const call = blocked ? api.blockUser : api.unblockUser;
      return (await call(account.phoneNumberId, user)).ok ? 'done' : 'refused';
    } catch {
      // A number without a usable token asks nobody.
      return 'skipped';
    }
  };

  return async (
    conversation: ConversationRow,
    { blocked, by }: Deed
  ): Promise<BlockResult['atWhatsApp']> => {
    const contact = await keep(conversation.contactId, blocked);
    const atWhatsApp = await askWhatsApp(conversation, contact, blocked);
    logsService(strapi).write({
      area: 'contact',
      level: 'info',
      event: blocked ? 'person-blocked' : 'person-unblocked',
      text: `${by.name} ${blocked ? 'blocked' : 'unblocked'} a person; at WhatsApp: ${atWhatsApp}`,
      contactId: contact.id,
      details: { by: by.name, userId: by.id, atWhatsApp },
    });
    return atWhatsApp;
  };
};
