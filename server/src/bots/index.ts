import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createBotsController } from './controller';
import { createBotsService } from './service';
import { botRunTable, botTable } from './tables';

const see = adminRoutesOf('bots', [actions.botObserve]);
const build = adminRoutesOf('bots', [actions.botBuild]);

/** Answers by themselves: what sets them off, what they say and do, and every step they took (B-01…B-18). */
export const bots = defineRoom({
  name: 'bots',
  tables: [botTable, botRunTable],
  services: { bots: createBotsService },
  controllers: { bots: createBotsController },
  adminRoutes: [
    see('GET', '/bots', 'list'),
    see('GET', '/bots/:id', 'get'),
    see('GET', '/bots/:id/runs', 'runs'),
    build('POST', '/bots', 'create'),
    build('PUT', '/bots/order', 'reorder'),
    build('POST', '/bots/overlaps', 'overlaps'),
    build('POST', '/bots/try', 'tryOut'),
    build('PUT', '/bots/:id', 'update'),
    build('PUT', '/bots/:id/active', 'setActive'),
    build('DELETE', '/bots/:id', 'remove'),
  ],
});
