import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createSensitiveController } from './controller';
import { createSensitiveService } from './service';
import { sensitiveUseTable } from './tables';

const configure = adminRoutesOf('sensitive', [actions.settingsConfigure]);
const allow = adminRoutesOf('sensitive', [actions.contactSensitive]);

/**
 * Sensitive fields: what is marked stays out of messages, segments and exports, unless somebody with the
 * permission allows it with a reason. The marks stand in the rooms that own the fields.
 */
export const sensitive = defineRoom({
  name: 'sensitive',
  tables: [sensitiveUseTable],
  services: { sensitive: createSensitiveService },
  controllers: { sensitive: createSensitiveController },
  adminRoutes: [
    configure('GET', '/sensitive-uses', 'list'),
    allow('POST', '/sensitive-uses', 'allow'),
    allow('DELETE', '/sensitive-uses/:id', 'withdraw'),
  ],
});
