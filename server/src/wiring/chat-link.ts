import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { InboundContent } from '../cloud-api/inbound-content';
import { updateConversation, type RecordedInbound } from '../conversations/public';
import type { ConversationOrigin } from '../contracts/conversations';
import { chatLinksService, type AppliedCode } from '../opt-in/public';

/** Nothing was said before, and no ad says already how it began. */
const beginsWith = ({ lastMessageId, origin }: RecordedInbound['conversation']): boolean =>
  lastMessageId === null && origin === 'inbound';

const ORIGIN_OF: Record<NonNullable<AppliedCode['by']>, ConversationOrigin> = {
  page: 'form',
  widget: 'widget',
  qr: 'qr',
  link: 'chat-link',
};

/** The first message came by an opt-in form: by its page, its widget, its link or its QR code (C-27). */
export const noteForm = async (
  trx: Knex.Transaction,
  { conversation }: RecordedInbound,
  by: AppliedCode['by']
): Promise<void> => {
  if (by && beginsWith(conversation))
    await updateConversation(trx, conversation.id, { origin: ORIGIN_OF[by] });
};

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
  const began: ConversationOrigin = link.by === 'qr' ? 'qr' : 'chat-link';
  await updateConversation(trx, conversation.id, {
    ...(beginsWith(conversation) ? { origin: began } : {}),
    referral: {
      sourceType: 'link',
      sourceId: link.code,
      sourceUrl: null,
      headline: link.name,
      body: null,
    },
  });
};
