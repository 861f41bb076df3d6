import type { Core } from '@strapi/strapi';
import { ensureDemoAdministrator } from './demo/administrator';
import { beginDemo } from './demo/mark';
import { createDemoRecords } from './demo/records';
import { connectDemoNumber } from './demo/whatsapp/connect';

export default {
  register() {},

  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    // A worker has no phone and no pages: the process beside it writes the demo.
    if (process.env['WHATSAPP_SERVE'] === 'worker') return;
    const mark = await beginDemo(strapi);
    await ensureDemoAdministrator(strapi);
    await connectDemoNumber(strapi, await createDemoRecords(strapi, mark));
  },
};
