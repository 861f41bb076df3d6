import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { groupsHttp } from './http';
import { createPeopleController } from './people-controller';
import { createGroupsService } from './service';
import { groupMemberTable, groupTable } from './tables';

const browsePeople = adminRoutesOf('people', [actions.contactBrowse]);
const editPeople = adminRoutesOf('people', [actions.contactEdit]);

/** Static lists of people, and the door of the Contacts pages (people with their groups and consent). */
export const groups = defineRoom({
  name: 'groups',
  tables: [groupTable, groupMemberTable],
  services: { groups: createGroupsService },
  controllers: { people: createPeopleController },
  http: [groupsHttp],
  adminRoutes: [
    browsePeople('GET', '/contacts', 'list'),
    browsePeople('GET', '/contacts/count', 'count'),
    browsePeople('GET', '/contacts/:id', 'details'),
    editPeople('POST', '/contacts', 'create'),
    editPeople('PUT', '/contacts/:id', 'update'),
  ],
});
