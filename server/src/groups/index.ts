import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createGroupsController } from './controller';
import { createPeopleController } from './people-controller';
import { createGroupsService } from './service';
import { groupMemberTable, groupTable } from './tables';

const browse = adminRoutesOf('groups', [actions.contactBrowse]);
const change = adminRoutesOf('groups', [actions.groupChange]);
const browsePeople = adminRoutesOf('people', [actions.contactBrowse]);
const editPeople = adminRoutesOf('people', [actions.contactEdit]);

/** Static lists of people, and the door of the Contacts pages (people with their groups and consent). */
export const groups = defineRoom({
  name: 'groups',
  tables: [groupTable, groupMemberTable],
  services: { groups: createGroupsService },
  controllers: { groups: createGroupsController, people: createPeopleController },
  adminRoutes: [
    browse('GET', '/groups', 'list'),
    change('POST', '/groups', 'create'),
    change('PUT', '/groups/:id', 'update'),
    change('DELETE', '/groups/:id', 'remove'),
    change('POST', '/groups/:id/members', 'addMembers'),
    change('POST', '/groups/:id/members/remove', 'removeMembers'),
    change('POST', '/groups/:id/hygiene', 'hygiene'),
    change('POST', '/groups/:id/clean', 'clean'),
    browsePeople('GET', '/contacts', 'list'),
    browsePeople('GET', '/contacts/count', 'count'),
    browsePeople('GET', '/contacts/:id', 'details'),
    editPeople('POST', '/contacts', 'create'),
    editPeople('PUT', '/contacts/:id', 'update'),
  ],
});
