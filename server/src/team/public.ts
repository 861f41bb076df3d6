import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AgentView } from '../contracts/conversations';
import type { NoteView } from '../contracts/team-notes';
import type { ConversationRow, Viewer } from '../conversations/public';
import type { FeedEntry } from '../realtime/public';
import type { NoteRow } from './tables';

export { noteTable, mentionTable, type NoteRow } from './tables';
export {
  mergeNotes,
  namedConversations,
  noteKeeping,
  notesOfPerson,
  removeNotesOf,
} from './notes-store';

/** What somebody writes down for the team. */
export interface NewNote {
  author: { id: number; name: string };
  text: string;
  /** Administrators who are named in it. */
  mentions: number[];
  /** A repeat of the same writer with the same id makes no second note. */
  clientId: string;
}

export interface Notes {
  list(viewer: Viewer, conversationId: number, from: number): Promise<NoteView[]>;
  create(viewer: Viewer, conversationId: number, note: NewNote): Promise<NoteView>;
  /** Within the caller's transaction, which holds the conversation's row. The caller appends `hints`. */
  write(
    trx: Knex.Transaction,
    conversation: ConversationRow,
    note: NewNote
  ): Promise<{ id: number; hints: FeedEntry[] }>;
  /** The note that this request made before, if it did. */
  known(note: Pick<NewNote, 'author' | 'clientId'>): Promise<NoteRow | null>;
  /** The people once each. Throws `cannot-read` when one of them could not open a conversation of that assignee. */
  checkMentions(assigneeId: number | null, userIds: readonly number[]): Promise<number[]>;
  /** Throws `not-yours` for somebody else's. */
  update(
    viewer: Viewer,
    id: number,
    change: { text: string; mentions: number[] }
  ): Promise<NoteView>;
  remove(viewer: Viewer, id: number): Promise<void>;
  /** Who may be named in notes of this conversation: everybody else who may read it. */
  readers(viewer: Viewer, conversationId: number): Promise<AgentView[]>;
  /** Conversations in which the viewer was named and has not looked since. */
  unreadMentions(viewer: Viewer): Promise<number>;
  /** The viewer has looked at the conversation. */
  seen(viewer: Viewer, conversationId: number): Promise<void>;
}

export const notesService = (strapi: Core.Strapi): Notes =>
  strapi.plugin('whatsapp').service('notes') as Notes;
