import { defineTable, maybe, must, type RowOf } from '../strapi/table';

export const logTable = defineTable({
  name: 'log',
  kind: 'content-type',
  description: 'What webhooks, campaigns, messages and the API did',
  columns: {
    at: must.big(),
    area: must.string<string>(undefined, 20),
    level: must.string<string>('info', 10),
    event: must.string<string>(undefined, 60),
    text: must.text(),
    /** How often the same line came in a row (a burst of wrong signatures is one row). */
    times: must.int(1),
    accountId: maybe.int(),
    contactId: maybe.int(),
    campaignId: maybe.int(),
    botId: maybe.int(),
    details: maybe.json<Record<string, unknown>>(),
  },
  indexes: [
    { columns: ['at'] },
    { columns: ['area', 'id'] },
    { columns: ['level', 'id'] },
    { columns: ['contactId'] },
    { columns: ['campaignId', 'id'] },
    { columns: ['botId', 'id'] },
  ],
});
export type LogRow = RowOf<typeof logTable>;
