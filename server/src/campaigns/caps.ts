import type { Knex } from 'knex';
import { FREQUENCY_DAYS, isPromotion, type ConsentRules } from '../consent/public';
import { messageTable } from '../conversations/public';
import { DAY_MS } from '../kernel/time';
import { MAY_HAVE_LEFT, RUNS_LIKE, type PromotionSource } from '../sending/public';
import type { Db } from '../strapi/db';
import { campaignOfChain } from './flow';
import type { Frozen } from './frozen';
import { campaignTable, recipientTable, type CampaignRow } from './tables';

const PROMOTIONS = ['MARKETING', 'SERVICE'];

/** Whether the messages of a campaign count as promotions. */
export const promotes = ({ category }: Pick<CampaignRow, 'category'>): boolean =>
  PROMOTIONS.includes(category ?? '');

/** Rows that no cap asks for any more, or never did; `since`: as far back as the longest cap looks. */
export const uncounted = (query: Knex.QueryBuilder, since: number): Knex.QueryBuilder =>
  query.andWhere(
    (is) =>
      void is
        .whereNotIn('state', [...MAY_HAVE_LEFT])
        .orWhereNull('permit_at')
        .orWhere('permit_at', '<=', since)
  );

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/**
 * Campaigns that count as promotions: marketing, and one text or flow to many. Rows without a campaign are those that
 * count although theirs was deleted (remove.ts).
 */
export const promotionsByCampaign: PromotionSource = async (sql, { contactIds, since, except }) => {
  const rows = await sql(`${recipientTable.table} as r`)
    .leftJoin(`${campaignTable.table} as k`, 'k.id', 'r.campaign_id')
    .whereIn('r.contact_id', contactIds as number[])
    .whereIn('r.state', [...MAY_HAVE_LEFT])
    .andWhere((is) => void is.whereNull('k.id').orWhereIn('k.category', PROMOTIONS))
    .andWhere('r.permit_at', '>', since)
    .whereNot('r.campaign_id', except.campaignId ?? campaignOfChain(except.chain ?? null) ?? 0)
    .select<{ contact_id: unknown; permit_at: unknown }[]>('r.contact_id', 'r.permit_at');
  return rows.map((row) => ({ contactId: Number(row.contact_id), at: Number(row.permit_at) }));
};

const OF_RUN = `pm.key_owner LIKE '${RUNS_LIKE}'`;
/** Promotions among the messages `pm`: each is one, those of one run of a bot are one together. */
const COUNTED = `COUNT(CASE WHEN ${OF_RUN} THEN NULL ELSE 1 END) + COUNT(DISTINCT CASE WHEN ${OF_RUN} THEN pm.key_owner END)`;

/** Promotions to `c` in this many days, both kinds, as `promotionSources` count them. */
const sentSql = (db: Db, days: number): string => {
  const since = `${db.now} - ${days * DAY_MS}`;
  const states = quoted(MAY_HAVE_LEFT);
  return `((SELECT COUNT(*) FROM ${recipientTable.table} pr LEFT JOIN ${campaignTable.table} pk ON pk.id = pr.campaign_id
      WHERE pr.contact_id = c.id AND pr.state IN (${states}) AND (pk.id IS NULL OR pk.category IN (${quoted(PROMOTIONS)})) AND pr.permit_at > ${since})
    + (SELECT ${COUNTED} FROM ${messageTable.table} pm WHERE pm.contact_id = c.id AND pm.state IN (${states})
      AND (pm.category = 'MARKETING' OR ${OF_RUN}) AND pm.direction = 'out' AND pm.campaign_id IS NULL AND pm.test_of IS NULL AND pm.at > ${since}))`;
};

/** `isCapped` over `c` before a start; null where no cap can hold. The permit counts again (O-28). */
export const cappedSql = (
  db: Db,
  category: Frozen['category'],
  { cap }: Pick<ConsentRules, 'cap'>
): string | null => {
  if (!isPromotion({ category, bulk: true })) return null;
  const own = Object.entries(FREQUENCY_DAYS).map(
    ([frequency, days]) => `(c.frequency = '${frequency}' AND ${sentSql(db, days)} >= 1)`
  );
  const all = cap ? [`${sentSql(db, cap.days)} >= ${cap.messages}`] : [];
  return `(${[...own, ...all].join(' OR ')})`;
};
