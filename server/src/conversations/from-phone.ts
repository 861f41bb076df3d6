import { tailOf } from '../cloud-api/wamid';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { mediaService } from '../media/public';
import type { FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { RANK } from './domain/rank';
import { closed, opened } from './domain/standing';
import { afterAnswer } from './domain/waiting';
import { pauseBots } from './events';
import { aboutOf, inboundRow, previewNow, type InboundMessage } from './inbound';
import { adoptEarlier, knownMessage, type About } from './by-wamid';
import { ensureConversation, hasConversation, insertMessage, updateConversation } from './store';
import { messageTable, type ConversationRow, type MessageRow } from './tables';
import { writeRow } from '../strapi/table';
import { noteTexts } from './texts';

/** A message that was written or came elsewhere: in the WhatsApp Business app, now or before the number was connected. */
export interface PhoneMessage extends InboundMessage {
  direction: 'in' | 'out';
  /** `echo`: the team writes on the phone now. `history`: it happened before. */
  told: 'echo' | 'history';
  /** How far it is known to have come, of what was sent. */
  rank?: number;
}

/** In a history a file is announced first and comes in another event with the same id. */
const PLACEHOLDER = 'media_placeholder';

const phoneRow = (
  message: PhoneMessage,
  place: { conversationId: number } & Omit<About, 'about'>
) => {
  const { direction, at } = message;
  const row = inboundRow(message, place);
  if (direction === 'in') return row;
  const rank = message.rank ?? RANK.sent;
  return {
    ...row,
    ...{ direction, origin: 'phone' as const, state: 'accepted' as const, rank },
    wamidTail: message.content.wamid ? tailOf(message.content.wamid) : null,
    ...{ acceptedAt: at, sentAt: at },
  };
};

/** Puts the file in the place that was kept for it; null where the message is here already. */
const fillPlace = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { known, message }: { known: MessageRow; message: PhoneMessage }
): Promise<number | null> => {
  const { content } = message;
  if (known.type !== PLACEHOLDER || content.type === PLACEHOLDER) return null;
  const { type, body, text, payload } = inboundRow(message, known);
  await trx(messageTable.table)
    .where({ id: known.id })
    .update(writeRow(messageTable, { type, body, text, payload }));
  await noteTexts(trx, [{ ...known, type, body, text }]);
  const { accountId, at } = known;
  if (content.media)
    await mediaService(strapi).note(trx, {
      messageId: known.id,
      accountId,
      media: content.media,
      at,
    });
  return known.id;
};

/** What somebody wrote on the phone answers the customer; what happened before changes nothing but what stood last. */
const conversationAfter = async (
  trx: Knex.Transaction,
  conversation: ConversationRow,
  {
    message,
    row,
    original,
  }: {
    message: PhoneMessage;
    row: ReturnType<typeof phoneRow> & { id: number };
    original: MessageRow | null;
  }
): Promise<Partial<ConversationRow>> => {
  const { content, at, told, direction } = message;
  if (original) return conversation.lastMessageId === original.id ? previewNow(trx, original) : {};
  const speaks = content.reaction === null;
  const newest = at >= conversation.lastMessageAt || conversation.lastMessageId === null;
  return {
    ...(told === 'echo' && speaks
      ? { ...opened(), ...afterAnswer(conversation, { origin: 'phone', at }) }
      : {}),
    ...(told === 'echo' && at >= (conversation.lastInboundAt ?? 0) ? { unread: 0 } : {}),
    ...(newest && speaks
      ? {
          lastMessageAt: Math.max(at, conversation.lastMessageAt),
          lastMessageId: row.id,
          wokenAt: null,
          lastDirection: direction,
          ...(await previewNow(trx, row)),
        }
      : {}),
  };
};

/**
 * Writes a message of the WhatsApp Business app into its thread, once. It opens no window, and nothing of it is unread; an
 * echo is a take-over by a person (C-33), a thread that a history makes is closed.
 */
export const recordFromPhone = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  message: PhoneMessage
): Promise<FeedEntry[]> => {
  const { accountId, contactId, content, at, told } = message;
  const { db } = contextOf(strapi);
  const isNew = !(await hasConversation(trx, { accountId, contactId }));
  const origin = message.direction === 'out' ? 'agent' : 'inbound';
  const conversation = await ensureConversation(db, trx, { accountId, contactId, now: at, origin });
  const { direction } = message;
  const { id: conversationId } = conversation;
  const { wamid } = content;
  // An echo may be of a message that we sent, whose row has our time; a history holds those that were written on the phone.
  const time = told === 'echo' ? {} : { at };
  const known = wamid
    ? await knownMessage(trx, { conversationId, wamid, direction, ...time })
    : null;
  const scope = { assignees: [conversation.assigneeId] };
  const hints = (id: number): FeedEntry[] => [
    { type: 'message', id, parent: conversation.id, scope },
    { type: 'conversation', id: conversation.id, scope },
  ];
  if (known) {
    const filled = await fillPlace(strapi, trx, { known, message });
    return filled === null ? [] : hints(filled);
  }
  const { about, ...context } = await aboutOf(trx, message, conversationId);
  const row = phoneRow(message, { conversationId, ...context });
  const id = await insertMessage(trx, row);
  await adoptEarlier(trx, { ...row, id });
  if (content.media)
    await mediaService(strapi).note(trx, { messageId: id, accountId, media: content.media, at });
  const after = await conversationAfter(trx, conversation, {
    message,
    row: { ...row, id },
    original: content.changes ? about : null,
  });
  await updateConversation(trx, conversation.id, {
    ...(isNew && told === 'history' ? closed(at) : {}),
    ...after,
  });
  if (told === 'echo') await pauseBots(trx, conversation.id, { by: null, at });
  return hints(id);
};
