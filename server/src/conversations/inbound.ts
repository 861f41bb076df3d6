import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { previewOf, type InboundContent } from '../cloud-api/inbound-content';
import type { Referral } from '../contracts/conversations';
import { keyOf } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import { mediaService } from '../media/public';
import type { FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { readRow } from '../strapi/table';
import { changedMessage } from './domain/changes';
import { closed, opened } from './domain/standing';
import { afterInbound, ANSWERS } from './domain/waiting';
import { windowAfter } from './domain/window';
import { aboutWamid, adoptEarlier, knownMessage, type About } from './by-wamid';
import { recordEvents } from './events';
import {
  findOrMakeConversation,
  insertMessage,
  lockConversation,
  saidAbout,
  updateConversation,
} from './store';
import { messageTable, type ConversationRow, type MessageRow } from './tables';

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
  /** As it was before the message. */
  conversation: ConversationRow;
  hints: FeedEntry[];
}

/** A message that stands in its thread, and has done nothing to the conversation yet. */
export interface StoredInbound extends RecordedInbound {
  /** The message that it answers or is about; null: none, or it is not here. */
  about: MessageRow | null;
  /** Places it; of a message that was here already, nothing. `isQuiet`: nobody of the team has to look at it. */
  place(how: { isQuiet: boolean }): Promise<void>;
}

const referralOf = ({ referral: told }: InboundContent): Referral | null =>
  told && {
    sourceType: told.sourceType,
    sourceId: told.sourceId,
    sourceUrl: told.sourceUrl,
    headline: told.headline,
    body: told.body,
    clickId: told.clickId,
    media:
      told.mediaUrl || told.thumbnailUrl
        ? { type: told.mediaType, url: told.mediaUrl, thumbnailUrl: told.thumbnailUrl }
        : null,
    welcome: told.welcome,
  };

/** How a conversation begins that the customer opens (C-27): by an ad, a link or post, or by writing. */
const originOf = ({ referral: told }: InboundContent): string =>
  told === null ? 'inbound' : told.sourceType === 'ad' ? 'ad' : 'link';

/** How the list shows a message, with the edits and deletions of it that came, perhaps before it. */
export const previewNow = async (
  trx: Knex.Transaction,
  row: Parameters<typeof changedMessage>[0] & Pick<MessageRow, 'conversationId'>
): Promise<Pick<ConversationRow, 'lastText' | 'lastType'>> => {
  const changes = row.wamidKey ? await saidAbout(trx, [row.wamidKey]) : [];
  const about = changes.filter((one) => one.conversationId === row.conversationId);
  const { text, deletedAt } = changedMessage(row, about);
  if (deletedAt !== null) return { lastText: '', lastType: 'revoke' };
  const shown = row.body ? previewOf({ ...row.body, text }) : (text ?? '');
  return { lastText: withoutNul(shown).slice(0, 500), lastType: row.type };
};

/**
 * A customer changed or took back a message that is here. It is no message of its own: it opens no window, is not counted as
 * unread, and waits for nothing. New words open a conversation again; taking words back does not.
 */
const changeOfChanged = async (
  trx: Knex.Transaction,
  conversation: ConversationRow,
  { original, opens }: { original: MessageRow; opens: boolean }
): Promise<Partial<ConversationRow>> => ({
  ...(opens ? opened() : {}),
  ...(conversation.lastMessageId === original.id ? await previewNow(trx, original) : {}),
});

/** Somebody of the team has to look: the conversation is open, and words make it unread and the customer a waiting one. */
const calling = (
  conversation: ConversationRow,
  { at, speaks }: { at: number; speaks: boolean }
): Partial<ConversationRow> => ({
  ...opened(),
  ...(speaks ? afterInbound(conversation, { at, reopens: conversation.status === 'closed' }) : {}),
  unread: conversation.unread + (speaks ? 1 : 0),
});

