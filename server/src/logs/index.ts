import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createLogsController } from './controller';
import { createLogsService } from './service';
import { logTable } from './tables';

const inspect = adminRoutesOf('logs', [actions.logInspect]);
const purge = adminRoutesOf('logs', [actions.logPurge]);
const configure = adminRoutesOf('logs', [actions.settingsConfigure]);

/** What webhooks, campaigns, messages and the API did, for people (L-08). Every room may write; nothing personal is kept. */
export const logs = defineRoom({
  name: 'logs',
  tables: [logTable],
  services: { logs: createLogsService },
  controllers: { logs: createLogsController },
  adminRoutes: [
    inspect('GET', '/logs', 'list'),
    inspect('GET', '/logs/export', 'csv'),
    purge('GET', '/logs/older', 'older'),
    inspect('GET', '/logs/settings', 'settings'),
    configure('PUT', '/logs/settings', 'saveSettings'),
  ],
});
