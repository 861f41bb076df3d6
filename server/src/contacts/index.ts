import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createContactsController } from './controller';
import { createContactsService } from './service';
import {
  contactFieldTable,
  contactTable,
  contactTagTable,
  contactValueTable,
  suppressionTable,
  tagTable,
} from './tables';

const browse = adminRoutesOf('contacts', [actions.contactBrowse]);
const edit = adminRoutesOf('contacts', [actions.contactEdit]);
const configure = adminRoutesOf('contacts', [actions.settingsConfigure]);
const erase = adminRoutesOf('contacts', [actions.contactErase]);

/**
 * People: who they are (BSUID first, number second, each may be missing), their tags and profile fields, how they are
 * found, merged and deleted. The pages that show them with their groups and consent are served by the room `groups`,
 * which sees all three; filters by the room `audience`.
 */
export const contacts = defineRoom({
  name: 'contacts',
  tables: [
    contactTable,
    tagTable,
    contactTagTable,
    contactFieldTable,
    contactValueTable,
    suppressionTable,
  ],
  services: { contacts: createContactsService },
  controllers: { contacts: createContactsController },
  adminRoutes: [
    browse('GET', '/tags', 'tags'),
    edit('POST', '/tags', 'createTag'),
    configure('PUT', '/tags/:id', 'updateTag'),
    configure('DELETE', '/tags/:id', 'removeTag'),
    browse('GET', '/contact-fields', 'fields'),
    configure('POST', '/contact-fields', 'createField'),
    configure('PUT', '/contact-fields', 'orderFields'),
    configure('PUT', '/contact-fields/:id', 'updateField'),
    erase('POST', '/contacts/merge/preview', 'mergePreview'),
    erase('POST', '/contacts/merge', 'merge'),
    erase('DELETE', '/contacts/:id', 'remove'),
  ],
});
