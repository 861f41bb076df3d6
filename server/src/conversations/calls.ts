import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { CallContent } from '../cloud-api/call-content';
import type { MessageBody } from '../contracts/conversations';
import { plainBody } from '../contracts/message-body';
import { keyOf } from '../kernel/hash';
import type { FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { writeRow } from '../strapi/table';
import { RANK } from './domain/rank';
import { opened } from './domain/standing';
import { afterInbound } from './domain/waiting';
import { windowAfter } from './domain/window';
import { ensureConversation, insertMessage, messageByKey, updateConversation } from './store';
import { messageTable, type ConversationRow, type MessageRow } from './tables';

export interface CallInThread {
  accountId: number;
  contactId: number;
  content: CallContent;
  at: number;
}

export interface RecordedCall {
  conversation: ConversationRow;
  messageId: number;
  /** Nobody took it, and that was not known before. */
  isMissed: boolean;
  hints: FeedEntry[];
}

const bodyOf = (call: CallContent['call']): MessageBody => ({
  ...plainBody('call', null),
  call,
});

const rowOf = (
  { accountId, contactId, content, at }: CallInThread,
  conversationId: number
): Partial<MessageRow> => {
  const isTheirs = content.by === 'customer';
  return {
    ...{ conversationId, accountId, contactId, at, type: 'call', text: '' },
    ...{ body: bodyOf(content.call), attempt: 1, lane: 0, dueAt: 0, inLimit: false, sample: false },
    wamid: content.id,
    wamidKey: content.id ? keyOf(content.id) : null,
    ...(isTheirs
      ? { direction: 'in', origin: 'customer', state: 'received', rank: RANK.none }
      : { direction: 'out', origin: 'system', state: 'accepted', rank: RANK.sent }),
  };
};

/** At Meta a call opens the window when the customer calls, taken or not, or takes ours. */
const opensWindow = ({ by, call }: CallContent): boolean =>
  by === 'customer' || call.state === 'answered';

const changeOf = (
  conversation: ConversationRow,
  { content, at }: CallInThread,
  { messageId, isMissed }: { messageId: number; isMissed: boolean }
): Partial<ConversationRow> => {
  const newest = at >= conversation.lastMessageAt || conversation.lastMessageId === null;
  return {
    ...(content.by === 'customer' ? opened() : {}),
    ...(isMissed
      ? {
          unread: conversation.unread + 1,
          ...afterInbound(conversation, { at, reopens: conversation.status === 'closed' }),
        }
      : {}),
    ...(opensWindow(content) ? { windowExpiresAt: windowAfter(conversation, at) } : {}),
    ...(newest
      ? {
          lastMessageAt: Math.max(at, conversation.lastMessageAt),
          lastMessageId: messageId,
          wokenAt: null,
          lastDirection: content.by === 'customer' ? 'in' : 'out',
          lastText: '',
          lastType: content.call.state === 'missed' ? 'call-missed' : 'call',
        }
      : {}),
  };
};

/** A call is one line of the thread from its first ring to its end (C-35), whatever order its webhooks come in. */
export const recordCall = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  given: CallInThread
): Promise<RecordedCall> => {
  const { accountId, contactId, content, at } = given;
  const origin = content.by === 'customer' ? 'inbound' : 'agent';
  const pair = { accountId, contactId, now: at, origin };
  const conversation = await ensureConversation(contextOf(strapi).db, trx, pair);
  const known = content.id ? await messageByKey(trx, { wamidKey: keyOf(content.id) }) : null;
  const isOver = known !== null && known.body?.call?.state !== 'ringing';
  if (known && (isOver || content.call.state === 'ringing'))
    return { conversation, messageId: known.id, isMissed: false, hints: [] };
  const messageId = known?.id ?? (await insertMessage(trx, rowOf(given, conversation.id)));
  if (known)
    await trx(messageTable.table)
      .where({ id: known.id })
      .update(writeRow(messageTable, { body: bodyOf(content.call) }));
  const isMissed = content.call.state === 'missed';
  await updateConversation(
    trx,
    conversation.id,
    changeOf(conversation, given, { messageId, isMissed })
  );
  const scope = { assignees: [conversation.assigneeId] };
  return {
    conversation,
    messageId,
    isMissed,
    hints: [
      { type: 'message', id: messageId, parent: conversation.id, scope },
      { type: 'conversation', id: conversation.id, scope },
    ],
  };
};
