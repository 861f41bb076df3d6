import { z } from 'zod';
import { cursor, id, instant, nextCursor } from './common';

/** GET /campaigns/:id/replies: conversations in which people answered the campaign; who wrote last comes first. */
export const listRepliesQuery = z.object({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
});
export type ListRepliesQuery = z.input<typeof listRepliesQuery>;

export const campaignReply = z.object({
  conversationId: id,
  name: z.string(),
  address: z.string(),
  /** When they wrote last. */
  at: instant,
});
export type CampaignReply = z.infer<typeof campaignReply>;

export const listRepliesResult = z.object({ replies: z.array(campaignReply), nextCursor });
export type ListRepliesResult = z.infer<typeof listRepliesResult>;
