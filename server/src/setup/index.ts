import { actions } from '../contracts/permissions';
import { defineRoom } from '../strapi/room';
import { createSetupController } from './controller';
import { createSetupService } from './service';

/** First run: the checklist that the server computes, connecting a number from code, and the sample data. */
export const setup = defineRoom({
  name: 'setup',
  services: { setup: createSetupService },
  controllers: { setup: createSetupController },
  adminRoutes: [
    { method: 'GET', path: '/setup', handler: 'setup.status' },
    {
      method: 'PUT',
      path: '/setup/payment',
      handler: 'setup.payment',
      actions: [actions.settingsConfigure],
    },
    {
      method: 'POST',
      path: '/setup/sample',
      handler: 'setup.loadSample',
      actions: [actions.settingsConfigure],
    },
    {
      method: 'DELETE',
      path: '/setup/sample',
      handler: 'setup.removeSample',
      actions: [actions.settingsConfigure],
    },
  ],
});
