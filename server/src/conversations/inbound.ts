import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { InboundContent } from '../cloud-api/inbound-content';
import type { Referral } from '../contracts/conversations';
import { keyOf } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import { mediaService } from '../media/public';
import type { FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { opened } from './domain/standing';
import { afterInbound } from './domain/waiting';
import { windowEnd } from './domain/window';
import { recordEvents } from './events';
import { ensureConversation, insertMessage, messageByKey, updateConversation } from './store';
import type { ConversationRow, MessageRow } from './tables';

export interface InboundMessage {
  accountId: number;
  contactId: number;
  content: InboundContent;
  /** Meta's time; ours when it gave none. */
  at: number;
}

export interface RecordedInbound {
  /** Null: this message was here already; nothing may happen a second time. */
  messageId: number | null;
  conversation: ConversationRow;
  hints: FeedEntry[];
}

const referralOf = ({ referral: told }: InboundContent): Referral | null =>
  told && {
    sourceType: told.sourceType,
    sourceId: told.sourceId,
    sourceUrl: told.sourceUrl,
    headline: told.headline,
    body: told.body,
  };

/** How a conversation begins that the customer opens (C-27): by an ad, a link or post, or by writing. */
const originOf = ({ referral: told }: InboundContent): string =>
  told === null ? 'inbound' : told.sourceType === 'ad' ? 'ad' : 'link';

/** Newest by Meta's time wins the preview; late and repeated events change nothing that is newer. */
const conversationChange = (
  conversation: ConversationRow,
  { content, at }: InboundMessage,
  messageId: number
): Partial<ConversationRow> => {
  const came = referralOf(content);
  // A conversation that woke stands at the time of its waking, which is no message's.
  const woke = conversation.wokenAt !== null && conversation.wokenAt === conversation.lastMessageAt;
  const newest = at >= conversation.lastMessageAt || conversation.lastMessageId === null || woke;
  const speaks = content.reaction === null;
  return {
    ...opened(),
    ...(speaks
      ? afterInbound(conversation, { at, reopens: conversation.status === 'closed' })
      : {}),
    ...(came ? { referral: came } : {}),
    ...(came?.sourceType === 'ad' ? { adAt: Math.max(conversation.adAt ?? 0, at) } : {}),
    unread: conversation.unread + (speaks ? 1 : 0),
    windowExpiresAt: Math.max(conversation.windowExpiresAt ?? 0, windowEnd(at)),
    lastInboundAt: Math.max(conversation.lastInboundAt ?? 0, at),
    ...(at >= (conversation.lastInboundAt ?? 0) ? { lastInboundWamid: content.wamid } : {}),
    ...(newest && speaks
      ? {
          lastMessageAt: Math.max(at, conversation.lastMessageAt),
          lastMessageId: messageId,
          wokenAt: null,
          lastText: withoutNul(content.preview).slice(0, 500),
          lastDirection: 'in',
          lastType: content.type.slice(0, 24),
        }
      : {}),
  };
};

/** The message as it is stored; its times and ids are Meta's. */
const inboundRow = (
  { accountId, contactId, content, at }: InboundMessage,
  conversationId: number
): Partial<MessageRow> => ({
  conversationId,
  accountId,
  contactId,
  direction: 'in',
  origin: 'customer',
  type: (content.reaction ? 'reaction' : content.type).slice(0, 24),
  body: content.body,
  text: withoutNul(content.reaction ? (content.reaction.emoji ?? '') : (content.body.text ?? '')),
  payload: {
    media: content.media,
    reply: content.reply,
    referral: content.referral,
    forwarded: content.forwarded,
  },
  wamid: content.wamid,
  wamidKey: content.wamid ? keyOf(content.wamid) : null,
  contextKey: content.reaction
    ? keyOf(content.reaction.wamid)
    : content.quotedWamid
      ? keyOf(content.quotedWamid)
      : null,
  state: 'received',
  rank: 0,
  attempt: 1,
  lane: 0,
  dueAt: 0,
  inLimit: false,
  sample: false,
  at,
});

/**
 * Writes an inbound message into its thread: message, window, unread, preview, reopening. Idempotent by wamid.
 * Runs in the transaction that applies the webhook change.
 */
export const recordInbound = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  inbound: InboundMessage
): Promise<RecordedInbound> => {
  const { accountId, contactId, content, at } = inbound;
  const conversation = await ensureConversation(contextOf(strapi).db, trx, {
    accountId,
    contactId,
    now: at,
    origin: originOf(content),
  });
  const wamidKey = content.wamid ? keyOf(content.wamid) : null;
  if (wamidKey && (await messageByKey(trx, { wamidKey })))
    return { messageId: null, conversation, hints: [] };
  const messageId = await insertMessage(trx, inboundRow(inbound, conversation.id));
  if (content.media)
    await mediaService(strapi).note(trx, { messageId, accountId, media: content.media, at });
  await updateConversation(
    trx,
    conversation.id,
    conversationChange(conversation, inbound, messageId)
  );
  if (conversation.status !== 'open')
    // By our clock, as the closing was: Meta's whole seconds would put it before.
    await recordEvents(trx, [
      {
        conversationId: conversation.id,
        kind: 'reopened',
        at: contextOf(strapi).clock.now(),
      },
    ]);
  const scope = { assignees: [conversation.assigneeId] };
  return {
    messageId,
    conversation,
    hints: [
      { type: 'message', id: messageId, parent: conversation.id, scope },
      { type: 'conversation', id: conversation.id, scope },
    ],
  };
};
