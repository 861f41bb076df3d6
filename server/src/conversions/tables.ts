import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** `contactId` of a conversion whose person is not known, or was forgotten. */
export const NOBODY = 0;

export type ConversionSource = 'api' | 'record';

/** That a person did what messages are sent for: ordered, paid, signed up. */
export const conversionTable = defineTable({
  name: 'conversion',
  kind: 'content-type',
  description: 'What a person did that messages are sent for',
  columns: {
    event: must.string<string>(undefined, 40),
    contactId: must.int(NOBODY),
    /** In thousandths of the currency: sums of them are exact. */
    amountMilli: maybe.big(),
    currency: maybe.string(3),
    at: must.big(),
    source: must.string<ConversionSource>(undefined, 8),
    /** What the other system calls it: the number of the order. */
    externalId: maybe.string(200),
    /** sha256 of what makes it the same one: told twice it is counted once. */
    dedupeKey: must.string<string>(undefined, 64),
    bodyHash: maybe.string(64),
    uid: maybe.string(120),
    /** Document id of the entry; Strapi keeps the plain word for itself. */
    entryDocument: maybe.string(40),
    /** The opening of a link that the other system named. */
    clickCampaignId: must.int(0),
    clickAt: maybe.big(),
    /** When it is to be asked again which message led to it; null = it is settled. */
    lookAt: maybe.big(),
    addedAt: must.big(),
  },
  indexes: [
    { columns: ['dedupeKey'], unique: true },
    { columns: ['contactId', 'at'] },
    { columns: ['lookAt'] },
    { columns: ['at'] },
  ],
});
export type ConversionRow = RowOf<typeof conversionTable>;

/** The campaign that is credited with a conversion: the last one that touched the person before. At most one each. */
export const conversionTouchTable = defineTable({
  name: 'conversion-touch',
  plural: 'conversion-touches',
  kind: 'content-type',
  description: 'The campaign that led to a conversion',
  columns: {
    conversionId: must.int(),
    campaignId: must.int(),
    /** `message` = it was accepted by WhatsApp; `click` = the person opened a link of it. */
    kind: must.string<'message' | 'click'>(undefined, 8),
    touchAt: must.big(),
  },
  indexes: [{ columns: ['conversionId'], unique: true }, { columns: ['campaignId'] }],
});
export type ConversionTouchRow = RowOf<typeof conversionTouchTable>;
