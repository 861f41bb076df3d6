import type { Core } from '@strapi/strapi';
import type { HoldResult } from '../contracts/moving';
import { logsService } from '../logs/public';
import { runtimeService } from '../runtime/public';
import { adminUser, handle, needAnyAction } from '../strapi/http';
import { releaseRows } from './fence';

export const createMovingController = ({ strapi }: { strapi: Core.Strapi }) => {
  const hold = (): HoldResult => {
    const why = runtimeService(strapi).suspended();
    return { onHold: why === 'moved' || why === 'replacing' };
  };
  return {
    /** GET /release: asked for by every page, so it reads no table. */
    hold: handle((ctx) => {
      needAnyAction(ctx);
      return Promise.resolve(hold());
    }),
    /** POST /release: what came from another database may be worked with. Throws `transfer-goes-on` (409). */
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
      return hold();
    }),
  };
};
