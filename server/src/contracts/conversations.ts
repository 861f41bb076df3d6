import { z } from 'zod';
import { topic } from './consent';
import { callWord } from './calls';
import { agentView, conversationEventView } from './conversation-events';
import { messageError, messagePayment } from './message-parts';
import { referral } from './referral';
import { replyWindow } from './reply-window';
import { contactView, frequency } from './contacts';
import { cursor, id, instant, nextCursor } from './common';

/** States of a message that goes out, the later the further. `uncertain`: WhatsApp gave no answer; it is not sent again by itself. */
export const outgoingState = z.enum([
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
]);

export const messageState = z.enum([...outgoingState.options, 'received', 'note']);
export type MessageState = z.infer<typeof messageState>;

export { messageError, type MessageError } from './message-parts';

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
  /** Choices that open at a press, as the customer finds them. */
  list: z
    .object({
      button: z.string(),
      sections: z.array(
        z.object({
          title: z.string(),
          rows: z.array(z.object({ title: z.string(), description: z.string().nullable() })),
        })
      ),
    })
    .nullable()
    .optional(),
  /** Media of the message itself; `url` is an admin route that streams it from WhatsApp, null when there is nothing to fetch. */
  media: z
    .object({
      kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
      mime: z.string().nullable(),
      filename: z.string().nullable(),
      voice: z.boolean(),
      url: z.string().nullable(),
      sizeBytes: z.number().int().nullable().optional(),
      /** Of a customer's file: being fetched, kept with us, not fetched (may be tried again), or no longer at WhatsApp. */
      state: z.enum(['waiting', 'stored', 'failed', 'gone']).optional(),
    })
    .nullable(),
  location: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().nullable(),
      address: z.string().nullable(),
      /** The place's own page. */
      url: z.string().optional(),
    })
    .nullable(),
  /** A call, or the answer to a request for leave to call. */
  call: callWord.optional(),
  /** Who wrote it, in a group. */
  sender: z.string().optional(),
  contacts: z.array(z.object({ name: z.string(), phones: z.array(z.string()) })),
  /** What a form of WhatsApp was filled in with, in its order. */
  answers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  /** The product of a catalogue that a question is about. */
  product: z.object({ id: z.string(), catalogId: z.string().nullable() }).optional(),
  /** Of a message about the chat itself: what happened, in Meta's word. */
  event: z.string().optional(),
  /** WhatsApp gave no content: what kind it was, and the code of its reason. */
  unsupported: z
    .object({ kind: z.string().nullable(), code: z.number().int().nullable() })
    .optional(),
});
export type MessageBody = z.infer<typeof messageBody>;

/** The message that another one answers, as its quote shows it; without an id it is not here. */
export const quotedMessage = z.object({
  id: id.nullable(),
  text: z.string(),
  /** The kind of its file, for one without words. */
  kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']).nullable().optional(),
  /** The kind of message, for one without words and file. */
  type: z.string().optional(),
  direction: z.enum(['in', 'out']).optional(),
  /** Its file: drawn small where it is a picture. */
  media: messageBody.shape.media.optional(),
  /** The customer took it back. */
  isDeleted: z.boolean().optional(),
});
export type QuotedMessage = z.infer<typeof quotedMessage>;

