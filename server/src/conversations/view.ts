import type {
  AgentView,
  ConversationEventView,
  ConversationView,
  MessageBody,
  MessageView,
} from '../contracts/conversations';
import type { Locale } from '../cloud-api/error-row';
import type { ContactView } from '../contracts/contacts';
import { storedMedia, type StoredFileRow } from '../media/public';
import { errorWords } from './domain/error-words';
import { fileOf } from './domain/file-of';
import { freeEntryOf } from './domain/free-entry';
import { shownState } from './domain/shown-state';
import { isWindowOpen } from './domain/window';
import type { ConversationEventRow, ConversationRow, MessageRow } from './tables';

const emptyBody = (row: MessageRow): MessageBody => ({
  type: row.type,
  text: row.text,
  header: null,
  footer: null,
  buttons: [],
  media: null,
  location: null,
  contacts: [],
});

/** The body with the address of its file and what became of it. */
const bodyOf = (row: MessageRow, file: StoredFileRow | undefined): MessageBody => {
  const body = row.body ?? emptyBody(row);
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
  reactions: MessageRow[];
  quoted: Map<string, MessageRow>;
  /** Files of customers, by message. */
  files: Map<number, StoredFileRow>;
  locale: Locale;
}

const reactionsOf = (row: MessageRow, reactions: MessageRow[]): MessageView['reactions'] => {
  const last = new Map<'customer' | 'us', string>();
  for (const reaction of reactions) {
    if (reaction.contextKey === row.wamidKey)
      last.set(reaction.direction === 'in' ? 'customer' : 'us', reaction.text ?? '');
  }
  return [...last].filter(([, emoji]) => emoji !== '').map(([from, emoji]) => ({ from, emoji }));
};

/** A message as the contract shows it. */
export const messageView = (row: MessageRow, context: MessageContext): MessageView => {
  const quoted =
    row.contextKey && row.type !== 'reaction' ? context.quoted.get(row.contextKey) : undefined;
  const state = shownState(row);
  return {
    id: row.id,
    conversationId: row.conversationId,
    direction: row.direction,
    origin: row.origin,
    state,
    body: bodyOf(row, context.files.get(row.id)),
    wamid: row.wamid,
    clientId: row.clientId,
    reactions: row.wamidKey ? reactionsOf(row, context.reactions) : [],
    quoted: row.contextKey
      ? {
          id: quoted?.id ?? null,
          text: quoted?.text ?? '',
          kind: quoted?.body?.media?.kind ?? null,
        }
      : null,
    agent: row.agentId ? (context.agents.get(row.agentId) ?? null) : null,
    campaignId: row.campaignId,
    testOf: row.testOf,
    error: state === 'failed' ? errorWords(row, context.locale) : null,
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
          }
        : null,
    window: {
      open: isWindowOpen(row.windowExpiresAt, context.now),
      expiresAt: row.windowExpiresAt,
    },
    freeEntry: freeEntryOf(row, context.now),
  };
};
