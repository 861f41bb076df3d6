import { carriedConsentApi } from '../contracts/carried-consent';
import { recordsService } from '../records/public';
import { serve } from '../strapi/serve';
import { carriedConsentOf } from './carried-rule';

export const carriedConsentHttp = serve('carried-consent', carriedConsentApi, (strapi) => ({
  get: ({ query }) => carriedConsentOf(strapi, query.uid),
  save: async ({ body, user }) => {
    await recordsService(strapi).setCarried(body, user);
    return carriedConsentOf(strapi, body.uid);
  },
}));
