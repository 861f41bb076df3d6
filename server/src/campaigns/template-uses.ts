import type { TemplateUse } from '../contracts/template-draft';
import type { TemplateUseCount } from '../contracts/templates';
import type { Sql } from '../strapi/db';
import { campaignTable } from './tables';

const OVER = ['completed', 'cancelled', 'failed'];
/** A list for people to read: the newest tell enough. */
const MOST = 50;

/** Campaigns of a template: those that still need it first, then those that are over. */
export const campaignsOfTemplate = async (sql: Sql, templateId: number): Promise<TemplateUse[]> => {
  const of = () => sql(campaignTable.table).where({ template_id: templateId });
  const newest = { over: of().whereIn('state', OVER), open: of().whereNotIn('state', OVER) };
  const read = async (which: keyof typeof newest): Promise<TemplateUse[]> => {
    const rows = (await newest[which]
      .orderBy('id', 'desc')
      .limit(MOST)
      .select('id', 'name', 'state')) as { id: unknown; name: unknown; state: unknown }[];
    return rows.map((row) => ({
      kind: 'campaign',
      id: Number(row.id),
      name: String(row.name),
      state: String(row.state),
      needsIt: which === 'open',
    }));
  };
  return [...(await read('open')), ...(await read('over'))];
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
