import type {
  AgentView,
  ConversationEventView,
  ConversationView,
  MessageBody,
  MessageError,
  MessageView,
  QuotedMessage,
} from '../contracts/conversations';
import { plainBody } from '../contracts/message-body';
import type { Locale } from '../cloud-api/error-row';
import { errorRowOf } from '../cloud-api/errors';
import { lineOf } from '../cloud-api/template-preview';
import type { ContactView } from '../contracts/contacts';
import { storedMedia, type StoredFileRow } from '../media/public';
import { ABOUT_ANOTHER, changedMessage } from './domain/changes';
import { errorWords } from './domain/error-words';
import { RANK } from './domain/rank';
import { fileOf } from './domain/file-of';
import { freeEntryOf } from './domain/free-entry';
import { shownState } from './domain/shown-state';
import { isClosedByMeta, isWindowOpen } from './domain/window';
import type { ConversationEventRow, ConversationRow, MessageRow } from './tables';

/** The body with the address of its file and what became of it. */
const bodyOf = (row: MessageRow, file: StoredFileRow | undefined): MessageBody => {
  const body = row.body ?? plainBody(row.type, row.text);
  if (!body.media) return body;
  const url = `/whatsapp/messages/${row.id}/media`;
  if (fileOf(row.payload)) return { ...body, media: { ...body.media, url } };
  if (!file) return storedMedia(row.payload) ? { ...body, media: { ...body.media, url } } : body;
  return {
    ...body,
    media: {
      ...body.media,
      mime: file.mime ?? body.media.mime,
      url: file.state === 'gone' ? null : url,
      sizeBytes: file.sizeBytes,
      // A dropped file has no message any more.
      state: file.state === 'dropped' ? 'gone' : file.state,
    },
  };
};

export interface MessageContext {
  agents: Map<number, AgentView>;
  /** Reactions, edits and deletions, of the messages and of those that they answer; oldest first. */
  about: MessageRow[];
  quoted: Map<string, MessageRow>;
  /** Files of customers, by message. */
  files: Map<number, StoredFileRow>;
  locale: Locale;
}

const reactionsOf = (row: MessageRow, about: MessageRow[]): MessageView['reactions'] => {
  const last = new Map<'customer' | 'us', string>();
  for (const reaction of about) {
    if (reaction.type === 'reaction' && reaction.contextKey === row.wamidKey)
      last.set(reaction.direction === 'in' ? 'customer' : 'us', reaction.text ?? '');
  }
  return [...last].filter(([, emoji]) => emoji !== '').map(([from, emoji]) => ({ from, emoji }));
};

/** What is known about a message comes from its own thread alone: an id of another one must not show what is written there. */
const inThread = (row: MessageRow, context: MessageContext): MessageContext => {
  const quoted = row.contextKey ? context.quoted.get(row.contextKey) : undefined;
  const isOwn = (other: MessageRow) => other.conversationId === row.conversationId;
  return {
    ...context,
    about: context.about.filter(isOwn),
    quoted: new Map(quoted && isOwn(quoted) ? [[row.contextKey ?? '', quoted]] : []),
  };
};

/** What a message answers; a reaction, an edit or a deletion answers nothing. */
const quotedOf = (row: MessageRow, context: MessageContext): QuotedMessage | null => {
  if (!row.contextKey || ABOUT_ANOTHER.some((type) => type === row.type)) return null;
  const quoted = context.quoted.get(row.contextKey);
  if (!quoted) return { id: null, text: '', kind: null };
  const { text, deletedAt } = changedMessage(quoted, context.about);
  const body = bodyOf(quoted, context.files.get(quoted.id));
  if (deletedAt !== null)
    return { id: quoted.id, text: '', direction: quoted.direction, isDeleted: true };
  const { media } = body;
  return {
    id: quoted.id,
    text: lineOf({ ...body, text }),
    kind: media?.kind ?? null,
    type: body.type,
    direction: quoted.direction,
    media,
  };
};

