import { defineTable, must, type RowOf } from '../strapi/table';

/**
 * One-time codes that are still of use: the message as WhatsApp gets it, encrypted. The message's own row shows the
 * code hidden, so neither an export nor a search nor a colleague can read it. Gone when it was sent or has expired.
 */
export const codeTable = defineTable({
  name: 'code',
  kind: 'model',
  description: 'Encrypted one-time codes on their way',
  columns: {
    messageId: must.int(),
    /** Ciphertext of Strapi's encryption service. */
    sealed: must.text(),
    expiresAt: must.big(),
  },
  indexes: [{ columns: ['messageId'], unique: true }, { columns: ['expiresAt'] }],
});
export type CodeRow = RowOf<typeof codeTable>;
