import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService } from '../contacts/public';
import {
  conversationTable,
  ensureConversation,
  type ConversationRow,
} from '../conversations/public';
import { contextOf } from '../strapi/context';
import { readRow } from '../strapi/table';

/** The person's latest thread; null: they have none. */
export const latestThread = async (
  trx: Knex.Transaction,
  contactId: number
): Promise<ConversationRow | null> => {
  const raw = await trx(conversationTable.table)
    .where({ contact_id: contactId })
    .orderBy([
      { column: 'last_message_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first<Record<string, unknown> | undefined>();
  return raw ? readRow(conversationTable, raw) : null;
};

/** The thread that a bot begins with somebody. As with a campaign, it opens when the person answers. Null: they are gone. */
export const firstThread = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { accountId, contactId }: Pick<ConversationRow, 'accountId' | 'contactId'>
): Promise<ConversationRow | null> => {
  const { db, clock } = contextOf(strapi);
  // People before threads (engine 9).
  const contact = await contactsService(strapi).lock(trx, contactId);
  if (!contact) return null;
  const now = clock.now();
  const wanted = { accountId, contactId: contact.id, now, origin: 'bot' };
  return ensureConversation(db, trx, { ...wanted, status: 'closed' });
};
