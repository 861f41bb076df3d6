import { both } from '../kernel/input-words';
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
    if (!first) return null;
    return both(
      [
        `The campaign “${first.name}” uses this number.`,
        `Cancel the campaign “${first.name}” first, or wait until it has ended.`,
      ],
      [
        `“${first.name}” kampanyası bu numarayı kullanıyor.`,
        `Önce “${first.name}” kampanyasını durdurun ya da bitmesini bekleyin.`,
      ]
    );
  },
  usesGroup: async (groupId) => {
    const open = await campaignsIn(knex, ['draft', 'scheduled', 'overdue', 'preparing']);
    const first = open.find((campaign) => groupsOf(campaign.audience).includes(groupId));
    if (!first) return null;
    return both(
      [
        `The campaign “${first.name}” goes to this group.`,
        `Choose another audience in the campaign “${first.name}” first.`,
      ],
      [
        `“${first.name}” kampanyası bu gruba gidiyor.`,
        `Önce “${first.name}” kampanyasında başka bir hedef kitle seçin.`,
      ]
    );
  },
});
