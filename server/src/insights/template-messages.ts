import type { Knex } from 'knex';
import { bucketOf, noCounts, type BucketCounts, type RecipientRow } from '../campaigns/public';
import { contactTable } from '../contacts/public';
import type { TemplateUseCount } from '../contracts/templates';
import { messageTable, RANK } from '../conversations/public';
import type { CostGroup } from '../prices/public';
import type { Sql } from '../strapi/db';
import { templateTable } from '../templates/public';

const MESSAGES = messageTable.table;

/** Single messages of a template: of chats, bots, automations and the API. Tests are left out. */
const sentSince = (sql: Sql, templateId: number, from: number): Knex.QueryBuilder =>
  sql(`${MESSAGES} as r`)
    .where('r.template_id', templateId)
    .where('r.at', '>=', from)
    .whereNull('r.test_of');

/** What became of them. */
export const countMessages = async (
  sql: Sql,
  templateId: number,
  from: number
): Promise<BucketCounts> => {
  const rows = (await sentSince(sql, templateId, from)
    .groupBy('r.state', 'r.rank')
    .select('r.state as state', 'r.rank as rank')
    .count({ n: '*' })) as { state: RecipientRow['state'] | null; rank: unknown; n: unknown }[];
  const counts = noCounts();
  for (const { state, rank, n } of rows)
    if (state !== null) counts[bucketOf({ state, rank: Number(rank) })] += Number(n);
  return counts;
};

/** Taps on their quick replies, by the words of the button. */
export const pressesOfMessages = async (sql: Sql, templateId: number, from: number) => {
  const rows = (await sentSince(sql, templateId, from)
    .join(`${MESSAGES} as b`, 'b.context_key', 'r.wamid_key')
    .where('b.direction', 'in')
    .where('b.type', 'button')
    .groupBy('b.text')
    .select('b.text as text')
    .count({ presses: '*' })
    .countDistinct({ people: 'b.contact_id' })) as Record<string, unknown>[];
  return rows.map((row) => ({
    text: String(row.text),
    presses: Number(row.presses),
    people: Number(row.people),
  }));
};

/** Those that were delivered, as prices ask for them; `at`: the day whose prices hold. */
export const deliveredMessages = async (
  sql: Sql,
  {
    templateId,
    category,
    from,
    at,
  }: { templateId: number; category: string; from: number; at: number }
): Promise<CostGroup[]> => {
  const rows = (await sentSince(sql, templateId, from)
    .leftJoin(`${contactTable.table} as c`, 'c.id', 'r.contact_id')
    .where('r.rank', '>=', RANK.delivered)
    .groupBy('c.country', 'r.price_category', 'r.price_type', 'r.charged_currency')
    .select('c.country as country', 'r.price_category as category', 'r.price_type as type')
    .select('r.charged_currency as currency')
    .sum({ charged: 'r.charged_micros' })
    .count({ n: '*' })) as {
    country: string | null;
    category: string | null;
    type: string | null;
    currency: string | null;
    charged: unknown;
    n: unknown;
  }[];
  return rows.map((row) => ({
    country: row.country,
    category: row.category ?? category.toLowerCase(),
    type: row.type,
    at,
    inWindow: false,
    count: Number(row.n),
    ...(row.currency === null
      ? {}
      : { charged: { currency: row.currency, micros: Number(row.charged) } }),
  }));
};

/** When a single message of each template was written last: one look into the index for each. */
export const lastMessagePerTemplate = async (sql: Sql): Promise<TemplateUseCount[]> => {
  const last = sql(`${MESSAGES} as m`)
    .where('m.template_id', sql.ref('t.id'))
    .whereNull('m.test_of')
    .max('m.at')
    .as('last');
  const rows = (await sql(`${templateTable.table} as t`).select('t.id as id', last)) as {
    id: unknown;
    last: unknown;
  }[];
  return rows.flatMap(({ id, last: at }) =>
    at === null ? [] : [{ templateId: Number(id), campaigns: 0, bots: 0, lastAt: Number(at) }]
  );
};
