import type { CampaignState } from '../contracts/campaigns';
import type { TemplateUse } from '../contracts/template-draft';
import type { TemplateUseCount } from '../contracts/templates';
import { DAY_MS } from '../kernel/time';
import type { Sql } from '../strapi/db';
import { templateTable } from '../templates/public';
import { campaignsIn } from './store';
import { campaignCountTable, campaignTable, type CampaignRow } from './tables';
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
/** Where the kind is another one by now, what was chosen for it before says nothing. */
const IN_ALL_LANGUAGES = { by_language: true, kind: 'template' };
/** A list for people to read: the newest tell enough of those that are over. */
const MOST = 50;

/** How many fall out since its template became marketing; nothing where it rests for another reason. */
const fallOutOf = ({ state, reasons }: CampaignRow): { fallOut?: number } => {
  const found = (reasons ?? []).find(({ reason }) => reason === 'template-recategorised');
  return state === 'paused' && found ? { fallOut: Number(found.detail) } : {};
};

/** A template in all its languages. */
const familyOf = async (sql: Sql, templateId: number): Promise<number[]> => {
  const rows = (await sql(`${templateTable.table} as t`)
    .join(`${templateTable.table} as o`, (same) =>
      same.on('o.waba_id', 't.waba_id').andOn('o.name_key', 't.name_key')
    )
    .where('t.id', templateId)
    .select('o.id as id')) as { id: unknown }[];
  return rows.map(({ id }) => Number(id));
};

/** All that still need it, also as a message of a test or as one of its languages; the newest first. */
const openOnes = async (
  sql: Sql,
  templateId: number,
  family: readonly number[]
): Promise<TemplateUse[]> =>
  (await campaignsIn(sql, OPEN))
    .filter(
      (campaign) =>
        usesTemplate(campaign, templateId) ||
        (campaign.kind === 'template' &&
          campaign.byLanguage &&
          family.includes(campaign.templateId ?? 0))
    )
    .reverse()
    .map((campaign) => ({
      kind: 'campaign',
      id: campaign.id,
      name: campaign.name,
      state: campaign.state,
      needsIt: true,
      ...fallOutOf(campaign),
    }));

/**
 * Campaigns of a template, also of those that name another language of it and send each: those that still need it first,
 * then those that are over.
 */
export const campaignsOfTemplate = async (sql: Sql, templateId: number): Promise<TemplateUse[]> => {
  const family = await familyOf(sql, templateId);
  const over = (await sql(campaignTable.table)
    .where(
      (named) =>
        void named
          .where({ template_id: templateId })
          .orWhere((any) => void any.where(IN_ALL_LANGUAGES).whereIn('template_id', family))
    )
    .whereIn('state', OVER)
    .orderBy('id', 'desc')
    .limit(MOST)
    .select('id', 'name', 'state')) as { id: unknown; name: unknown; state: unknown }[];
  return [
    ...(await openOnes(sql, templateId, family)),
    ...over.map((row) => ({
      kind: 'campaign' as const,
      id: Number(row.id),
      name: String(row.name),
      state: String(row.state),
      needsIt: false,
    })),
  ];
};

/** Since when the share of readers is counted. */
const RATED_MS = 90 * DAY_MS;

const namingCampaigns = (sql: Sql) =>
  sql(`${campaignTable.table} as k`)
    .join(`${templateTable.table} as o`, 'o.id', 'k.template_id')
    .join(`${templateTable.table} as t`, (same) =>
      same.on('t.waba_id', 'o.waba_id').andOn('t.name_key', 'o.name_key')
    )
    .where(
      (named) =>
        void named
          .where('t.id', sql.ref('k.template_id'))
          .orWhere({ 'k.by_language': true, 'k.kind': 'template' })
    )
    .groupBy('t.id');

/** What was delivered and read of campaigns of the last 90 days that name this template and one language. */
const reachedPerTemplate = async (sql: Sql, now: number) => {
  const rows = (await sql(`${campaignTable.table} as k`)
    .join(`${campaignCountTable.table} as n`, 'n.campaign_id', 'k.id')
    .where('k.started_at', '>=', now - RATED_MS)
    .whereNotNull('k.template_id')
    .where((one) => void one.where('k.by_language', false).orWhereNot('k.kind', 'template'))
    .groupBy('k.template_id')
    .select('k.template_id')
    .sum({ delivered: 'n.delivered', seen: 'n.seen' })) as Record<string, unknown>[];
  return new Map(
    rows.map((row) => {
      const read = Number(row.seen);
      return [Number(row.template_id), { delivered: Number(row.delivered) + read, read }];
    })
  );
};

/** How many campaigns have each template, when one of them started last, and how many read it. */
export const campaignsPerTemplate = async (sql: Sql, now: number): Promise<TemplateUseCount[]> => {
  const rows = (await namingCampaigns(sql)
    .select('t.id as template_id')
    .count({ n: '*' })
    .max({ last: 'k.started_at' })) as { template_id: unknown; n: unknown; last: unknown }[];
  const reached = await reachedPerTemplate(sql, now);
  return rows.map((row) => ({
    templateId: Number(row.template_id),
    campaigns: Number(row.n),
    bots: 0,
    lastAt: row.last === null ? null : Number(row.last),
    reached: reached.get(Number(row.template_id)) ?? null,
  }));
};
