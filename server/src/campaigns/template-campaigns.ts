import { turnOfTheLoop } from '../kernel/turn';
import type { Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { readCounts } from './count-store';
import { LOWEST, pieceEnd, type Within } from './cost';
import { bucketOf, noCounts, type BucketCounts } from './domain/shown';
import { campaignTable, recipientTable, type CampaignRow, type RecipientRow } from './tables';
import { draftOf, lettersOf } from './variants';

/** Campaigns that one question looks through, and of which it counts. */
const LOOKED_THROUGH = 500;
const COUNTED = 50;

/** A started campaign that sent a template, and who of its recipients (`r`) got it. */
export interface TemplateCampaign {
  campaign: CampaignRow;
  within: Within;
  /** All its recipients: the sums that are kept say it. */
  isWhole: boolean;
}

/** What is read of a campaign: not the content, which may be large. */
const COLUMNS = [
  ...['id', 'name', 'kind', 'template_id', 'by_language', 'trial', 'winner', 'category'],
  ...['started_at', 'added_at'],
];

/** Null: it did not send this template. */
const partOf = (
  campaign: CampaignRow,
  { id, family }: { id: number; family: readonly number[] }
): Omit<TemplateCampaign, 'campaign'> | null => {
  const { kind, templateId, winner } = campaign;
  // What was chosen before its kind became another one is kept, and says nothing.
  if (kind === 'text') return null;
  if (kind === 'template' && campaign.byLanguage)
    return templateId !== null && family.includes(templateId)
      ? { isWhole: false, within: (query) => query.where('r.template_id', id) }
      : null;
  const letters = lettersOf(campaign);
  if (letters.length === 0)
    return templateId === id ? { isWhole: true, within: (query) => query } : null;
  const mine = letters.filter((letter) => draftOf(campaign, letter).templateId === id);
  if (mine.length === 0) return null;
  const isWinner = winner !== null && mine.includes(winner);
  return {
    isWhole: false,
    within: (query) =>
      query.where((got) => {
        void got.whereIn('r.variant', mine);
        if (isWinner)
          void got.orWhere((rest) => void rest.whereNull('r.variant').whereNotNull('r.permit_at'));
      }),
  };
};

/** The newest campaigns that sent this template and started since; `isPartial`: there were more. */
export const campaignsSince = async (
  sql: Sql,
  template: { id: number; family: readonly number[] },
  from: number
): Promise<{ campaigns: TemplateCampaign[]; isPartial: boolean }> => {
  const raw = (await sql(campaignTable.table)
    .where('started_at', '>=', from)
    .orderBy('id', 'desc')
    .limit(LOOKED_THROUGH)
    .select(COLUMNS)) as Record<string, unknown>[];
  const all = raw.flatMap((row) => {
    const campaign = readRow(campaignTable, row);
    const part = partOf(campaign, template);
    return part ? [{ campaign, ...part }] : [];
  });
  const isPartial = raw.length === LOOKED_THROUGH || all.length > COUNTED;
  return { campaigns: all.slice(0, COUNTED), isPartial };
};

/** What became of the template in this campaign; by pieces of people, so that no statement is long. */
export const countsOfTemplate = async (
  sql: Sql,
  { campaign, within, isWhole }: TemplateCampaign
): Promise<BucketCounts> => {
  if (isWhole) return (await readCounts(sql, [campaign.id])).get(campaign.id) ?? noCounts();
  const counts = noCounts();
  for (let lo = LOWEST; ;) {
    const hi = await pieceEnd(sql, campaign.id, lo);
    if (hi === null) return counts;
    const rows = (await within(
      sql(`${recipientTable.table} as r`)
        .where('r.campaign_id', campaign.id)
        .where('r.contact_id', '>', lo)
        .where('r.contact_id', '<=', hi)
    )
      .groupBy('r.state', 'r.rank')
      .select('r.state as state', 'r.rank as rank')
      .count({ n: '*' })) as { state: RecipientRow['state']; rank: unknown; n: unknown }[];
    for (const { state, rank, n } of rows)
      counts[bucketOf({ state, rank: Number(rank) })] += Number(n);
    lo = hi;
    await turnOfTheLoop();
  }
};
