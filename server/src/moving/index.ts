import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createMovingController } from './controller';
import { homeTable } from './tables';

/** What `strapi export`, `import` and `transfer` do with our tables: rows keep their ids, and what came waits for a person. */
export const moving = defineRoom({
  name: 'moving',
  tables: [homeTable],
  controllers: { moving: createMovingController },
  adminRoutes: [
    adminRoutesOf('moving', [])('GET', '/release', 'hold'),
    adminRoutesOf('moving', [actions.settingsConfigure])('POST', '/release', 'release'),
  ],
});
