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