export const messageView = z.object({
  id,
  conversationId: id,
  direction: z.enum(['in', 'out']),
  origin: z.enum(['customer', 'agent', 'phone', 'campaign', 'api', 'bot', 'automation', 'system']),
  state: messageState,
  body: messageBody,
  wamid: z.string().nullable(),
  /** The client id of the composer, so that an optimistic bubble finds its row. */
  clientId: z.string().nullable(),
  /** Emoji reactions on this message, newest per side. */
  reactions: z.array(z.object({ from: z.enum(['customer', 'us']), emoji: z.string() })),
  quoted: quotedMessage.nullable(),
  /** It was forwarded to us. */
  forwarded: z.boolean().optional(),
  /** The customer changed the words: when last, and what stood before, oldest first. */
  edited: z
    .object({ at: instant, before: z.array(z.object({ text: z.string(), at: instant })) })
    .nullable()
    .optional(),
  /** When the customer took it back; the words stay for the team. */
  deletedAt: instant.nullable().optional(),
  agent: z.object({ id, name: z.string() }).nullable(),
  campaignId: id.nullable(),
  /** The campaign that it tried out: not that campaign's message. */
  testOf: z.number().int().min(0).nullable(),
  error: messageError.nullable(),
  /** What WhatsApp reported of a message that went nevertheless. */
  warning: messageError.nullable(),
  payment: messagePayment.nullable(),
  /** A promotion that waits for the end of quiet hours (M-50): when that is. */
  sleepsUntil: instant.nullable(),
  waitsForPair: z.boolean(),
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

/** Open: somebody has to act. Snoozed: nobody before a time. Closed: done. */
export const conversationStatus = z.enum(['open', 'snoozed', 'closed']);

/** Who wrote first (C-27): the customer, by themselves or by a way in (`link`: a post of Meta's), or one of us. */
export const conversationOrigin = z.enum([
  'inbound',
  'chat-link',
  'qr',
  'widget',
  'form',
  'ad',
  'link',
  'campaign',
  'agent',
  'api',
  'bot',
  'automation',
]);
export type ConversationOrigin = z.infer<typeof conversationOrigin>;

export const conversationView = z.object({
  id,
  accountId: id,
  accountName: z.string(),
  isSimulator: z.boolean(),
  contact: contactView,
  status: conversationStatus,
  /** When it opens again by itself; null unless it is snoozed. */
  snoozedUntil: instant.nullable(),
  /** Why it was closed; null where nobody said. */
  closeReason: z.string().nullable(),
  /** The oldest message of the customer that nobody has answered; null: nothing waits. */
  waitingSince: instant.nullable(),
  /** Milliseconds to the first answer since it (re)opened. */
  firstAnswerMs: z.number().nullable(),
  assignee: agentView.nullable(),
  /** How it began (C-27), see `conversationOrigin`. */
  origin: z.string(),
  referral: referral.nullable(),
  /** Since when bots are silent here because a person took over; null = they may answer (B-18). */
  botPausedAt: instant.nullable(),
  unread: z.number().int(),
  lastMessageAt: instant.nullable(),
  preview: z
    .object({
      text: z.string(),
      direction: z.enum(['in', 'out']),
      state: messageState,
      type: z.string(),
      /** Who wrote it, as of a message; null where that is not here any more. */
      origin: z.string().nullable(),
      agentId: id.nullable(),
    })
    .nullable(),
  window: replyWindow,
  /** After an ad. Free of charge is not free-form: text still needs the window above. */
  freeEntry: z.object({
    /** Until when every message is free of charge, as Meta told it. */
    until: instant.nullable(),
    /** Nobody has answered yet: an answer until then opens the free time. */
    answerBy: instant.nullable(),
  }),
});
export type ConversationView = z.infer<typeof conversationView>;

/** POST /conversations: finds or makes the thread of a contact with a number (C-08…C-10). */
export const openConversationBody = z.object({ accountId: id, contactId: id });
export type OpenConversationBody = z.infer<typeof openConversationBody>;

const tagText = z.string().trim().min(1).max(60);

/** PUT /conversations/:id */
export const updateConversationBody = z.object({
  status: conversationStatus.optional(),
  /** With `snoozed`: until when. A message of the customer opens it before. */
  snoozedUntil: instant.optional(),
  /** With `closed`: why. */
  closeReason: z.string().trim().max(200).optional(),
  assigneeId: id.nullable().optional(),
  /** `active` hands the conversation back to the bots. */
  bots: z.enum(['paused', 'active']).optional(),
  read: z.literal(true).optional(),
  /** Tags of the person, by name; a new name becomes a tag (C-25). */
  tags: z
    .object({
      add: z.array(tagText).max(20).default([]),
      remove: z.array(tagText).max(20).default([]),
    })
    .optional(),
});
export type UpdateConversationBody = z.infer<typeof updateConversationBody>;

/** GET /conversations/:id/messages, newest first: older than `cursor`, newer than `after`, or on both sides of the message `around`. */
export const listMessagesQuery = z
  .object({
    cursor: cursor.optional(),
    after: cursor.optional(),
    around: id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .superRefine((query, { addIssue }) => {
    const places = ['cursor', 'after', 'around'] as const;
    const [, surplus] = places.filter((name) => query[name] !== undefined);
    if (surplus)
      addIssue({
        code: 'custom',
        path: [surplus],
        message: 'Send only one of cursor, after and around.',
      });
  });
export type ListMessagesQuery = z.input<typeof listMessagesQuery>;
export const listMessagesResult = z.object({
  messages: z.array(messageView),
  /** What happened in the span of time of this page, oldest first. */
  events: z.array(conversationEventView),
  /** For `cursor`: goes on with what is older than this page; null where the page holds the first message. */
  nextCursor,
  /** For `after`: goes on with what is newer than this page; null where the page holds the newest message. */
  newerCursor: nextCursor,
});
export type ListMessagesResult = z.infer<typeof listMessagesResult>;

export * from './conversation-events';
export { referral, type Referral } from './referral';
export { clientId, sendMessageBody, type SendMessageBody } from './send-message';

/**
 * POST /messages/:id/resolve: an uncertain message: a person decides. `retry` for a failed one, `hand-over-again` for one that
 * could not be handed over to another channel. Answers with the (new) message.
 */
export const resolveMessageBody = z.object({
  action: z.enum(['send-again', 'leave', 'retry', 'hand-over-again']),
});
export type ResolveMessageBody = z.infer<typeof resolveMessageBody>;

/** GET /conversations/:id/about: what the side panel shows beside the person's own fields (C-30). */
export const conversationAbout = z.object({
  contactId: id,
  groups: z.array(z.object({ id, name: z.string() })),
  /** Newest first, at most 20. */
  campaigns: z.array(z.object({ id, name: z.string(), at: instant, state: messageState })),
  /** What bots answered in this conversation, newest first, at most 20. */
  botRuns: z.array(z.object({ id, name: z.string(), at: instant })),
  /** Files of both sides, newest first, at most 24. */
  files: z.array(
    z.object({
      messageId: id,
      direction: z.enum(['in', 'out']),
      at: instant,
      body: messageBody,
    })
  ),
  /** Where the person was when they last shared it; kept only while they agree to it (C-31). */
  position: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().nullable(),
      at: instant,
    })
    .nullable(),
  /** Does the person agree that their position is kept? */
  mayKeepPosition: z.boolean(),
  /** When the person asked, elsewhere, to go on over WhatsApp; `open` while it still lets a moving template go (C-28). */
  moveRequest: z.object({ at: instant, open: z.boolean() }).nullable(),
  /** What the person chose beside the two consents, and the kinds that there is a choice of (C-32). */
  preference: z.object({
    kinds: z.array(topic),
    topicsRefused: z.array(z.string()),
    frequency: frequency.nullable(),
    pausedUntil: instant.nullable(),
  }),
});
export type ConversationAbout = z.infer<typeof conversationAbout>;

/** POST /conversations/:id/preference: what the customer asked for in the chat, written down by who heard it (C-32). */
export const recordPreferenceBody = z.object({
  topicsRefused: z.array(z.string().max(24)).max(12),
  frequency: frequency.nullable(),
  pausedUntil: instant.nullable(),
  source: z.string().trim().min(1).max(120),
  evidence: z.string().trim().min(1).max(1000),
});
export type RecordPreferenceBody = z.infer<typeof recordPreferenceBody>;

/** POST /conversations/:id/block: no more messages to this person, and none from them where WhatsApp allows it. */
export const blockBody = z.object({ blocked: z.boolean() });
export const blockResult = z.object({
  conversation: conversationView,
  /** `skipped`: this number cannot ask, or the person has no address. */
  atWhatsApp: z.enum(['done', 'refused', 'skipped']),
});
export type BlockResult = z.infer<typeof blockResult>;

/** GET /agents: people who may chat; only id and name. */
export const listAgentsResult = z.object({ agents: z.array(agentView), me: id });
export type ListAgentsResult = z.infer<typeof listAgentsResult>;
