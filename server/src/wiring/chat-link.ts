import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { InboundContent } from '../cloud-api/inbound-content';
import { updateConversation, type RecordedInbound } from '../conversations/public';
import { chatLinksService } from '../opt-in/public';

/** A message that came by a link or QR code of ours: the thread says by which, as it does of an ad (O-13, C-29). */
export const noteChatLink = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  told: { contactId: number; content: InboundContent; recorded: RecordedInbound; at: number }
): Promise<void> => {
  const { contactId, content, recorded, at } = told;
  const { text } = content.body;
  const link = await chatLinksService(strapi).applyMessage(trx, { contactId, text, at });
  if (!link) return;
  const { conversation } = recorded;
  const isFirst = conversation.lastMessageId === null && conversation.origin === 'inbound';
  await updateConversation(trx, conversation.id, {
    ...(isFirst ? { origin: 'chat-link' } : {}),
    referral: {
      sourceType: 'link',
      sourceId: link.code,
      sourceUrl: null,
      headline: link.name,
      body: null,
    },
  });
};
