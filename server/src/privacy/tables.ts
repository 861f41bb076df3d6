import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/**
 * A person who was erased, by number: what came of them in webhooks and refused rows of files is looked for until it is
 * gone. `keys` are hashes of their numbers and addresses, and go as soon as that is done. Travels with an export: an erasure
 * is to be proved wherever the data are.
 */
export const erasureTable = defineTable({
  name: 'erasure',
  kind: 'content-type',
  description: 'Erased people whose remains are being removed',
  columns: {
    contactId: must.int(),
    keys: maybe.json<string[]>(),
    state: must.string<'due' | 'done'>('due', 8),
    at: must.big(),
    doneAt: maybe.big(),
  },
  indexes: [{ columns: ['state', 'id'] }],
});
export type ErasureRow = RowOf<typeof erasureTable>;
