import type { Core } from '@strapi/strapi';
import { accountsService, isSimulator } from '../accounts/public';
import { botsService } from '../bots/public';
import { isMadeOfGroups } from '../contracts/audience-rules';
import { sentGroups } from '../contracts/campaign-take-out';
import type { CampaignView } from '../contracts/campaigns';
import { groupsService } from '../groups/public';
import { adminsByIds } from '../strapi/admin-users';
import { contextOf } from '../strapi/context';
import { templatesService } from '../templates/public';
import { readCounts } from './count-store';
import { noCounts, shownCounts } from './domain/shown';
import type { Waiting } from './hearing';
import type { CampaignRow } from './tables';
import { campaignView } from './view';

export interface Running {
  whyNotNow(rows: readonly CampaignRow[]): Promise<(row: CampaignRow) => Waiting | null>;
  speed(campaignId: number, sent: number): number;
}

/** Names of the groups that an audience is made of, where it is made of nothing else. */
const audienceText = (row: CampaignRow, groupNames: Map<number, string>): string | null => {
  if (row.audience?.kind !== 'all') return null;
  const { filter } = row.audience;
  if (!isMadeOfGroups(filter)) return null;
  const names = (filter.groups?.include ?? []).flatMap((id) => groupNames.get(id) ?? []);
  return names.length === 0 ? null : names.join(', ');
};

/** Rows as pages show them, with names, sums and why they wait. */
export const createViews = (strapi: Core.Strapi, { whyNotNow, speed }: Running) => {
  const { db } = contextOf(strapi);

  const namesOf = async (rows: CampaignRow[]) => {
    const ids = rows.flatMap(({ audience }) => sentGroups(audience));
    return groupsService(strapi).names([...new Set(ids)]);
  };

  return async (rows: CampaignRow[]): Promise<CampaignView[]> => {
    const waitingOf = await whyNotNow(rows);
    const counts = await readCounts(
      db.knex,
      rows.map((row) => row.id)
    );
    const accounts = await accountsService(strapi).list();
    const templates = await templatesService(strapi).byIds(
      rows.flatMap((row) => (row.templateId ? [row.templateId] : []))
    );
    const groupNames = await namesOf(rows);
    const people = await adminsByIds(
      strapi,
      rows.flatMap((row) => [
        ...(row.reasons ?? []).flatMap(({ by }) => by ?? []),
        ...(row.state === 'draft' && row.changedBy !== null ? [row.changedBy] : []),
      ])
    );
    const botNames = await botsService(strapi).names(rows.flatMap((row) => row.botId ?? []));
    return rows.map((row) => {
      const account = accounts.find((a) => a.id === row.accountId);
      const template = row.templateId ? templates.get(row.templateId) : undefined;
      const mine = counts.get(row.id) ?? noCounts();
      return campaignView(row, {
        account: account
          ? {
              name: account.name,
              isSimulator: isSimulator(account),
              throughputMps: account.throughputMps,
            }
          : null,
        template: template
          ? { name: template.name, language: template.language, category: template.category }
          : null,
        botName: row.botId === null ? null : (botNames.get(row.botId)?.name ?? null),
        audienceText: audienceText(row, groupNames),
        counts: mine,
        people,
        waiting: waitingOf(row),
        speed: speed(row.id, shownCounts(mine).sent),
      });
    });
  };
};
