import type { Db } from '../strapi/db';
import { groupsOf } from './domain/choice';
import type { Campaigns } from './service';
import { campaignsIn } from './store';

/** Why a number or a group may not be removed: what still uses it. */
export const usesOf = ({ knex }: Db): Pick<Campaigns, 'usesAccount' | 'usesGroup'> => ({
  usesAccount: async (accountId) => {
    const [first] = await campaignsIn(
      knex,
      ['scheduled', 'overdue', 'preparing', 'running', 'paused', 'cancelling'],
      accountId
    );
    return first ? `the campaign "${first.name}" uses this number` : null;
  },
  usesGroup: async (groupId) => {
    const open = await campaignsIn(knex, ['draft', 'scheduled', 'overdue', 'preparing']);
    const first = open.find((campaign) => groupsOf(campaign.audience).includes(groupId));
    return first ? `the campaign "${first.name}" goes to this group` : null;
  },
});
