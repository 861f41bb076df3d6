import { actions } from '../contracts/permissions';
import { defineRoom, type Route } from '../strapi/room';
import { createAccountsController } from './controller';
import { createAccountsService } from './service';
import { accountTable } from './tables';

const configure = (method: Route['method'], path: string, verb: string): Route => ({
  method,
  path,
  handler: `accounts.${verb}`,
  actions: [actions.settingsConfigure],
});

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
    // The controller lets in whoever has any action of the plugin: every page names numbers.
    { method: 'GET', path: '/accounts', handler: 'accounts.list' },
    configure('POST', '/accounts', 'create'),
    configure('POST', '/accounts/test', 'test'),
    configure('PUT', '/accounts/:id', 'update'),
    configure('DELETE', '/accounts/:id', 'remove'),
    configure('POST', '/accounts/:id/test', 'refresh'),
    configure('POST', '/accounts/:id/subscribe', 'subscribe'),
  ],
});
