import type { Core } from '@strapi/strapi';
import type { CampaignView } from '../contracts/campaigns';
import type { LinkView } from '../contracts/links';
import { linksService } from '../links/public';
import { linksOfText } from '../sending/public';
import { sourcesOf } from '../templates/public';
import { allBindings } from './variants';

export interface OpenedLinks {
  links: LinkView[];
  /** Who opened any of them and may be counted one by one. */
  people: number;
  /** Openings of people of whom only the number is kept. */
  unnamed: number;
}

/** What a campaign's messages lead to, and how often that was opened out of them (P-18, A-04). */
export const openedLinks = async (
  strapi: Core.Strapi,
  { id, kind, text, ...drafted }: Pick<CampaignView, 'id' | 'kind' | 'text' | 'bindings' | 'trial'>
): Promise<OpenedLinks> => {
  const asked = kind === 'text' ? [linksOfText(text ?? '')] : allBindings(drafted);
  const carried = asked.flatMap((all) => sourcesOf(all, 'link').map(({ linkId }) => linkId));
  const service = linksService(strapi);
  return { links: await service.ofCampaign(id, carried), ...(await service.clickersOf(id)) };
};
