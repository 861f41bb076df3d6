import { z } from 'zod';
import { cursor, id, nextCursor } from './common';
import {
  conversationOrigin,
  conversationStatus,
  conversationView,
  updateConversationBody,
} from './conversations';

/** GET /conversations */
export const listConversationsQuery = z.object({
  scope: z.enum(['mine', 'unassigned', 'all']).default('all'),
  /** Only this colleague's; needs `chat.read-all` for others than oneself. */
  assigneeId: id.optional(),
  status: z.enum([...conversationStatus.options, 'all']).default('open'),
  unread: z.enum(['true', 'false']).optional(),
  accountId: id.optional(),
  /** Only threads with this person. */
  contactId: id.optional(),
  /** Name of a tag of the person. */
  tag: z.string().trim().min(1).max(60).optional(),
  origin: conversationOrigin.optional(),
  /** `waiting`: only those that wait for an answer, the longest first. */
  sort: z.enum(['latest', 'waiting']).optional(),
  q: z.string().trim().max(200).optional(),
  /** Only those in whose notes one is named: not looked at since, or all. */
  mentions: z.enum(['unread', 'all']).optional(),
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

/** POST /conversations/bulk: the same for many; those that one may not see are left out (`changed` says how many were). */
export const bulkConversationsBody = z.object({
  ids: z.array(id).min(1).max(200),
  change: updateConversationBody,
});
export type BulkConversationsBody = z.infer<typeof bulkConversationsBody>;
export const bulkConversationsResult = z.object({ changed: z.number().int() });
export type BulkConversationsResult = z.infer<typeof bulkConversationsResult>;

/** POST /conversations/:id/read: the newest message that was in sight; without it all were. */
export const readConversationBody = z.object({ upTo: id.optional() });
