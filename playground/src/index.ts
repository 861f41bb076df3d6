import type { Core } from '@strapi/strapi';
import { ensureDemoAdministrator } from './demo/administrator';
import { createDemoRecords } from './demo/records';
import { connectDemoNumber } from './demo/whatsapp/connect';

export default {
  register() {},

  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await ensureDemoAdministrator(strapi);
    const isFirstStart = await createDemoRecords(strapi);
    await connectDemoNumber(strapi, { isFirstStart });
  },
};
