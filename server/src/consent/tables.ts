import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** Append-only: what a person agreed to or refused, how, and who wrote it down. Rows are never changed. */
export const consentEventTable = defineTable({
  name: 'consent-event',
  kind: 'content-type',
  description: 'Ledger of opt-ins and opt-outs',
  columns: {
    contactId: must.int(),
    category: must.string<'marketing' | 'utility'>(undefined, 16),
    action: must.string<'opt-in' | 'opt-out'>(undefined, 16),
    source: must.string<string>(undefined, 120),
    wording: maybe.text(),
    evidence: maybe.text(),
    wamid: maybe.string(255),
    actorId: maybe.int(),
    actor: maybe.string(160),
    sample: must.bool(false),
    at: must.big(),
  },
  indexes: [{ columns: ['contactId', 'at'] }],
});
export type ConsentEventRow = RowOf<typeof consentEventTable>;
