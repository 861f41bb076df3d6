import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createNotes } from './notes';
import { createNotesController } from './notes-controller';
import { mentionTable, noteTable } from './tables';

const readNotes = adminRoutesOf('notes', [actions.chatRead]);
const writeNotes = adminRoutesOf('notes', [actions.chatReply]);

/** How a team shares conversations: what it tells itself about them. */
export const team = defineRoom({
  name: 'team',
  tables: [noteTable, mentionTable],
  services: { notes: createNotes },
  controllers: { notes: createNotesController },
  adminRoutes: [
    readNotes('GET', '/conversations/:id/notes', 'list'),
    writeNotes('POST', '/conversations/:id/notes', 'create'),
    writeNotes('PUT', '/notes/:id', 'update'),
    writeNotes('DELETE', '/notes/:id', 'remove'),
    writeNotes('GET', '/conversations/:id/readers', 'readers'),
    readNotes('POST', '/conversations/:id/mentions/seen', 'seen'),
    readNotes('GET', '/mentions', 'mentions'),
  ],
});
