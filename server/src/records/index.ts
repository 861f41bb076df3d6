import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createRecordsController } from './controller';
import { recordWritesHttp } from './record-writes-http';
import { createRecordsService } from './service';
import {
  contactLinkTable,
  mappingTable,
  recordJobTable,
  recordKeyTable,
  recordMoveTable,
  recordWordingTable,
  recordWriteTable,
} from './tables';

const configure = adminRoutesOf('records', [actions.settingsConfigure]);
const browse = adminRoutesOf('records', [actions.contactBrowse]);
const edit = adminRoutesOf('records', [actions.contactEdit]);
const anyone = adminRoutesOf('records', []);
const talk = adminRoutesOf('records', [actions.chatRead]);
const prepare = adminRoutesOf('records', [actions.campaignPrepare]);

/**
 * People and the entries of the host that are about them (P-03, C-21, C-22): which content types feed people, links
 * between the two, changes followed in both directions, values of entries for messages and filters.
 */
export const records = defineRoom({
  name: 'records',
  tables: [
    mappingTable,
    recordWordingTable,
    contactLinkTable,
    recordKeyTable,
    recordMoveTable,
    recordJobTable,
    recordWriteTable,
  ],
  services: { records: createRecordsService },
  controllers: { records: createRecordsController },
  http: [recordWritesHttp],
  adminRoutes: [
    configure('GET', '/records/types', 'types'),
    configure('GET', '/records/types/:uid/reach', 'reachable'),
    configure('PUT', '/records/mappings/:uid', 'save'),
    configure('DELETE', '/records/mappings/:uid', 'remove'),
    configure('POST', '/records/mappings/:uid/sync', 'sync'),
    browse('GET', '/records/mappings/:uid/moved', 'moved'),
    configure('POST', '/records/check', 'check'),
    browse('GET', '/records/links', 'links'),
    edit('POST', '/records/links', 'link'),
    edit('DELETE', '/records/links/:id', 'unlink'),
    edit('GET', '/records/entries', 'entries'),
    edit('POST', '/records/entries', 'newEntry'),
    browse('GET', '/records/phone', 'phone'),
    // The controller lets in anyone who has any action of the plugin.
    anyone('GET', '/records/mapped', 'mapped'),
    talk('GET', '/records/entry-people', 'entryPeople'),
    edit('POST', '/records/entry-people', 'linkEntry'),
    prepare('POST', '/records/recipients', 'recipients'),
  ],
});
