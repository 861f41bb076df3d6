import { z } from 'zod';
import { contactView } from './contacts';
import { cursor, id, instant, nextCursor } from './common';

export const messageState = z.enum([
  'queued',
  'sending',
  'accepted',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'uncertain',
  'left',
  'received',
  'note',
]);
export type MessageState = z.infer<typeof messageState>;

/** What went wrong, in words a person can act on; `retryable` says whether a retry can help. */
export const messageError = z.object({
  code: z.number().int().nullable(),
  class: z.string(),
  title: z.string(),
  advice: z.string(),
  retryable: z.boolean(),
});
export type MessageError = z.infer<typeof messageError>;

export const messageButton = z.object({
  type: z.enum(['quick-reply', 'url', 'phone', 'copy-code', 'flow', 'other']),
  text: z.string(),
  value: z.string().nullable(),
});

/** A message as drawn in a bubble: chat, template preview, campaign preview and the simulator use one renderer for it. */
export const messageBody = z.object({
  type: z.string(),
  text: z.string().nullable(),
  header: z
    .object({
      kind: z.enum(['text', 'image', 'video', 'document', 'location']),
      text: z.string().nullable(),
    })
    .nullable(),
  footer: z.string().nullable(),
  buttons: z.array(messageButton),
  /** Media of the message itself; `url` is an admin route that streams it from WhatsApp, null when there is nothing to fetch. */
  media: z
    .object({
      kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
      mime: z.string().nullable(),
      filename: z.string().nullable(),
      voice: z.boolean(),
      url: z.string().nullable(),
    })
    .nullable(),
  location: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().nullable(),
      address: z.string().nullable(),
    })
    .nullable(),
  contacts: z.array(z.object({ name: z.string(), phones: z.array(z.string()) })),
});
export type MessageBody = z.infer<typeof messageBody>;

export const messageView = z.object({
  id,
  conversationId: id,
  direction: z.enum(['in', 'out']),
  origin: z.enum(['customer', 'agent', 'campaign', 'api', 'bot', 'automation', 'system']),
  state: messageState,
  body: messageBody,
  wamid: z.string().nullable(),
  /** The client id of the composer, so that an optimistic bubble finds its row. */
  clientId: z.string().nullable(),
  /** Emoji reactions on this message, newest per side. */
  reactions: z.array(z.object({ from: z.enum(['customer', 'us']), emoji: z.string() })),
  quoted: z.object({ id: id.nullable(), text: z.string() }).nullable(),
  agent: z.object({ id, name: z.string() }).nullable(),
  campaignId: id.nullable(),
  error: messageError.nullable(),
  /** Meta's time for inbound, ours for outbound. Threads order by (at, id). */
  at: instant,
  times: z.object({
    accepted: instant.nullable(),
    sent: instant.nullable(),
    delivered: instant.nullable(),
    read: instant.nullable(),
    failed: instant.nullable(),
  }),
});
export type MessageView = z.infer<typeof messageView>;

export const agentView = z.object({ id, name: z.string() });
export type AgentView = z.infer<typeof agentView>;

export const conversationView = z.object({
  id,
  accountId: id,
  accountName: z.string(),
  isSimulator: z.boolean(),
  contact: contactView,
  status: z.enum(['open', 'closed']),
  assignee: agentView.nullable(),
  unread: z.number().int(),
  lastMessageAt: instant.nullable(),
  preview: z
    .object({
      text: z.string(),
      direction: z.enum(['in', 'out']),
      state: messageState,
      type: z.string(),
    })
    .nullable(),
  /** Customer service window (C-11): open while now < expiresAt. */
  window: z.object({ open: z.boolean(), expiresAt: instant.nullable() }),
});
export type ConversationView = z.infer<typeof conversationView>;

/** GET /conversations */
export const listConversationsQuery = z.object({
  scope: z.enum(['mine', 'unassigned', 'all']).default('all'),
  status: z.enum(['open', 'closed', 'all']).default('open'),
  unread: z.enum(['true', 'false']).optional(),
  accountId: id.optional(),
  q: z.string().trim().max(200).optional(),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type ListConversationsQuery = z.input<typeof listConversationsQuery>;
export const listConversationsResult = z.object({
  conversations: z.array(conversationView),
  nextCursor,
  /** Unread conversations of mine and of nobody. */
  unreadTotal: z.number().int(),
});
export type ListConversationsResult = z.infer<typeof listConversationsResult>;

/** POST /conversations: finds or makes the thread of a contact with a number (C-08…C-10). */
export const openConversationBody = z.object({ accountId: id, contactId: id });
export type OpenConversationBody = z.infer<typeof openConversationBody>;

/** PUT /conversations/:id */
export const updateConversationBody = z.object({
  status: z.enum(['open', 'closed']).optional(),
  assigneeId: id.nullable().optional(),
});
export type UpdateConversationBody = z.infer<typeof updateConversationBody>;

/** GET /conversations/:id/messages: newest first; the cursor goes back in time. */
export const listMessagesQuery = z.object({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListMessagesQuery = z.input<typeof listMessagesQuery>;
export const listMessagesResult = z.object({ messages: z.array(messageView), nextCursor });
export type ListMessagesResult = z.infer<typeof listMessagesResult>;

/** Idempotency: the composer makes one id per composed message; a repeat answers with the same row. */
export const clientId = z.string().min(8).max(80);

/** POST /conversations/:id/messages → messageView */
export const sendMessageBody = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    clientId,
    text: z.string().trim().min(1).max(4096),
    replyTo: id.optional(),
  }),
  z.object({
    type: z.literal('template'),
    clientId,
    templateId: id,
    /** By slot key; what is missing comes from the template's bindings. */
    values: z.record(z.string(), z.string().max(1024)).default({}),
  }),
]);
export type SendMessageBody = z.input<typeof sendMessageBody>;

/** POST /messages/:id/resolve: an uncertain message: a person decides. `retry` for a failed one. Answers with the (new) message. */
export const resolveMessageBody = z.object({ action: z.enum(['send-again', 'leave', 'retry']) });
export type ResolveMessageBody = z.infer<typeof resolveMessageBody>;

/** GET /agents: people who may chat; only id and name. */
export const listAgentsResult = z.object({ agents: z.array(agentView), me: id });
export type ListAgentsResult = z.infer<typeof listAgentsResult>;
