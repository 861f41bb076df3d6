import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createSetupController } from './controller';
import { createSetupService } from './service';

const anyone = adminRoutesOf('setup', []);
const configure = adminRoutesOf('setup', [actions.settingsConfigure]);

/** First run: the checklist that the server computes, connecting a number from code, and the sample data. */
export const setup = defineRoom({
  name: 'setup',
  services: { setup: createSetupService },
  controllers: { setup: createSetupController },
  adminRoutes: [
    anyone('GET', '/setup', 'status'),
    configure('PUT', '/setup/payment', 'payment'),
    configure('POST', '/setup/roles', 'createRoles'),
    configure('POST', '/setup/upload-rights/remove', 'removeUploadRights'),
    configure('POST', '/setup/sample', 'loadSample'),
    configure('DELETE', '/setup/sample', 'removeSample'),
  ],
});
