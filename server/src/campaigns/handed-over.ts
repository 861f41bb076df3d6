import type { ContactRow } from '../contacts/public';
import type { MessageBody } from '../contracts/conversations';
import type { ToHandOver } from '../handover/public';
import { readFrozen } from './frozen';
import type { CampaignRow, RecipientRow } from './tables';

/** What somebody wants by another channel, as it is handed over (O-29). */
export const handedOver = (
  campaign: CampaignRow,
  { row, contact, body }: { row: RecipientRow; contact: ContactRow; body: MessageBody }
): ToHandOver[] => {
  const frozen = readFrozen(campaign);
  if (frozen.kind !== 'template' || frozen.category === 'AUTHENTICATION') return [];
  const { category, topic, name: templateName } = frozen;
  const owner = { kind: 'r' as const, id: row.id };
  const of = { owner, campaignId: campaign.id, accountId: row.accountId, contact };
  return [{ ...of, category, topic, body, templateName }];
};
