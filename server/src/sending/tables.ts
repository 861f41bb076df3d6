import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** History of superseded attempts: a late fact about an old attempt is stored here (engine 3). */
export const attemptTable = defineTable({
  name: 'attempt',
  kind: 'content-type',
  description: 'Superseded send attempts',
  columns: {
    /** `r` campaign recipient, `m` message. */
    ownerKind: must.string<'r' | 'm'>(undefined, 2),
    ownerId: must.int(),
    number: must.int(),
    wamid: maybe.string(255),
    wamidKey: maybe.string(64),
    rank: must.int(0),
    permitAt: maybe.big(),
    errorCode: maybe.int(),
    errorText: maybe.text(),
    /** Who decided the next attempt: `engine`, `policy`, or an administrator's id. */
    decidedBy: must.string<string>('engine', 40),
    at: must.big(),
  },
  indexes: [
    { columns: ['ownerKind', 'ownerId', 'number'], unique: true },
    { columns: ['wamidKey'] },
  ],
});
export type AttemptRow = RowOf<typeof attemptTable>;
