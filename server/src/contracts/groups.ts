import { z } from 'zod';
import { id, instant } from './common';

export const groupView = z.object({
  id,
  name: z.string(),
  description: z.string().nullable(),
  members: z.number().int(),
  /** Members who may be sent marketing now. */
  messageable: z.number().int(),
  createdAt: instant,
});
export type GroupView = z.infer<typeof groupView>;

/** GET /groups */
export const listGroupsResult = z.object({ groups: z.array(groupView) });
export type ListGroupsResult = z.infer<typeof listGroupsResult>;

/** POST /groups, PUT /groups/:id */
export const groupBody = z.object({
  name: z.string().trim().min(1).max(120),
  description: z.string().trim().max(500).nullable().optional(),
});
export type GroupBody = z.infer<typeof groupBody>;

/** POST /groups/:id/members and POST /groups/:id/members/remove */
export const membersBody = z.object({ contactIds: z.array(id).min(1).max(5000) });
export type MembersBody = z.infer<typeof membersBody>;
export const membersResult = z.object({ changed: z.number().int() });
