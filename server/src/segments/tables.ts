import type { SegmentGroup } from '../contracts/segments';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** A tree of conditions under a name: its people follow the data (P-13). The counts are as old as `countedAt` says. */
export const segmentTable = defineTable({
  name: 'segment',
  kind: 'content-type',
  related: { mainField: 'name' },
  description: 'People who match a tree of conditions',
  columns: {
    name: must.string<string>(undefined, 120),
    description: maybe.text(),
    tree: maybe.json<SegmentGroup>(),
    /** Templates that are meant for these people (P-23). */
    templateIds: maybe.json<number[]>(),
    people: maybe.int(),
    messageable: maybe.int(),
    countedAt: maybe.big(),
    sample: must.bool(false),
    addedAt: must.big(),
    changedAt: must.big(),
  },
  indexes: [{ columns: ['name'], unique: true }],
});
export type SegmentRow = RowOf<typeof segmentTable>;
