import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { AgentView, ConversationView } from '../contracts/conversations';
import type {
  PresenceBody,
  PresenceView,
  TeamNow,
  TeamSettings,
  deskBody,
  TeamBody,
  transferBody,
  TransferResult,
} from '../contracts/team';
import type { NoteView } from '../contracts/team-notes';
import type { ConversationRow, NewEvent, Viewer } from '../conversations/public';
import type { FeedEntry } from '../realtime/public';
import type { NoteRow } from './tables';

export type { NoteRow } from './tables';
export { mergeAnswers, removeAnswersOf } from './answers-store';
export { isNumberOpen } from './open-now';
export { joinWaits } from './teams-store';
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
  /** Takes a note away with all who are named in it, within the caller's transaction. The caller appends the hints. */
  withdraw(trx: Knex.Transaction, id: number, assigneeId: number | null): Promise<FeedEntry[]>;
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

/** A customer's message, as the webhook's transaction recorded it. */
export interface Heard {
  /** The thread before this message. */
  conversation: ConversationRow;
  messageId: number;
  /** They may not be written to (blocked), or the sender is one of our own numbers. */
  isSilent: boolean;
  /** No machine answers it (any more): a reaction, a word or tap that is confirmed already, or what came late. */
  isAnswered: boolean;
  /** A press that a bot or the way out answered: nobody gets the conversation for it. */
  isQuiet: boolean;
}

export type Transfer = z.output<typeof transferBody> & { by: { id: number; name: string } };

export interface TeamService {
  /** Reads what transactions need; cached for some seconds. */
  load(): Promise<void>;
  settings(): Promise<TeamSettings>;
  /** What somebody who chats may know. */
  now(userId: number): Promise<TeamNow>;
  /** Null makes a new one. Throws `invalid` naming the field, `not-found`. */
  saveTeam(id: number | null, body: TeamBody, by: string): Promise<TeamSettings>;
  /** Its numbers have no team then; what waited for it waits no longer. */
  removeTeam(id: number, by: string): Promise<TeamSettings>;
  saveDesk(accountId: number, body: z.output<typeof deskBody>, by: string): Promise<TeamSettings>;
  setDuty(userId: number, onDuty: boolean): Promise<void>;
  /** Pages of these people are open. */
  seen(userIds: readonly number[]): Promise<void>;
  /**
   * Hands a conversation to a person or to whom a team's rule finds, with a note for them; the same request once. Throws
   * `already-transferred` when its client id was used for another one.
   */
  transfer(viewer: Viewer, conversationId: number, transfer: Transfer): Promise<TransferResult>;
  /**
   * The assignment that the viewer just made, taken back with its note: as it was before. They need not be able to see the
   * conversation any more. Throws `assigned-long-ago`, and `assigned-acted` once a colleague has done something in it.
   */
  takeBack(viewer: Viewer, conversationId: number): Promise<ConversationView>;
  /** Those that can be; answers how many. */
  takeBackMany(viewer: Viewer, conversationIds: readonly number[]): Promise<number>;
  /** Who else has the conversation open. */
  others(viewer: Viewer, conversationId: number): Promise<PresenceView>;
  /** A page says what it does with a conversation; answers who else is there. */
  tell(viewer: Viewer, conversationId: number, body: PresenceBody): Promise<PresenceView>;
  /** Rights of administrators have changed: who may no longer read a conversation is not shown there any more. */
  recheck(): Promise<void>;
  /** Within the webhook's transaction: gives the conversation, owes automatic answers. Call `load` before. */
  onInbound(trx: Knex.Transaction, heard: Heard): Promise<FeedEntry[]>;
  /** A press waits for a person after all: gives the conversation as a message would. Call `load` before. */
  onCall(trx: Knex.Transaction, conversation: ConversationRow): Promise<FeedEntry[]>;
  /** Teams that give conversations to somebody. */
  givingTeams(): Promise<{ id: number; name: string }[]>;
  /**
   * A bot hands a conversation, whose row the caller holds, to a team: somebody of it gets it by the team's rule, or it waits
   * for them. Answers the team's name; null: there is no such team, or it gives nobody anything, and the rule of the number
   * held. Call `load` before.
   */
  giveTo(
    trx: Knex.Transaction,
    give: { conversation: ConversationRow; teamId: number } & Pick<NewEvent, 'botId' | 'subject'>
  ): Promise<{ team: string | null; hints: FeedEntry[] }>;
  /** Gives conversations that wait; by the timer of one process. */
  give(): Promise<void>;
  /** Sends automatic answers that are due; answers how many. By the timer of one process. */
  answer(): Promise<number>;
  housekeeping(): Promise<void>;
}

export const teamService = (strapi: Core.Strapi): TeamService =>
  strapi.plugin('whatsapp').service('team') as TeamService;
