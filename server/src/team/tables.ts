import type { AnswerTexts, BusinessHours, TeamMethod, TeamWho } from '../contracts/team';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** What the team tells itself about a conversation; beside the messages, so that nothing that sends can ever meet it. */
export const noteTable = defineTable({
  name: 'note',
  kind: 'content-type',
  description: 'Internal note in a conversation',
  columns: {
    conversationId: must.int(),
    /** The pair of the conversation: by it the note is found again when two threads become one. */
    accountId: must.int(),
    contactId: must.int(),
    authorId: must.int(),
    authorName: must.string<string>('', 120),
    text: must.text<string>(),
    /** Writer and client id: a repeated request makes no second note. */
    keyHash: must.string<string>(undefined, 64),
    at: must.big(),
    changedAt: maybe.big(),
  },
  indexes: [
    { columns: ['keyHash'], unique: true },
    { columns: ['conversationId', 'at', 'id'] },
    { columns: ['contactId'] },
    { columns: ['at'] },
  ],
});
export type NoteRow = RowOf<typeof noteTable>;

/** Somebody who is named in a note, and whether they have seen it. */
export const mentionTable = defineTable({
  name: 'mention',
  kind: 'content-type',
  description: 'Somebody named in an internal note',
  columns: {
    noteId: must.int(),
    userId: must.int(),
    readAt: maybe.big(),
  },
  indexes: [{ columns: ['noteId', 'userId'], unique: true }, { columns: ['userId', 'readAt'] }],
});
export type MentionRow = RowOf<typeof mentionTable>;

/** People who share work, and by which rule they get it. */
export const teamTable = defineTable({
  name: 'team',
  kind: 'content-type',
  description: 'Team that shares conversations',
  columns: {
    name: must.string<string>(undefined, 80),
    /** Administrators in the order of their turns. */
    memberIds: maybe.json<number[]>(),
    method: must.string<TeamMethod>('none', 16),
    who: must.string<TeamWho>('everybody', 16),
    maxLoad: maybe.int(),
    fallbackId: maybe.int(),
    /** Who got the last conversation. */
    lastGivenId: maybe.int(),
    changedAt: must.big(0),
  },
  indexes: [],
});
export type TeamRow = RowOf<typeof teamTable>;

/** How the team works at one number. */
export const deskTable = defineTable({
  name: 'desk',
  kind: 'content-type',
  description: 'Team, hours and automatic answers of a number',
  columns: {
    accountId: must.int(),
    teamId: maybe.int(),
    whenReopened: must.string<'keep' | 'clear'>('keep', 8),
    hours: maybe.json<BusinessHours>(),
    away: maybe.json<{ texts: AnswerTexts; withBots: boolean }>(),
    greeting: maybe.json<AnswerTexts>(),
    changedAt: must.big(0),
  },
  indexes: [{ columns: ['accountId'], unique: true }],
});
export type DeskRow = RowOf<typeof deskTable>;

/** A colleague: at their post or not, and when one of their pages was last seen open. */
export const colleagueTable = defineTable({
  name: 'colleague',
  kind: 'model',
  description: 'Who of the team is there',
  columns: {
    userId: must.int(),
    onDuty: must.bool(true),
    seenAt: must.big(0),
  },
  indexes: [{ columns: ['userId'], unique: true }],
});
export type ColleagueRow = RowOf<typeof colleagueTable>;

/** A conversation for which nobody could be found: given as soon as somebody can. */
export const assignmentWaitTable = defineTable({
  name: 'assignment-wait',
  kind: 'model',
  description: 'Conversation that waits for somebody',
  columns: { conversationId: must.int(), teamId: must.int(), since: must.big() },
  indexes: [{ columns: ['conversationId'], unique: true }, { columns: ['teamId', 'since'] }],
});
export type AssignmentWaitRow = RowOf<typeof assignmentWaitTable>;

/** A message that is owed by itself: one of each kind for each closed time, or each beginning. */
export const automaticAnswerTable = defineTable({
  name: 'automatic-answer',
  kind: 'model',
  description: 'Away message or greeting that is owed',
  columns: {
    conversationId: must.int(),
    accountId: must.int(),
    contactId: must.int(),
    kind: must.string<'away' | 'greeting'>(undefined, 8),
    /** The beginning of the closed time; of a greeting the message that it answers. */
    period: must.big(),
    state: must.string<'due' | 'sent' | 'dropped'>('due', 8),
    reason: maybe.string(40),
    tries: must.int(0),
    dueAt: must.big(),
    at: must.big(),
  },
  indexes: [
    { columns: ['conversationId', 'kind', 'period'], unique: true },
    { columns: ['state', 'dueAt'] },
    { columns: ['contactId'] },
  ],
});
export type AutomaticAnswerRow = RowOf<typeof automaticAnswerTable>;

/** An open page that shows a conversation. */
export const presenceTable = defineTable({
  name: 'presence',
  kind: 'model',
  description: 'Who has which conversation open',
  columns: {
    /** Person and tab. */
    tabKey: must.string<string>(undefined, 80),
    userId: must.int(),
    conversationId: must.int(),
    typingUntil: must.big(0),
    seenUntil: must.big(0),
  },
  indexes: [
    { columns: ['tabKey'], unique: true },
    { columns: ['conversationId', 'seenUntil'] },
    { columns: ['seenUntil'] },
  ],
});
export type PresenceRow = RowOf<typeof presenceTable>;

/** A transfer that was made: the same request that comes again makes no second one. */
export const transferTable = defineTable({
  name: 'transfer',
  kind: 'model',
  description: 'Transfer of a conversation that was made',
  columns: {
    /** Who asked and their client id. */
    keyHash: must.string<string>(undefined, 64),
    /** What was asked. */
    bodyHash: must.string<string>(undefined, 64),
    /** Whose it became. */
    assigneeId: maybe.int(),
    at: must.big(),
  },
  indexes: [{ columns: ['keyHash'], unique: true }, { columns: ['at'] }],
});
export type TransferRow = RowOf<typeof transferTable>;
