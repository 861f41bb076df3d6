import { z } from 'zod';
import { id } from './common';
import { conversationOrigin, conversationStatus } from './conversations';

/** What a saved view keeps of the list: whose, where they stand, filters and order. No words that were searched for. */
export const inboxViewFilters = z
  .object({
    scope: z.enum(['mine', 'unassigned', 'all']),
    status: z.enum([...conversationStatus.options, 'all']),
    unread: z.boolean(),
    mentions: z.boolean(),
    accountId: id.nullable(),
    assigneeId: id.nullable(),
    tag: z.string().trim().min(1).max(60).nullable(),
    origin: conversationOrigin.nullable(),
    sort: z.enum(['latest', 'waiting']),
  })
  .strict();
export type InboxViewFilters = z.infer<typeof inboxViewFilters>;

export const VIEW_NAME_MOST = 60;
/** Counted no further than this. */
export const VIEW_COUNT_MOST = 100;

export const inboxView = z.object({
  id,
  name: z.string(),
  /** Everybody has it; false: the viewer's own. */
  shared: z.boolean(),
  /** The list opens with it. */
  isDefault: z.boolean(),
  filters: inboxViewFilters,
  /** Conversations in it for this viewer, up to `VIEW_COUNT_MOST`; null where counting costs too much. */
  count: z.number().int().nullable(),
});
export type InboxView = z.infer<typeof inboxView>;

/** Open conversations under the tabs of the list, up to `VIEW_COUNT_MOST`; null for who may not see those of nobody. */
export const inboxTabs = z.object({
  mine: z.number().int(),
  unassigned: z.number().int().nullable(),
});
export type InboxTabs = z.infer<typeof inboxTabs>;

/** GET /inbox-views: shared ones and the viewer's own, by name. */
export const listInboxViewsResult = z.object({ views: z.array(inboxView), tabs: inboxTabs });
export type ListInboxViewsResult = z.infer<typeof listInboxViewsResult>;

/** POST /inbox-views, PUT /inbox-views/:id */
export const inboxViewBody = z.object({
  name: z.string().trim().min(1, 'Enter a name.').max(VIEW_NAME_MOST),
  shared: z.boolean(),
  filters: inboxViewFilters,
});
export type InboxViewBody = z.infer<typeof inboxViewBody>;

/** POST /inbox-views/default: the view that the list opens with for the viewer; null = none. */
export const defaultViewBody = z.object({ viewId: id.nullable() });
export type DefaultViewBody = z.infer<typeof defaultViewBody>;