/** Newest by Meta's time wins the preview; late and repeated events change nothing that is newer. */
const changeOfMessage = (
  conversation: ConversationRow,
  { content, at }: InboundMessage,
  { id: messageId, preview }: { id: number; preview: Partial<ConversationRow> }
): Partial<ConversationRow> => {
  const came = referralOf(content);
  // A conversation that woke stands at the time of its waking, which is no message's.
  const woke = conversation.wokenAt !== null && conversation.wokenAt === conversation.lastMessageAt;
  const newest = at >= conversation.lastMessageAt || conversation.lastMessageId === null || woke;
  const speaks = content.reaction === null;
  return {
    ...(came?.sourceType === 'ad' ? { adAt: Math.max(conversation.adAt ?? 0, at) } : {}),
    // What is said in a group opens no window: free messages go to people.
    ...(content.groupId ? {} : { windowExpiresAt: windowAfter(conversation, at) }),
    lastInboundAt: Math.max(conversation.lastInboundAt ?? 0, at),
    // Meta marks messages as read; a reaction, an edit or a deletion is none and would be refused.
    ...(speaks && !content.changes && !content.groupId && at >= (conversation.lastInboundAt ?? 0)
      ? { lastInboundWamid: content.wamid }
      : {}),
    ...(newest && speaks
      ? {
          lastMessageAt: Math.max(at, conversation.lastMessageAt),
          lastMessageId: messageId,
          wokenAt: null,
          lastDirection: 'in',
          ...preview,
        }
      : {}),
  };
};

interface Placing {
  inbound: InboundMessage;
  row: StoredRow;
  /** The message that was edited or deleted. */
  original: MessageRow | null;
  isQuiet: boolean;
}

/** What an inbound message does to its conversation; a notice of WhatsApp does nothing, because nobody wrote. */
const conversationChange = async (
  trx: Knex.Transaction,
  conversation: ConversationRow,
  { inbound, row, original, isQuiet }: Placing
): Promise<Partial<ConversationRow>> => {
  const { content, at } = inbound;
  if (content.type === 'system') return {};
  if (original && content.changes) {
    const opens = content.changes.kind === 'edit' && !isQuiet;
    return changeOfChanged(trx, conversation, { original, opens });
  }
  const preview = content.reaction ? {} : await previewNow(trx, row);
  return {
    ...(isQuiet ? {} : calling(conversation, { at, speaks: content.reaction === null })),
    ...changeOfMessage(conversation, inbound, { id: row.id, preview }),
  };
};

/** The message that this one is about, or else answers; edits and deletions are of the same side. */
export const aboutOf = async (
  trx: Knex.Transaction,
  { content, direction = 'in' }: Pick<InboundMessage, 'content'> & { direction?: 'in' | 'out' },
  conversationId: number
): Promise<About> => {
  const { reaction, changes, quotedWamid } = content;
  const wamid = reaction?.wamid ?? changes?.wamid ?? quotedWamid;
  if (!wamid) return { about: null, contextKey: null, contextTail: null };
  const isGroup = content.groupId !== null;
  return aboutWamid(trx, { conversationId, wamid, isGroup, ...(changes ? { direction } : {}) });
};

/** The message as it is stored; its times and ids are Meta's. */
export const inboundRow = (
  { accountId, contactId, content, at }: InboundMessage,
  { conversationId, contextKey, contextTail }: { conversationId: number } & Omit<About, 'about'>
) => ({
  conversationId,
  accountId,
  contactId,
  direction: 'in' as const,
  origin: 'customer' as const,
  type: (content.reaction ? 'reaction' : content.type).slice(0, 24),
  body: content.body,
  text: withoutNul(content.reaction ? (content.reaction.emoji ?? '') : (content.body.text ?? '')),
  payload: {
    media: content.media,
    reply: content.reply,
    referral: content.referral,
    forwarded: content.forwarded,
    // Of a group: by whom, so that what they wrote there goes with them.
    ...(content.groupId ? { author: [content.from, content.userId] } : {}),
  },
  wamid: content.wamid,
  wamidKey: content.wamid ? keyOf(content.wamid) : null,
  contextKey,
  contextTail,
  state: 'received' as const,
  rank: 0,
  attempt: 1,
  lane: 0,
  dueAt: 0,
  inLimit: false,
  answered: false,
  sample: false,
  at,
});

type StoredRow = ReturnType<typeof inboundRow> & { id: number };

/** By our clock, as the closing was: Meta's whole seconds would put it before. */
const tellReopened = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { id: conversationId, status }: ConversationRow
): Promise<void> => {
  if (status === 'open') return;
  const at = contextOf(strapi).clock.now();
  await recordEvents(trx, [{ conversationId, kind: 'reopened', at }]);
};

