import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** An address that messages lead to through us, so that who opens it can be known (P-18, A-04). */
export const trackedLinkTable = defineTable({
  name: 'tracked-link',
  kind: 'content-type',
  description: 'An address whose openings are counted',
  columns: {
    name: must.string<string>(undefined, 120),
    /** Said once, by the team: nothing in a request decides where a link leads. */
    target: must.text(),
    /** Name of the parameter that carries the click id to the target; null = it is told nothing. */
    clickParam: maybe.string(40),
    archived: must.bool(false),
    sample: must.bool(false),
    addedAt: must.big(),
    changedAt: must.big(),
  },
  indexes: [],
});
export type TrackedLinkRow = RowOf<typeof trackedLinkTable>;

/** `contactId` of openings that are counted without the person, `campaignId` of messages of no campaign. */
export const NOBODY_KNOWN = 0;

/** That somebody opened a link out of a campaign's messages, or out of others: once, with how often and when last. */
export const linkClickTable = defineTable({
  name: 'link-click',
  kind: 'content-type',
  description: 'A person who opened a tracked link',
  columns: {
    linkId: must.int(),
    contactId: must.int(NOBODY_KNOWN),
    campaignId: must.int(NOBODY_KNOWN),
    times: must.int(0),
    firstAt: must.big(),
    lastAt: maybe.big(),
  },
  indexes: [
    { columns: ['linkId', 'contactId', 'campaignId'], unique: true },
    { columns: ['contactId', 'lastAt'] },
    { columns: ['campaignId', 'linkId'] },
  ],
});
export type LinkClickRow = RowOf<typeof linkClickTable>;
