import type { HandoverState } from '../contracts/campaigns';
import type { OtherChannel } from '../contracts/consent';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/**
 * Messages that somebody wants by e-mail or SMS: one row for each recipient of a campaign and each single message that was
 * refused for that, written in the transaction of the refusal (O-29). A model and no content type: what waits here must
 * not be sent a second time by a copy of this database.
 */
export const handoverTable = defineTable({
  name: 'handover',
  kind: 'model',
  description: 'Messages handed over to another channel',
  columns: {
    /** What was refused: `r`, a recipient; `m`, a message. */
    ownerKind: must.string<'r' | 'm'>(undefined, 1),
    ownerId: must.int(),
    campaignId: maybe.int(),
    contactId: must.int(),
    accountId: must.int(),
    channel: must.string<OtherChannel>(undefined, 8),
    category: must.string<'MARKETING' | 'UTILITY'>(undefined, 16),
    topic: maybe.string(24),
    subject: must.string<string>('', 255),
    text: must.text(),
    /** `sending` is written before the call: who dies in between leaves a row that is never called for again by itself. */
    state: must.string<HandoverState>('waiting', 10),
    /** Why it was given up or could not be done. */
    reason: maybe.string(24),
    attempts: must.int(0),
    /** Due from then on. A claim moves it on, so what a dead process had claimed is due again by itself. */
    nextTryAt: must.big(0),
    claim: maybe.string(32),
    lastError: maybe.text(),
    addedAt: must.big(),
    endedAt: maybe.big(),
  },
  indexes: [
    { columns: ['ownerKind', 'ownerId'], unique: true },
    { columns: ['state', 'nextTryAt'] },
    { columns: ['claim'] },
    { columns: ['contactId'] },
    { columns: ['campaignId', 'state'] },
  ],
});
export type HandoverRow = RowOf<typeof handoverTable>;
