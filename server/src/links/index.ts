import { LINK_PATH } from '../contracts/links';
import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createLinksController } from './controller';
import { createLinksService } from './service';
import { linkClickTable, trackedLinkTable } from './tables';

const read = adminRoutesOf('links', [actions.templateList]);
const write = adminRoutesOf('links', [actions.templateManage]);

/** Addresses that messages lead to through us, and who opened them (P-18, A-04). */
export const links = defineRoom({
  name: 'links',
  tables: [trackedLinkTable, linkClickTable],
  services: { links: createLinksService },
  controllers: { links: createLinksController },
  adminRoutes: [
    read('GET', '/links', 'list'),
    write('POST', '/links', 'create'),
    write('PUT', '/links/:id', 'change'),
  ],
  apiRoutes: [{ method: 'GET', path: `${LINK_PATH}/:code`, handler: 'links.open', public: true }],
});
