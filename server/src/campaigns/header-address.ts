import type { Core } from '@strapi/strapi';
import { outboundService } from '../outbound/public';
import { templatesService, type TemplateRow } from '../templates/public';
import { addressFault } from './domain/header-address';
import { hint, problem, type Problem } from './problem';
import type { CampaignRow } from './tables';

/**
 * Problems of a header's file that is given by its address: looked at as Meta will fetch it. Asks the outside, so it is
 * called where somebody waits for the check, never by a run.
 */
export const addressProblems = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  template: TemplateRow | null
): Promise<Problem[]> => {
  const found: Problem[] = [];
  if (template === null) return found;
  for (const { key, kind } of templatesService(strapi).shape(template).slots) {
    if (kind !== 'image' && kind !== 'video' && kind !== 'document') continue;
    const source = campaign.bindings?.[key]?.source;
    const url = source?.kind === 'text' ? source.text.trim() : '';
    if (url === '') continue;
    const fault = addressFault(kind, await outboundService(strapi).look(url));
    if (fault === null) continue;
    const judge = fault === 'address-unchecked' ? hint : problem;
    found.push(judge(fault, 'bindings', url));
  }
  return found;
};
