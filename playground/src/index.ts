import type { Core } from '@strapi/strapi';
import { createDemoAdministrator } from './demo/administrator';
import { createDemoRecords } from './demo/records';
import { connectDemoNumber } from './demo/whatsapp';

export default {
  register() {},

  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await createDemoAdministrator(strapi);
    if (process.env['DEMO_RECORDS'] !== 'false') await createDemoRecords(strapi);
    await connectDemoNumber(strapi);
  },
};
