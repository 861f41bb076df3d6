import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createAudienceController } from './controller';
import { createAudienceService } from './service';
import { savedViewTable } from './tables';

const browse = adminRoutesOf('audience', [actions.contactBrowse]);
const edit = adminRoutesOf('audience', [actions.contactEdit]);
const change = adminRoutesOf('audience', [actions.groupChange]);
const erase = adminRoutesOf('audience', [actions.contactErase]);
const takeAway = adminRoutesOf('audience', [actions.contactExport]);

/** Whom a bulk change means: filters and choices of people as SQL, for lists, groups, campaigns and long work (M-19…M-25). */
export const audience = defineRoom({
  name: 'audience',
  tables: [savedViewTable],
  services: { audience: createAudienceService },
  controllers: { audience: createAudienceController },
  adminRoutes: [
    browse('POST', '/people/search', 'search'),
    browse('POST', '/people/count', 'count'),
    browse('GET', '/people/facets', 'facets'),
    edit('POST', '/people/tags', 'tags'),
    edit('POST', '/people/owner', 'owner'),
    change('POST', '/people/group', 'group'),
    erase('POST', '/people/delete', 'remove'),
    takeAway('POST', '/people/export', 'export'),
    browse('GET', '/people/views', 'views'),
    browse('POST', '/people/views', 'createView'),
    browse('PUT', '/people/views/:id', 'updateView'),
    browse('DELETE', '/people/views/:id', 'removeView'),
  ],
});
