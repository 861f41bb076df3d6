import type { Core } from '@strapi/strapi';
import type { ContactRow } from '../contacts/public';
import { recordsService, type CarriedBy } from '../records/public';
import { aboutOf } from '../contracts/message-about';
import type { Sql } from '../strapi/db';
import { readFrozen, type Frozen } from './frozen';
import type { CampaignRow } from './tables';

/**
 * The content type of whose entries a message about orders and the like tells each person their newest; null: it names
 * none, or several. Such an entry may carry consent for it (O-33).
 */
export const namedTypeOf = (frozen: Frozen, bindings: CampaignRow['bindings']): string | null => {
  if (frozen.kind !== 'template' || frozen.category !== 'UTILITY') return null;
  return aboutOf({ bindings, typed: {}, entries: {}, cause: null })?.uid ?? null;
};

/** By which entry each of these people is carried, of those who never said anything of such messages. Awaits nothing but `sql`. */
export const carriedPeople = async (
  strapi: Core.Strapi,
  sql: Sql,
  { campaign, people }: { campaign: CampaignRow; people: readonly ContactRow[] }
): Promise<Map<number, CarriedBy>> => {
  const uid = namedTypeOf(readFrozen(campaign), campaign.bindings);
  const contactIds = people.flatMap(({ id, utility }) => (utility === 'none' ? [id] : []));
  if (uid === null || contactIds.length === 0) return new Map();
  const records = recordsService(strapi);
  return records.carriedBy(sql, { uid, meant: await records.newestOf(sql, { uid, contactIds }) });
};
