import type { Core } from '@strapi/strapi';
import { accountTable } from '../accounts/public';
import type { ContactRow } from '../contacts/public';
import { knownFor, linksOfText, type KnownMore, type SendingNumber } from '../sending/public';
import type { Sql } from '../strapi/db';
import { readFrozen, type Frozen } from './frozen';
import type { CampaignRow } from './tables';

const languageOf = (frozen: Frozen | null): string | null =>
  frozen?.kind === 'template' ? frozen.language : null;

/** The preference page names the business of the number, so a link to it asks for the number too. */
const asksForNumber = ({ bindings }: CampaignRow): boolean =>
  Object.values(bindings ?? {}).some(({ source }) =>
    ['account', 'preferences'].includes(source.kind)
  );

/** The campaign's number as it is now, by the caller's handle. */
const numberOf = async (sql: Sql, campaign: CampaignRow): Promise<SendingNumber | null> => {
  if (campaign.accountId === null || !asksForNumber(campaign)) return null;
  const row = await sql(accountTable.table)
    .where({ id: campaign.accountId })
    .first<Record<string, string | null> | undefined>();
  if (!row) return null;
  return {
    id: campaign.accountId,
    name: row.name ?? '',
    verifiedName: row.verified_name ?? null,
    displayPhoneNumber: row.display_phone_number ?? null,
  };
};

/**
 * What a campaign's variables ask for beside the people's own columns (T-30), for many people at once. Awaits nothing but
 * `sql`. "Who sends" is who started it. `frozen` is what a draft would send; a started campaign has its own.
 */
export const knownOfCampaign = async (
  strapi: Core.Strapi,
  sql: Sql,
  {
    campaign,
    people,
    frozen = campaign.frozen ? readFrozen(campaign) : null,
  }: { campaign: CampaignRow; people: readonly ContactRow[]; frozen?: Frozen | null }
): Promise<Map<number, KnownMore>> =>
  knownFor(strapi, sql, {
    contacts: people,
    bindings: frozen?.kind === 'text' ? linksOfText(frozen.text) : campaign.bindings,
    language: languageOf(frozen),
    account: await numberOf(sql, campaign),
    agentId: campaign.launchedBy,
    campaignId: campaign.id,
  });
