import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createPrivacyController } from './controller';
import { createPrivacyService } from './service';
import { erasureTable } from './tables';

const browse = adminRoutesOf('privacy', [actions.contactBrowse]);
const disclose = adminRoutesOf('privacy', [actions.contactBrowse, actions.contactDisclose]);
const erase = adminRoutesOf('privacy', [actions.contactBrowse, actions.contactErase]);
const configure = adminRoutesOf('privacy', [actions.settingsConfigure]);

/**
 * Data of one person: taken along as a ZIP, proof of consent, erasure to the last webhook; and how long things are kept.
 * Each room below says what it knows of a person, keeps or forgets; this one puts it together.
 */
export const privacy = defineRoom({
  name: 'privacy',
  tables: [erasureTable],
  services: { privacy: createPrivacyService },
  controllers: { privacy: createPrivacyController },
  adminRoutes: [
    browse('GET', '/privacy/people/:id', 'summary'),
    disclose('GET', '/privacy/people/:id/export', 'export'),
    disclose('GET', '/privacy/people/:id/proof', 'proof'),
    erase('POST', '/privacy/people/:id/erase', 'erase'),
    configure('GET', '/privacy/retention', 'retention'),
    configure('PUT', '/privacy/retention', 'saveRetention'),
    configure('POST', '/privacy/retention/preview', 'previewRetention'),
  ],
});
