import { actions } from '../contracts/permissions';
import { defineRoom } from '../strapi/room';
import { createConsentController } from './controller';
import { createConsentService } from './service';
import { consentEventTable } from './tables';

/**
 * Who agreed to what: an append-only ledger, the state per category on the contact's row, and the one gate
 * (`mayContact` and the same rule as SQL) that every message passes.
 */
export const consent = defineRoom({
  name: 'consent',
  tables: [consentEventTable],
  services: { consent: createConsentService },
  controllers: { consent: createConsentController },
  adminRoutes: [
    {
      method: 'POST',
      path: '/contacts/:id/consent',
      handler: 'consent.record',
      actions: [actions.contactEdit],
    },
  ],
});
