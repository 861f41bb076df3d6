import { defineTable, maybe, must, type RowOf } from '../strapi/table';

export const testerTable = defineTable({
  name: 'tester',
  kind: 'content-type',
  description: 'Somebody to whom messages are sent before customers get them',
  columns: {
    name: must.string<string>(undefined, 120),
    /** As E.164, as it was typed. */
    phone: must.string<string>(undefined, 24),
    /** One for all spellings of a number. */
    phoneKey: must.string<string>(undefined, 64),
    /** The administrator who is this tester. */
    userId: maybe.int(),
    /** Hash of the code that is waited for; null once it came. */
    codeKey: maybe.string(64),
    codeUntil: maybe.big(),
    /** Wrong codes that came from this number. */
    tries: must.int(0),
    /** Who sent the code: the person that tests go to. */
    contactId: maybe.int(),
    /** The number that it was sent to. */
    accountId: maybe.int(),
    confirmedAt: maybe.big(),
    /** When the answer to the code was sent, or given up. */
    answeredAt: maybe.big(),
    addedAt: must.big(),
  },
  indexes: [{ columns: ['phoneKey'], unique: true }, { columns: ['contactId'] }],
});
export type TesterRow = RowOf<typeof testerTable>;
