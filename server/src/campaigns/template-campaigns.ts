import type { Knex } from 'knex';
import type { VariantLetter } from '../contracts/campaign-trial';
import { turnOfTheLoop } from '../kernel/turn';
import type { Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { readCounts } from './count-store';
import { LOWEST, pieceEnd, type Within } from './cost';
import { bucketOf, noCounts, type BucketCounts } from './domain/shown';
import { campaignTable, recipientTable, type CampaignRow, type RecipientRow } from './tables';
import { draftOf, lettersOf, namesTemplate, templatesNamed } from './variants';

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
  ...['id', 'name', 'kind', 'state', 'template_id', 'by_language', 'trial', 'winner'],
  ...['category', 'started_at', 'added_at'],
];
const PAGE = 500;

/** Campaigns from the newest on, by pages, without their content. `each` answers whether it wants another page. */
export const walkCampaigns = async (
  sql: Sql,
  narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  each: (page: CampaignRow[]) => Promise<boolean>
): Promise<void> => {
  for (let before: number | null = null; ;) {
    const query = narrow(sql(campaignTable.table)).orderBy('id', 'desc').limit(PAGE);
    if (before !== null) void query.where('id', '<', before);
    const raw = (await query.select(COLUMNS)) as Record<string, unknown>[];
    const page = raw.map((row) => readRow(campaignTable, row));
    const goesOn = await each(page);
    before = page.at(-1)?.id ?? null;
    if (!goesOn || page.length < PAGE || before === null) return;
    await turnOfTheLoop();
  }
};

/** Null: it did not send this template. */
const partOf = (
  campaign: CampaignRow,
  { id, family }: { id: number; family: readonly number[] }
): Omit<TemplateCampaign, 'campaign'> | null => {
  if (!namesTemplate(campaign, { id, family })) return null;
  const { inAllLanguages, isSplit } = templatesNamed(campaign);
  if (!isSplit) return { isWhole: true, within: (query) => query };
  if (inAllLanguages)
    return { isWhole: false, within: (query) => query.where('r.template_id', id) };
  const { winner } = campaign;
  const mine = lettersOf(campaign).filter((letter) => draftOf(campaign, letter).templateId === id);
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

/** How many recipients have the same message and state. */
interface Group {
  variant: VariantLetter | null;
  template_id: unknown;
  state: RecipientRow['state'];
  rank: unknown;
  n: unknown;
}

/** Recipients of a campaign, by message and state; by pieces of people, so that no statement is long. */
const eachGroup = async (
  sql: Sql,
  { campaignId, within }: { campaignId: number; within: Within },
  each: (group: Group) => void
): Promise<void> => {
  for (let lo = LOWEST; ;) {
    const hi = await pieceEnd(sql, campaignId, lo);
    if (hi === null) return;
    const groups = (await within(
      sql(`${recipientTable.table} as r`)
        .where('r.campaign_id', campaignId)
        .where('r.contact_id', '>', lo)
        .where('r.contact_id', '<=', hi)
    )
      .groupBy('r.variant', 'r.template_id', 'r.state', 'r.rank')
      .select('r.variant as variant', 'r.template_id as template_id')
      .select('r.state as state', 'r.rank as rank')
      .count({ n: '*' })) as Group[];
    for (const group of groups) each(group);
    lo = hi;
    await turnOfTheLoop();
  }
};

const addGroup = (counts: BucketCounts, { state, rank, n }: Group): void => {
  counts[bucketOf({ state, rank: Number(rank) })] += Number(n);
};

/** What became of the template in this campaign. */
export const countsOfTemplate = async (
  sql: Sql,
  { campaign, within, isWhole }: TemplateCampaign
): Promise<BucketCounts> => {
  if (isWhole) return (await readCounts(sql, [campaign.id])).get(campaign.id) ?? noCounts();
  const counts = noCounts();
  const campaignId = campaign.id;
  await eachGroup(sql, { campaignId, within }, (group) => addGroup(counts, group));
  return counts;
};

/** Leaves out who waits for the winner of a test, and for whom no language fits: they get no template yet. */
const withMessage: Within = (query) =>
  query.where(
    (got) =>
      void got
        .whereNotNull('r.variant')
        .orWhereNotNull('r.template_id')
        .orWhereNotNull('r.permit_at')
  );

/** What became of each template of a campaign whose recipients get one of several messages. */
export const countsByTemplate = async (
  sql: Sql,
  campaign: CampaignRow
): Promise<ReadonlyMap<number, BucketCounts>> => {
  const found = new Map<number, BucketCounts>();
  const templateOf = ({ variant, template_id: own }: Group): number | null => {
    if (own !== null) return Number(own);
    const letter = variant ?? campaign.winner;
    return letter === null ? null : draftOf(campaign, letter).templateId;
  };
  await eachGroup(sql, { campaignId: campaign.id, within: withMessage }, (group) => {
    const templateId = templateOf(group);
    if (templateId === null) return;
    const counts = found.get(templateId) ?? noCounts();
    addGroup(counts, group);
    found.set(templateId, counts);
  });
  return found;
};
