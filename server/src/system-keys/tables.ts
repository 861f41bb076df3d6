import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** A key or password for another system, by name. Its value is ciphertext of Strapi's encryption service. */
export const systemKeyTable = defineTable({
  name: 'system-key',
  kind: 'content-type',
  description: 'A key or password for another system',
  columns: {
    name: must.string<string>(undefined, 40),
    valueCipher: must.text(),
    /** Where it may be sent, as `hostOf` writes hosts. */
    hosts: maybe.json<string[]>(),
    makerName: must.string<string>('', 120),
    changerName: must.string<string>('', 120),
    lastUsedAt: maybe.big(),
    lastStatus: maybe.int(),
    lastError: maybe.string<string>(24),
    addedAt: must.big(),
    changedAt: must.big(),
  },
  indexes: [{ columns: ['name'], unique: true }],
});
export type SystemKeyRow = RowOf<typeof systemKeyTable>;
