import type { Core } from '@strapi/strapi';
import { isPromotion } from '../consent/public';
import type { CampaignView } from '../contracts/campaigns';
import { catchUpWait, inboundWait, type InboundWait } from '../sending/public';
import { readFrozen } from './frozen';
import type { CampaignRow } from './tables';

export type Waiting = NonNullable<CampaignView['waiting']>;

/** Its template may be marketing by now; a text or a chain to many is promotional too. */
const isPromotional = (campaign: CampaignRow): boolean =>
  campaign.category === 'MARKETING' ||
  isPromotion({ category: readFrozen(campaign).category, bulk: true });

/** Does what people wrote have to be heard before this campaign sends? Not for use within a transaction. */
export const hearingOf = (
  strapi: Core.Strapi,
  campaign: CampaignRow
): Promise<InboundWait | null> => (isPromotional(campaign) ? inboundWait : catchUpWait)(strapi);

/** The same as pages show it. */
export const shownHearing = ({ kind, until, awayMs }: InboundWait): Waiting => ({
  ...{ kind, until },
  ...(awayMs === undefined ? {} : { awayMs }),
});
