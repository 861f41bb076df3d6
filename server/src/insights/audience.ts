import type { Core } from '@strapi/strapi';
import type { Locale } from '../cloud-api/error-row';
import type { PeopleChoice } from '../contracts/audience';
import { groupsService } from '../groups/public';
import { segmentsService } from '../segments/public';
import { audienceInWords } from './domain/audience-words';

/** Whom a campaign meant, with the names that its groups and segments have now. */
export const audienceTextOf = async (
  strapi: Core.Strapi,
  audience: PeopleChoice | null,
  language: Locale
): Promise<string> => {
  const filter = audience?.kind === 'all' ? audience.filter : {};
  const idsOf = (key: 'groups' | 'segments'): number[] => {
    const { include = [], exclude = [] } = filter[key] ?? {};
    return [...new Set([...include, ...exclude])];
  };
  const names = {
    groups: await groupsService(strapi).names(idsOf('groups')),
    segments: await segmentsService(strapi).names(idsOf('segments')),
  };
  return audienceInWords(audience, names, language);
};
