import { defineRoom } from '../strapi/room';
import { createHandoverService } from './service';
import { handoverTable } from './tables';

/** What people want by e-mail or SMS instead of WhatsApp is handed over to these, from an outbox (O-29). */
export const handover = defineRoom({
  name: 'handover',
  tables: [handoverTable],
  services: { handover: createHandoverService },
});
