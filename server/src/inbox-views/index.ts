import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createInboxViewsController } from './controller';
import { createInboxViews } from './service';
import { inboxDefaultTable, inboxViewTable } from './tables';

/** One's own need no more than reading; shared ones are checked in the service. */
const route = adminRoutesOf('inbox-views', [actions.chatRead]);

/** Saved views of the Inbox: a name for filters and order, one's own or everybody's. */
export const inboxViews = defineRoom({
  name: 'inbox-views',
  tables: [inboxViewTable, inboxDefaultTable],
  services: { 'inbox-views': createInboxViews },
  controllers: { 'inbox-views': createInboxViewsController },
  adminRoutes: [
    route('GET', '/inbox-views', 'list'),
    route('POST', '/inbox-views', 'create'),
    route('POST', '/inbox-views/default', 'setDefault'),
    route('PUT', '/inbox-views/:id', 'update'),
    route('DELETE', '/inbox-views/:id', 'remove'),
  ],
});
