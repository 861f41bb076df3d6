import type { Core } from '@strapi/strapi';
import { sentGroups, UNDELIVERABLE, type TakeOutResult } from '../contracts/campaign-take-out';
import type { CampaignView } from '../contracts/campaigns';
import { RANK } from '../conversations/public';
import { groupsService } from '../groups/public';
import { DomainError } from '../kernel/errors';
import { contextOf } from '../strapi/context';
import { recipientTable } from './tables';

const PIECE = 1_000;
const RECIPIENTS = recipientTable.table;

const nobody = (): DomainError =>
  new DomainError('no-groups', 'this campaign was not sent to groups', {
    status: 409,
    remedy: 'Remove these contacts from your lists by hand. The recipient list shows who they are.',
  });

/**
 * Takes those whom WhatsApp could not reach out of the groups that the campaign went to, so that
 * the next one does not try them again. The people stay. Whose number works again is put back by hand.
 */
export const takeOut = async (
  strapi: Core.Strapi,
  { id, audience }: Pick<CampaignView, 'id' | 'audience'>
): Promise<TakeOutResult> => {
  const { db } = contextOf(strapi);
  const known = await groupsService(strapi).names(sentGroups(audience));
  if (known.size === 0) throw nobody();
  const result: TakeOutResult = { places: 0, groups: [...known.values()] };
  for (let after = 0; ;) {
    const rows = (await db
      .knex(RECIPIENTS)
      .where({ campaign_id: id, error_code: UNDELIVERABLE })
      .where((one) => void one.where({ state: 'failed' }).orWhere({ rank: RANK.failed }))
      .where('contact_id', '>', after)
      .orderBy('contact_id')
      .limit(PIECE)
      .select('contact_id')) as { contact_id: unknown }[];
    const people = rows.map((row) => Number(row.contact_id));
    const last = people.at(-1);
    if (last === undefined) return result;
    // Somebody may be in several of the groups: counted as often as they were taken out.
    for (const groupId of known.keys())
      result.places += await groupsService(strapi).removeMembers(groupId, people);
    after = last;
  }
};