/**
 * Nobody answered this message after all: it counts as any other one from now on, and waits since it came. Answers the
 * conversation as it was; null where that message calls for somebody already, or is gone.
 */
export const callForMessage = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  messageId: number
): Promise<{ conversation: ConversationRow; hints: FeedEntry[] } | null> => {
  const handled = () => trx(messageTable.table).where({ id: messageId, answered: true });
  const message = await handled().first<Record<string, unknown> | undefined>();
  if (!message) return null;
  const { conversationId, at } = readRow(messageTable, message);
  const conversation = await lockConversation(trx, conversationId);
  const taken = await handled().update({ answered: false });
  if (!conversation || taken === 0) return null;
  const called = calling(conversation, { at, speaks: true });
  const since = await answeredSince(trx, conversationId, at);
  await updateConversation(trx, conversationId, {
    ...called,
    ...(since ? { waitingSince: conversation.waitingSince } : {}),
  });
  await tellReopened(strapi, trx, conversation);
  const scope = { assignees: [conversation.assigneeId] };
  return { conversation, hints: [{ type: 'conversation', id: conversationId, scope }] };
};

/** A person, or the company's own system, wrote since. */
const answeredSince = async (
  trx: Knex.Transaction,
  conversationId: number,
  at: number
): Promise<boolean> =>
  (await trx(messageTable.table)
    .where({ conversation_id: conversationId, direction: 'out' })
    .whereIn('origin', [...ANSWERS])
    .where('at', '>=', at)
    .first<unknown>('id')) !== undefined;

/** What the message does to its conversation, in one write: window, unread, preview, reopening. */
const place = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { conversation, isNew, ...placing }: Placing & { conversation: ConversationRow; isNew: boolean }
): Promise<void> => {
  const { row, isQuiet } = placing;
  if (isQuiet) await trx(messageTable.table).where({ id: row.id }).update({ answered: true });
  const change = {
    ...(await conversationChange(trx, conversation, placing)),
    ...(isQuiet && isNew ? closed(placing.inbound.at) : {}),
  };
  await updateConversation(trx, conversation.id, change);
  if (change.status === 'open') await tellReopened(strapi, trx, conversation);
};

/**
 * Writes an inbound message into its thread, idempotent by wamid; the caller then says by `place` whether anybody has to
 * look at it. Both in the transaction that applies the webhook change, so that no message is in a thread without it.
 */
export const storeInbound = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  inbound: InboundMessage
): Promise<StoredInbound> => {
  const { accountId, contactId, content, at } = inbound;
  const { conversation, isNew } = await findOrMakeConversation(contextOf(strapi).db, trx, {
    accountId,
    contactId,
    now: at,
    origin: originOf(content),
  });
  const { id: conversationId } = conversation;
  const { wamid } = content;
  const isGroup = content.groupId !== null;
  if (wamid && (await knownMessage(trx, { conversationId, wamid, direction: 'in', at, isGroup })))
    return { messageId: null, conversation, about: null, hints: [], place: async () => {} };
  const { about, ...context } = await aboutOf(trx, { content }, conversationId);
  const row = inboundRow(inbound, { conversationId, ...context });
  const messageId = await insertMessage(trx, row);
  if (!isGroup) await adoptEarlier(trx, { ...row, id: messageId });
  if (content.media)
    await mediaService(strapi).note(trx, { messageId, accountId, media: content.media, at });
  // Before a chat link is looked for, which knows better by what the person came.
  const referral = referralOf(content);
  if (referral) await updateConversation(trx, conversationId, { referral });
  const original = content.changes ? about : null;
  const stored = { conversation, isNew, inbound, row: { ...row, id: messageId }, original };
  const scope = { assignees: [conversation.assigneeId] };
  return {
    messageId,
    conversation,
    about,
    hints: [
      // Of a change the message that it is about is drawn again.
      { type: 'message', id: original?.id ?? messageId, parent: conversation.id, scope },
      { type: 'conversation', id: conversation.id, scope },
    ],
    place: ({ isQuiet }) => place(strapi, trx, { ...stored, isQuiet }),
  };
};

/** Writes an inbound message that is for people, whatever it says. */
export const recordInbound = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  inbound: InboundMessage
): Promise<RecordedInbound> => {
  const stored = await storeInbound(strapi, trx, inbound);
  await stored.place({ isQuiet: false });
  return stored;
};
