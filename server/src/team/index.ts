import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createNotes } from './notes';
import { createNotesController } from './notes-controller';
import { createTeamController } from './controller';
import { createTeam } from './service';
import {
  assignmentWaitTable,
  automaticAnswerTable,
  colleagueTable,
  deskTable,
  mentionTable,
  noteTable,
  presenceTable,
  teamTable,
  transferTable,
} from './tables';

const readNotes = adminRoutesOf('notes', [actions.chatRead]);
const writeNotes = adminRoutesOf('notes', [actions.chatReply]);
const read = adminRoutesOf('team', [actions.chatRead]);
const reply = adminRoutesOf('team', [actions.chatReply]);
const configure = adminRoutesOf('team', [actions.settingsConfigure]);

/**
 * How a team shares conversations: what it tells itself about them, who gets them, who is there, when it is open and what
 * is said when it is not.
 */
export const team = defineRoom({
  name: 'team',
  tables: [
    noteTable,
    mentionTable,
    teamTable,
    deskTable,
    colleagueTable,
    assignmentWaitTable,
    automaticAnswerTable,
    presenceTable,
    transferTable,
  ],
  services: { notes: createNotes, team: createTeam },
  controllers: { notes: createNotesController, team: createTeamController },
  adminRoutes: [
    readNotes('GET', '/conversations/:id/notes', 'list'),
    writeNotes('POST', '/conversations/:id/notes', 'create'),
    writeNotes('PUT', '/notes/:id', 'update'),
    writeNotes('DELETE', '/notes/:id', 'remove'),
    writeNotes('GET', '/conversations/:id/readers', 'readers'),
    readNotes('POST', '/conversations/:id/mentions/seen', 'seen'),
    readNotes('GET', '/mentions', 'mentions'),
    read('GET', '/team', 'now'),
    reply('PUT', '/team/duty', 'duty'),
    reply('POST', '/conversations/:id/transfer', 'transfer'),
    reply('POST', '/conversations/:id/take-back', 'takeBack'),
    reply('POST', '/conversations/take-back', 'takeBackMany'),
    read('GET', '/conversations/:id/presence', 'others'),
    read('POST', '/conversations/:id/presence', 'tell'),
    configure('GET', '/team/settings', 'settings'),
    configure('POST', '/team/teams', 'createTeam'),
    configure('PUT', '/team/teams/:id', 'updateTeam'),
    configure('DELETE', '/team/teams/:id', 'removeTeam'),
    configure('PUT', '/team/desks/:id', 'saveDesk'),
    configure('PUT', '/team/people/:id/duty', 'dutyOf'),
  ],
});
