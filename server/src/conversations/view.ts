import type {
  AgentView,
  ConversationView,
  MessageBody,
  MessageView,
} from '../contracts/conversations';
import type { Locale } from '../cloud-api/error-row';
import type { ContactView } from '../contracts/contacts';
import { errorWords } from './domain/error-words';
import { storedMedia } from './domain/media';
import { shownState } from './domain/shown-state';
import { isWindowOpen } from './domain/window';
import type { ConversationRow, MessageRow } from './tables';

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

/** The body with the address of its file, when Meta gave one that can be fetched. */
const bodyOf = (row: MessageRow): MessageBody => {
  const body = row.body ?? emptyBody(row);
  if (!body.media || !storedMedia(row.payload)) return body;
  return { ...body, media: { ...body.media, url: `/whatsapp/messages/${row.id}/media` } };
};

export interface MessageContext {
  agents: Map<number, AgentView>;
  reactions: MessageRow[];
  quoted: Map<string, MessageRow>;
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
    body: bodyOf(row),
    wamid: row.wamid,
    clientId: row.clientId,
    reactions: row.wamidKey ? reactionsOf(row, context.reactions) : [],
    quoted: row.contextKey ? { id: quoted?.id ?? null, text: quoted?.text ?? '' } : null,
    agent: row.agentId ? (context.agents.get(row.agentId) ?? null) : null,
    campaignId: row.campaignId,
    error: state === 'failed' ? errorWords(row, context.locale) : null,
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
    assignee: context.assignee,
    unread: row.unread,
    lastMessageAt: row.lastMessageAt || null,
    preview: row.lastMessageId
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
  };
};
