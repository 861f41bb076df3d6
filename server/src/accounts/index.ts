import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createAccountsController } from './controller';
import { createAccountsService } from './service';
import { accountTable } from './tables';

const anyone = adminRoutesOf('accounts', []);
const configure = adminRoutesOf('accounts', [actions.settingsConfigure]);

/**
 * WhatsApp numbers: ids, secrets (encrypted, or from the environment), what Meta says about them, and the Graph client
 * of each. Everything that calls Meta asks here for a client.
 */
export const accounts = defineRoom({
  name: 'accounts',
  tables: [accountTable],
  services: { accounts: createAccountsService },
  controllers: { accounts: createAccountsController },
  adminRoutes: [
    // The controller lets in anyone who has any action of the plugin: every page names numbers.
    anyone('GET', '/accounts', 'list'),
    configure('POST', '/accounts', 'create'),
    configure('POST', '/accounts/test', 'test'),
    configure('PUT', '/accounts/:id', 'update'),
    configure('DELETE', '/accounts/:id', 'remove'),
    configure('GET', '/accounts/:id/logo', 'logo'),
    configure('PUT', '/accounts/:id/logo', 'setLogo'),
    configure('POST', '/accounts/:id/test', 'refresh'),
    configure('POST', '/accounts/:id/subscribe', 'subscribe'),
  ],
});
