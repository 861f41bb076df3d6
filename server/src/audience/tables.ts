import { defineTable, must, type RowOf } from '../strapi/table';
import type { PeopleFilter } from '../contracts/audience';

/** A filter that the team uses again (M-25). */
export const savedViewTable = defineTable({
  name: 'saved-view',
  kind: 'content-type',
  description: 'A saved filter of people',
  columns: {
    name: must.string<string>(undefined, 80),
    filter: { kind: 'json', notNull: true } as { kind: 'json'; notNull: true; type?: PeopleFilter },
    makerId: must.int(),
    addedAt: must.big(),
  },
  indexes: [{ columns: ['name'], unique: true }],
});
export type SavedViewRow = RowOf<typeof savedViewTable>;
