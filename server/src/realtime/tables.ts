import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** Counters whose values are given in the order of commits (docs/webhook.md). */
export const sequenceTable = defineTable({
  name: 'sequence',
  kind: 'model',
  description: 'Commit-ordered counters',
  columns: {
    name: must.string<string>(undefined, 40),
    v: must.big(0),
    epoch: must.string<string>('', 32),
  },
  indexes: [{ columns: ['name'], unique: true }],
});

/** What changed, for the admin's live pages. Hints only: the truth is in the rows. */
export const feedTable = defineTable({
  name: 'feed-event',
  kind: 'model',
  description: 'Change feed',
  columns: {
    /** Its place in the order that readers follow; null until it is numbered, which only committed rows are. */
    pos: maybe.big(),
    type: must.string<string>(undefined, 32),
    subjectId: must.big(),
    parentId: maybe.big(),
    /** Assignees before and after, for people who may only see their own conversations; null = everyone who may see the type. */
    scope: maybe.json<{ assignees: (number | null)[] }>(),
    at: must.big(),
  },
  indexes: [{ columns: ['pos'], unique: true }, { columns: ['at'] }],
});
/** A numbered hint. */
export type FeedRow = RowOf<typeof feedTable> & { pos: number };