/** Why it failed. A one-time code is never offered to be sent again: only the system that made it has one. */
const failureOf = (row: MessageRow, locale: Locale): MessageError | null => {
  const words = errorWords(row, locale);
  return words && row.payload?.code === 'hidden' ? { ...words, retryable: false } : words;
};

/** A message as the contract shows it. */
export const messageView = (row: MessageRow, known: MessageContext): MessageView => {
  const context = inThread(row, known);
  const state = shownState(row);
  const changed = changedMessage(row, context.about);
  const body = bodyOf(row, context.files.get(row.id));
  return {
    id: row.id,
    conversationId: row.conversationId,
    direction: row.direction,
    origin: row.origin,
    state,
    body: changed.edited ? { ...body, text: changed.text } : body,
    wamid: row.wamid,
    clientId: row.clientId,
    reactions: row.wamidKey ? reactionsOf(row, context.about) : [],
    quoted: quotedOf(row, context),
    forwarded: row.payload?.forwarded === true,
    // An edit that stands alone: what it changed is not here.
    edited: row.type === 'edit' ? { at: row.at, before: [] } : changed.edited,
    deletedAt: changed.deletedAt,
    agent: row.agentId ? (context.agents.get(row.agentId) ?? null) : null,
    campaignId: row.campaignId,
    testOf: row.testOf,
    error: state === 'failed' ? failureOf(row, context.locale) : null,
    warning: state !== 'failed' && row.rank >= RANK.sent ? errorWords(row, context.locale) : null,
    payment: row.payment,
    // WhatsApp limits messages to one person.
    waitsForPair: row.state === 'queued' && errorRowOf(row.errorCode)?.scope === 'pair',
    sleepsUntil: row.state === 'queued' && row.errorClass === 'quiet-hours' ? row.dueAt : null,
    at: row.at,
    times: {
      accepted: row.acceptedAt,
      sent: row.sentAt,
      delivered: row.deliveredAt,
      read: row.readAt,
      failed: row.failedAt,
    },
  };
};

/** An event as the contract shows it. */
export const eventView = (
  row: ConversationEventRow,
  agents: Map<number, AgentView>
): ConversationEventView => ({
  id: row.id,
  conversationId: row.conversationId,
  kind: row.kind,
  at: row.at,
  agent: row.agentId ? (agents.get(row.agentId) ?? null) : null,
  target: row.targetId ? (agents.get(row.targetId) ?? null) : null,
  subject: row.subject,
  run: row.botId && row.runId ? { botId: row.botId, id: row.runId } : null,
});

export interface ConversationContext {
  contact: ContactView;
  account: { name: string; isSimulator: boolean };
  assignee: AgentView | null;
  lastMessage: MessageRow | undefined;
  now: number;
}

export const conversationView = (
  row: ConversationRow,
  context: ConversationContext
): ConversationView => {
  const { lastMessage } = context;
  return {
    id: row.id,
    accountId: row.accountId,
    accountName: context.account.name,
    isSimulator: context.account.isSimulator,
    contact: context.contact,
    status: row.status,
    snoozedUntil: row.snoozedUntil,
    closeReason: row.closeReason,
    waitingSince: row.waitingSince,
    firstAnswerMs: row.firstAnswerMs,
    assignee: context.assignee,
    origin: row.origin,
    referral: row.referral,
    botPausedAt: row.botPausedAt,
    unread: row.unread,
    lastMessageAt: row.lastMessageAt || null,
    // Without a direction: the last message was deleted when its time was over.
    preview:
      row.lastMessageId && row.lastDirection
        ? {
            text: row.lastText ?? '',
            direction: row.lastDirection === 'out' ? 'out' : 'in',
            state: lastMessage ? shownState(lastMessage) : 'received',
            type: row.lastType ?? 'text',
            origin: lastMessage?.origin ?? null,
            agentId: lastMessage?.agentId ?? null,
          }
        : null,
    window: {
      open: isWindowOpen(row.windowExpiresAt, context.now),
      expiresAt: row.windowExpiresAt,
      ...(isClosedByMeta(row, context.now) ? { refused: true } : {}),
    },
    freeEntry: freeEntryOf(row, context.now),
  };
};
