import { z } from 'zod';
import { conversationView } from './conversations';
import { listConversationsQuery } from './conversation-list';
import { id, instant, nextCursor } from './common';

/** GET /message-search: messages that hold each word, at its beginning, in the conversations that the list would show. */
export const messageSearchQuery = listConversationsQuery
  .omit({ unread: true, contactId: true })
  .extend({
    q: z.string().trim().min(1).max(200),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  });
export type MessageSearchQuery = z.input<typeof messageSearchQuery>;

export const messageHit = z.object({
  messageId: id,
  at: instant,
  direction: z.enum(['in', 'out']),
  conversation: conversationView,
  /** The text around what was found, in pieces; found words are marked. */
  excerpt: z.array(z.object({ text: z.string(), hit: z.boolean() })),
});
export type MessageHit = z.infer<typeof messageHit>;

export const messageSearchResult = z.object({
  hits: z.array(messageHit),
  /** Further back. May be given with no hit at all: then so much was looked through, and there is more. */
  nextCursor,
  /** True while messages of before are still being read in: something may be missing. */
  incomplete: z.boolean(),
});
export type MessageSearchResult = z.infer<typeof messageSearchResult>;
