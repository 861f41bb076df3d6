import type { CampaignState } from '../contracts/campaigns';
import type { TemplateUse } from '../contracts/template-draft';
import type { TemplateUseCount } from '../contracts/templates';
import type { Sql } from '../strapi/db';
import { campaignsIn } from './store';
import { campaignTable, type CampaignRow } from './tables';
import { usesTemplate } from './variants';

const OVER = ['completed', 'cancelled', 'failed'];
const OPEN: CampaignState[] = [
  'draft',
  'scheduled',
  'overdue',
  'preparing',
  'running',
  'paused',
  'cancelling',
];
/** A list for people to read: the newest tell enough of those that are over. */
const MOST = 50;

/** How many fall out since its template became marketing; nothing where it rests for another reason. */
const fallOutOf = ({ state, reasons }: CampaignRow): { fallOut?: number } => {
  const found = (reasons ?? []).find(({ reason }) => reason === 'template-recategorised');
  return state === 'paused' && found ? { fallOut: Number(found.detail) } : {};
};

/** All that still need it, also as a message of a test; the newest first. */
const openOnes = async (sql: Sql, templateId: number): Promise<TemplateUse[]> =>
  (await campaignsIn(sql, OPEN))
    .filter((campaign) => usesTemplate(campaign, templateId))
    .reverse()
    .map((campaign) => ({
      kind: 'campaign',
      id: campaign.id,
      name: campaign.name,
      state: campaign.state,
      needsIt: true,
      ...fallOutOf(campaign),
    }));

/** Campaigns of a template: those that still need it first, then those that are over. */
export const campaignsOfTemplate = async (sql: Sql, templateId: number): Promise<TemplateUse[]> => {
  const over = (await sql(campaignTable.table)
    .where({ template_id: templateId })
    .whereIn('state', OVER)
    .orderBy('id', 'desc')
    .limit(MOST)
    .select('id', 'name', 'state')) as { id: unknown; name: unknown; state: unknown }[];
  return [
    ...(await openOnes(sql, templateId)),
    ...over.map((row) => ({
      kind: 'campaign' as const,
      id: Number(row.id),
      name: String(row.name),
      state: String(row.state),
      needsIt: false,
    })),
  ];
};

/** How many campaigns have each template, and when one of them started last: one statement for the whole list. */
export const campaignsPerTemplate = async (sql: Sql): Promise<TemplateUseCount[]> => {
  const rows = (await sql(campaignTable.table)
    .whereNotNull('template_id')
    .groupBy('template_id')
    .select('template_id')
    .count({ n: '*' })
    .max({ last: 'started_at' })) as { template_id: unknown; n: unknown; last: unknown }[];
  return rows.map((row) => ({
    templateId: Number(row.template_id),
    campaigns: Number(row.n),
    bots: 0,
    lastAt: row.last === null ? null : Number(row.last),
  }));
};
