import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createTestersController } from './controller';
import { createTestersService } from './service';
import { testerTable } from './tables';

const configure = adminRoutesOf('testers', [actions.settingsConfigure]);
const launch = adminRoutesOf('testers', [actions.campaignLaunch]);
const manage = adminRoutesOf('testers', [actions.templateManage]);

/** Who messages are tried on before customers get them: up to ten people who have confirmed from their WhatsApp. */
export const testers = defineRoom({
  name: 'testers',
  tables: [testerTable],
  services: { testers: createTestersService },
  controllers: { testers: createTestersController },
  adminRoutes: [
    configure('GET', '/testers', 'list'),
    configure('POST', '/testers', 'add'),
    configure('POST', '/testers/:id/code', 'renew'),
    configure('DELETE', '/testers/:id', 'remove'),
    launch('GET', '/testers/for-campaigns', 'choices'),
    manage('GET', '/testers/for-templates', 'choices'),
    manage('POST', '/templates/:id/test', 'testTemplate'),
  ],
});
