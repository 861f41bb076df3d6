import type { Knex } from 'knex';
import type { InboundContent } from '../cloud-api/inbound-content';
import { keyOf } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import type { FeedEntry } from '../realtime/public';
import type { Db } from '../strapi/db';
import { windowEnd } from './domain/window';
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

/** Newest by Meta's time wins the preview; late and repeated events change nothing that is newer. */
const conversationChange = (
  conversation: ConversationRow,
  { content, at }: InboundMessage,
  messageId: number
): Partial<ConversationRow> => {
  const newest = at >= conversation.lastMessageAt || conversation.lastMessageId === null;
  const speaks = content.reaction === null;
  return {
    status: 'open',
    unread: conversation.unread + (speaks ? 1 : 0),
    windowExpiresAt: Math.max(conversation.windowExpiresAt ?? 0, windowEnd(at)),
    lastInboundAt: Math.max(conversation.lastInboundAt ?? 0, at),
    ...(at >= (conversation.lastInboundAt ?? 0) ? { lastInboundWamid: content.wamid } : {}),
    ...(newest && speaks
      ? {
          lastMessageAt: Math.max(at, conversation.lastMessageAt),
          lastMessageId: messageId,
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
  db: Db,
  trx: Knex.Transaction,
  inbound: InboundMessage
): Promise<RecordedInbound> => {
  const { accountId, contactId, content, at } = inbound;
  const conversation = await ensureConversation(db, trx, {
    accountId,
    contactId,
    now: at,
    origin: 'inbound',
  });
  const wamidKey = content.wamid ? keyOf(content.wamid) : null;
  if (wamidKey && (await messageByKey(trx, { wamidKey })))
    return { messageId: null, conversation, hints: [] };
  const messageId = await insertMessage(trx, inboundRow(inbound, conversation.id));
  await updateConversation(
    trx,
    conversation.id,
    conversationChange(conversation, inbound, messageId)
  );
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
