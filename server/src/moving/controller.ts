import type { Core } from '@strapi/strapi';
import { logsService } from '../logs/public';
import { adminUser, handle } from '../strapi/http';
import { releaseRows } from './fence';

export const createMovingController = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** POST /release: what came from another database may be worked with. Throws `restart-first` (409). */
  release: handle(async (ctx) => {
    await releaseRows(strapi);
    const { name } = adminUser(ctx);
    logsService(strapi).write({
      area: 'engine',
      level: 'info',
      event: 'rows-released',
      text: `Data that came from another database was released by ${name}`,
      details: { by: name },
    });
    return { released: true };
  }),
});
