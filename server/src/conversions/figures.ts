import type { CampaignConversions, Money } from '../contracts/conversions';
import type { Sql } from '../strapi/db';
import { addAmounts, type Sum } from './domain/money';
import { conversionTable, conversionTouchTable } from './tables';

const CONVERSIONS = conversionTable.table;
const TOUCHES = conversionTouchTable.table;

const creditedTo = (sql: Sql, campaignId: number) =>
  sql(`${TOUCHES} as ct`)
    .join(`${CONVERSIONS} as cv`, 'cv.id', 'ct.conversion_id')
    .where('ct.campaign_id', campaignId);

interface Line extends Sum {
  event: string;
  n: number;
  clicks: number;
}

const linesOf = async (sql: Sql, campaignId: number): Promise<Line[]> => {
  const rows = (await creditedTo(sql, campaignId)
    .groupBy('cv.event', 'cv.currency')
    .orderBy('cv.event')
    .select('cv.event as event', 'cv.currency as currency')
    .count({ n: '*' })
    .sum({ amount: 'cv.amount_milli' })
    .select(sql.raw(`SUM(CASE WHEN ct.kind = 'click' THEN 1 ELSE 0 END) AS clicks`))) as Record<
    string,
    unknown
  >[];
  return rows.map((row) => ({
    event: String(row.event),
    currency: typeof row.currency === 'string' ? row.currency : null,
    milli: Number(row.amount ?? 0),
    n: Number(row.n),
    clicks: Number(row.clicks ?? 0),
  }));
};

const peopleOf = async (sql: Sql, campaignId: number): Promise<number> => {
  const [row] = (await creditedTo(sql, campaignId).select(
    sql.raw(
      'COUNT(DISTINCT CASE WHEN cv.contact_id > 0 THEN cv.contact_id ELSE -cv.id END) AS people'
    )
  )) as { people: unknown }[];
  return Number(row?.people ?? 0);
};

const total = (lines: readonly Line[], of: 'n' | 'clicks'): number =>
  lines.reduce((sum, line) => sum + line[of], 0);

/** What a campaign led to: two grouped statements over an index. `delivered` = messages of it that arrived. */
export const figuresOf = async (
  sql: Sql,
  { campaignId, delivered, days }: { campaignId: number; delivered: number; days: number }
): Promise<CampaignConversions> => {
  const lines = await linesOf(sql, campaignId);
  const people = await peopleOf(sql, campaignId);
  const events = [...new Set(lines.map(({ event }) => event))].map((event) => {
    const own = lines.filter((line) => line.event === event);
    const revenue: Money[] = addAmounts(own);
    return { event, conversions: total(own, 'n'), revenue };
  });
  return {
    conversions: total(lines, 'n'),
    people,
    rate: delivered > 0 ? people / delivered : null,
    afterClick: total(lines, 'clicks'),
    revenue: addAmounts(lines),
    events: events.sort((a, b) => b.conversions - a.conversions),
    days,
  };
};
