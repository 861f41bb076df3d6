import type { Core } from '@strapi/strapi';
import { audienceService } from '../audience/public';

/** The people of a segment as it is now. Throws where nobody can say who is in it: then nothing starts. */
export const segmentOf = async (strapi: Core.Strapi, segmentId: number) => {
  const segment = await audienceService(strapi).ofSegment(segmentId);
  if (!segment) throw new Error('the segment, or something that it asks about, is gone');
  return segment;
};
