import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { carriedConsentHttp } from './carried-http';
import { createConsentController } from './controller';
import { createConsentService } from './service';
import {
  carriedMessageTable,
  consentEventTable,
  consentReplyTable,
  dataPurposeTable,
} from './tables';

const edit = adminRoutesOf('consent', [actions.contactEdit]);
const configure = adminRoutesOf('consent', [actions.settingsConfigure]);

/**
 * Who agreed to what: an append-only ledger, the state per category on the contact's row, and the one gate
 * (`mayContact` and the same rule as SQL) that every message passes.
 */
export const consent = defineRoom({
  name: 'consent',
  tables: [consentEventTable, consentReplyTable, dataPurposeTable, carriedMessageTable],
  services: { consent: createConsentService },
  controllers: { consent: createConsentController },
  http: [carriedConsentHttp],
  adminRoutes: [
    edit('POST', '/contacts/:id/consent', 'record'),
    edit('POST', '/contacts/:id/asked-stop', 'decideStop'),
    edit('POST', '/contacts/:id/data-consent', 'recordData'),
    configure('GET', '/settings/consent', 'settings'),
    configure('PUT', '/settings/consent', 'change'),
    configure('POST', '/settings/consent/try', 'tryWords'),
  ],
});
