import { ENDED_STATES, type CampaignState } from '../contracts/campaigns';
import type { TemplateUse } from '../contracts/template-draft';
import type { Sql } from '../strapi/db';
import { templateFamily } from '../templates/public';
import { campaignsIn } from './store';
import type { CampaignRow } from './tables';
import { walkCampaigns } from './template-campaigns';
import { namesTemplate } from './variants';

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

/** A template, and the ids of all its languages. */
interface Asked {
  id: number;
  family: readonly number[];
}

/** All that still need it, also as a message of a test or as one of its languages; the newest first. */
const openOnes = async (sql: Sql, template: Asked): Promise<TemplateUse[]> =>
  (await campaignsIn(sql, OPEN))
    .filter((campaign) => namesTemplate(campaign, template))
    .reverse()
    .map((campaign) => ({
      kind: 'campaign',
      id: campaign.id,
      name: campaign.name,
      state: campaign.state,
      needsIt: true,
      ...fallOutOf(campaign),
    }));

/** The newest of those that are over. */
const overOnes = async (sql: Sql, template: Asked): Promise<TemplateUse[]> => {
  const found: TemplateUse[] = [];
  await walkCampaigns(
    sql,
    (query) => query.whereIn('state', ENDED_STATES),
    (page) => {
      for (const { id, name, state } of page.filter((one) => namesTemplate(one, template)))
        found.push({ kind: 'campaign', id, name, state, needsIt: false });
      return Promise.resolve(found.length < MOST);
    }
  );
  return found.slice(0, MOST);
};

/**
 * Campaigns of a template, also of a test that has it as a variant, and of those that name another language of it and send
 * each: those that still need it first, then those that are over.
 */
export const campaignsOfTemplate = async (sql: Sql, templateId: number): Promise<TemplateUse[]> => {
  const template = { id: templateId, family: await templateFamily(sql, templateId) };
  return [...(await openOnes(sql, template)), ...(await overOnes(sql, template))];
};
