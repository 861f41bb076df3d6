import { readyAutomationsApi } from '../contracts/ready-automations';
import { serve } from '../strapi/serve';
import { automationsService } from './public';

export const readyAutomationsHttp = serve('ready-automations', readyAutomationsApi, (strapi) => ({
  list: ({ query }) => automationsService(strapi).readyOffers(query.language),
  make: async ({ user, body }) => ({
    automations: await automationsService(strapi).makeReady(body, user),
  }),
}));
