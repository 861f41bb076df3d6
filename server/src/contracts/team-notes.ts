import { z } from 'zod';
import { agentView, clientId } from './conversations';
import { id, instant } from './common';

/** What the team tells itself about a conversation. It is in no message and reaches no customer. */
export const noteView = z.object({
  id,
  conversationId: id,
  at: instant,
  /** When its writer changed it last; null = never. */
  changedAt: instant.nullable(),
  author: agentView.nullable(),
  /** As the writer was called then: people leave, their notes stay. */
  authorName: z.string(),
  text: z.string(),
  /** Whom the text names with `@`. */
  mentions: z.array(agentView),
});
export type NoteView = z.infer<typeof noteView>;

/** GET /conversations/:id/notes: oldest first, those of the span of time that is on screen. */
export const listNotesQuery = z.object({ from: z.coerce.number().int().min(0).default(0) });
export type ListNotesQuery = z.input<typeof listNotesQuery>;
export const listNotesResult = z.object({ notes: z.array(noteView) });
export type ListNotesResult = z.infer<typeof listNotesResult>;

export const NOTE_MAX = 4000;
const noteText = z.string().trim().min(1, 'Write the note first.').max(NOTE_MAX);
/** People who may read the conversation. */
const mentions = z.array(id).max(20, 'Mention at most 20 colleagues in a note.').default([]);

/** POST /conversations/:id/notes: a repeat with the same `clientId` answers the first note. */
export const createNoteBody = z.object({ clientId, text: noteText, mentions });
export type CreateNoteBody = z.input<typeof createNoteBody>;

/** PUT /notes/:id: of one's own. Who is newly named hears of it. */
export const updateNoteBody = z.object({ text: noteText, mentions });
export type UpdateNoteBody = z.input<typeof updateNoteBody>;

/** GET /conversations/:id/readers: who may be named, by name; without oneself. */
export const readersResult = z.object({ people: z.array(agentView) });
export type ReadersResult = z.infer<typeof readersResult>;

/** GET /mentions: conversations in which one was named and has not looked since. Counts no further than 1,000. */
export const mentionsResult = z.object({ unread: z.number().int() });
export type MentionsResult = z.infer<typeof mentionsResult>;
