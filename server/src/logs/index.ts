import { actions } from '../contracts/permissions';
import { defineRoom } from '../strapi/room';
import { createLogsController } from './controller';
import { createLogsService } from './service';
import { logTable } from './tables';

/** What webhooks, campaigns, messages and the API did, for people (L-08). Every room may write; nothing personal is kept. */
export const logs = defineRoom({
  name: 'logs',
  tables: [logTable],
  services: { logs: createLogsService },
  controllers: { logs: createLogsController },
  adminRoutes: [
    { method: 'GET', path: '/logs', handler: 'logs.list', actions: [actions.logInspect] },
  ],
});
