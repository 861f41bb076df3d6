import { defineTable, maybe, must, type RowOf } from '../strapi/table';

export const groupTable = defineTable({
  name: 'group',
  kind: 'content-type',
  related: { mainField: 'name' },
  description: 'A static list of contacts',
  columns: {
    name: must.string<string>(undefined, 120),
    description: maybe.text(),
    sample: must.bool(false),
    addedAt: must.big(),
    /** Of the group or of who is in it; null = not since it was made. */
    changedAt: maybe.big(),
  },
  indexes: [{ columns: ['name'], unique: true }],
});
export type GroupRow = RowOf<typeof groupTable>;

/** Membership as plain integers: a group of a million people is one INSERT…SELECT, without link tables. */
export const groupMemberTable = defineTable({
  name: 'group-member',
  kind: 'content-type',
  description: 'Who is in which group',
  columns: { groupId: must.int(), contactId: must.int(), addedAt: must.big() },
  indexes: [{ columns: ['groupId', 'contactId'], unique: true }, { columns: ['contactId'] }],
});
