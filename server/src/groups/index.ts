import { actions } from '../contracts/permissions';
import { defineRoom, type Route } from '../strapi/room';
import { createGroupsController } from './controller';
import { createPeopleController } from './people-controller';
import { createGroupsService } from './service';
import { groupMemberTable, groupTable } from './tables';

const change = (method: Route['method'], path: string, verb: string): Route => ({
  method,
  path,
  handler: `groups.${verb}`,
  actions: [actions.groupChange],
});

/** Static lists of people, and the door of the Contacts pages (people with their groups and consent). */
export const groups = defineRoom({
  name: 'groups',
  tables: [groupTable, groupMemberTable],
  services: { groups: createGroupsService },
  controllers: { groups: createGroupsController, people: createPeopleController },
  adminRoutes: [
    { method: 'GET', path: '/groups', handler: 'groups.list', actions: [actions.contactBrowse] },
    change('POST', '/groups', 'create'),
    change('PUT', '/groups/:id', 'update'),
    change('DELETE', '/groups/:id', 'remove'),
    change('POST', '/groups/:id/members', 'addMembers'),
    change('POST', '/groups/:id/members/remove', 'removeMembers'),
    { method: 'GET', path: '/contacts', handler: 'people.list', actions: [actions.contactBrowse] },
    {
      method: 'GET',
      path: '/contacts/count',
      handler: 'people.count',
      actions: [actions.contactBrowse],
    },
    {
      method: 'GET',
      path: '/contacts/:id',
      handler: 'people.details',
      actions: [actions.contactBrowse],
    },
    { method: 'POST', path: '/contacts', handler: 'people.create', actions: [actions.contactEdit] },
    {
      method: 'PUT',
      path: '/contacts/:id',
      handler: 'people.update',
      actions: [actions.contactEdit],
    },
  ],
});
