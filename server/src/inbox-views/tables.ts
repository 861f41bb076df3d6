import type { InboxViewFilters } from '../contracts/inbox-views';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** `ownerId` of a view that everybody has: null would not be unique. */
export const SHARED = 0;

export const inboxViewTable = defineTable({
  name: 'inbox-view',
  kind: 'content-type',
  description: 'A named choice of filters and order of the Inbox',
  columns: {
    name: must.string<string>(undefined, 60),
    /** Hash of the folded name (strapi/name-keys.ts): names that differ by case or accents only are one. */
    nameKey: must.string<string>(undefined, 120),
    /** 0: shared. */
    ownerId: must.int(SHARED),
    filters: maybe.json<InboxViewFilters>(),
    addedAt: must.big(),
    changedAt: must.big(),
  },
  indexes: [{ columns: ['ownerId', 'nameKey'], unique: true }],
});
export type InboxViewRow = RowOf<typeof inboxViewTable>;

/** The view with which the list opens for a person. */
export const inboxDefaultTable = defineTable({
  name: 'inbox-default',
  kind: 'content-type',
  description: 'The view with which the Inbox opens for a person',
  columns: { userId: must.int(), viewId: must.int() },
  indexes: [{ columns: ['userId'], unique: true }, { columns: ['viewId'] }],
});
