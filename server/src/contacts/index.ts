import { defineRoom } from '../strapi/room';
import { createContactsService } from './service';
import { contactTable } from './tables';

/**
 * People: who they are (BSUID first, number second, each may be missing), how they are found and merged. The pages
 * that show them with their groups and consent are served by the room `groups`, which sees all three.
 */
export const contacts = defineRoom({
  name: 'contacts',
  tables: [contactTable],
  services: { contacts: createContactsService },
});
