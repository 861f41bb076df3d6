import type { Knex } from 'knex';
import { conversationTable, whereMayView, type Viewer } from '../conversations/public';
import { insertIgnore, insertRow, pieces, type Db, type Sql } from '../strapi/db';
import { countOf, type Keeping } from '../strapi/keeping';
import { readRow, writeRow } from '../strapi/table';
import { mentionTable, noteTable, type NoteRow } from './tables';

const NOTES = noteTable.table;
const MENTIONS = mentionTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): NoteRow => readRow(noteTable, raw);

/** A thread has far fewer notes than messages; the newest are kept when one has more. */
const MOST_NOTES = 1_000;
const MOST_COUNTED = 1_000;

export const noteById = async (sql: Sql, id: number): Promise<NoteRow | null> => {
  const raw = await sql(NOTES).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const noteByKey = async (sql: Sql, keyHash: string): Promise<NoteRow | null> => {
  const raw = await sql(NOTES).where({ key_hash: keyHash }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** Notes of a thread from an instant on, oldest first. */
export const notesOf = async (
  sql: Sql,
  conversationId: number,
  from: number
): Promise<NoteRow[]> => {
  const raw = await sql(NOTES)
    .where({ conversation_id: conversationId })
    .where('at', '>=', from)
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(MOST_NOTES)
    .select<Raw[]>();
  return raw.map(read).reverse();
};

export const insertNote = (sql: Sql, row: Omit<NoteRow, 'id'>): Promise<number> =>
  insertRow(sql, NOTES, writeRow(noteTable, row));

/** Has a colleague written or changed a note here from an instant on? */
export const hasNoteOfOthers = async (
  sql: Sql,
  conversationId: number,
  { by, at }: { by: number; at: number }
): Promise<boolean> => {
  const row = await sql(NOTES)
    .where({ conversation_id: conversationId })
    .whereNot({ author_id: by })
    .where((when) => void when.where('at', '>=', at).orWhere('changed_at', '>=', at))
    .first<Raw | undefined>('id');
  return row !== undefined;
};

/** 0 = somebody else's, or gone. */
export const changeNote = (
  sql: Sql,
  { id, authorId }: Pick<NoteRow, 'id' | 'authorId'>,
  change: Partial<NoteRow>
): Promise<number> =>
  sql(NOTES).where({ id, author_id: authorId }).update(writeRow(noteTable, change));

/** Who is named in these notes. */
export const mentionedIn = async (
  sql: Sql,
  noteIds: readonly number[]
): Promise<Map<number, number[]>> => {
  const named = new Map<number, number[]>();
  for (const piece of pieces(noteIds, 500)) {
    const rows = await sql(MENTIONS)
      .whereIn('note_id', piece)
      .orderBy('id')
      .select<{ note_id: unknown; user_id: unknown }[]>('note_id', 'user_id');
    for (const row of rows) {
      const noteId = Number(row.note_id);
      named.set(noteId, [...(named.get(noteId) ?? []), Number(row.user_id)]);
    }
  }
  return named;
};

/** Makes these the people whom the note names: who was named before keeps what they have seen. */
export const nameInNote = async (
  db: Db,
  trx: Knex.Transaction,
  { noteId, userIds }: { noteId: number; userIds: readonly number[] }
): Promise<void> => {
  await trx(MENTIONS)
    .where({ note_id: noteId })
    .whereNotIn('user_id', [...userIds])
    .delete();
  const rows = userIds.map((userId) => writeRow(mentionTable, { noteId, userId, readAt: null }));
  await insertIgnore(db, trx, { table: MENTIONS, rows, keys: ['note_id', 'user_id'] });
};

/** Notes with who is named in them; answers how many notes went. */
export const deleteNotes = async (
  trx: Knex.Transaction,
  ids: readonly number[]
): Promise<number> => {
  if (ids.length === 0) return 0;
  await trx(MENTIONS).whereIn('note_id', ids).delete();
  return trx(NOTES).whereIn('id', ids).delete();
};

/** Conversations in whose notes this person is named: those not looked at since, or all. */
export const namedConversations = (
  sql: Sql,
  userId: number,
  which: 'unread' | 'all'
): Knex.QueryBuilder => {
  const query = sql(`${MENTIONS} as mn`)
    .join(`${NOTES} as nt`, 'nt.id', 'mn.note_id')
    .where('mn.user_id', userId)
    .select('nt.conversation_id');
  if (which === 'unread') void query.whereNull('mn.read_at');
  return query;
};

/** How many conversations wait for this person's look; only such that they may read. */
export const countNamed = async (sql: Sql, viewer: Viewer): Promise<number> => {
  const query = sql(`${conversationTable.table} as cv`)
    .whereIn('cv.id', namedConversations(sql, viewer.userId, 'unread'))
    .limit(MOST_COUNTED);
  whereMayView(query, viewer, 'cv.assignee_id');
  return (await query.select<{ id: unknown }[]>('cv.id')).length;
};

/** This person has looked at the thread; answers the notes that were new to them. */
export const seeMentions = async (
  trx: Knex.Transaction,
  { conversationId, userId, at }: { conversationId: number; userId: number; at: number }
): Promise<number[]> => {
  const rows = await trx(`${MENTIONS} as mn`)
    .join(`${NOTES} as nt`, 'nt.id', 'mn.note_id')
    .where({ 'nt.conversation_id': conversationId, 'mn.user_id': userId })
    .whereNull('mn.read_at')
    .select<{ id: unknown; note_id: unknown }[]>('mn.id as id', 'mn.note_id as note_id');
  if (rows.length === 0) return [];
  await trx(MENTIONS)
    .whereIn(
      'id',
      rows.map((row) => Number(row.id))
    )
    .update({ read_at: at });
  return rows.map((row) => Number(row.note_id));
};

/** Notes about a person, for the export of one person. */
export const notesOfPerson = async (sql: Sql, contactId: number): Promise<NoteRow[]> =>
  ((await sql(NOTES).where({ contact_id: contactId }).orderBy('id')) as Raw[]).map(read);

const PIECE = 500;
const idsOf = async (query: Knex.QueryBuilder): Promise<number[]> =>
  ((await query.select('id')) as { id: unknown }[]).map(({ id }) => Number(id));

/** For `contactsService.removeEffects`, after the threads: who writes a note holds the thread's row. */
export const removeNotesOf = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  for (;;) {
    const theirs = trx(NOTES).whereIn('contact_id', contactIds).limit(PIECE);
    if ((await deleteNotes(trx, await idsOf(theirs))) === 0) return;
  }
};

/** For `contactsService.mergeEffects`, after the threads were joined: notes go where the messages went. */
export const mergeNotes = async (
  trx: Knex.Transaction,
  { winner, loser }: { winner: { id: number }; loser: { id: number } }
): Promise<void> => {
  await trx(NOTES).where({ contact_id: loser.id }).update({ contact_id: winner.id });
  const threads = (await trx(conversationTable.table)
    .where({ contact_id: winner.id })
    .select('id', 'account_id')) as { id: unknown; account_id: unknown }[];
  for (const thread of threads)
    await trx(NOTES)
      .where({ contact_id: winner.id, account_id: Number(thread.account_id) })
      .update({ conversation_id: Number(thread.id) });
};

/** Notes are kept as long as the messages between which they stand. */
export const noteKeeping: Keeping = {
  count: (sql, before) => countOf(sql(NOTES).where('at', '<', before)),
  purge: async (trx, before) =>
    deleteNotes(trx, await idsOf(trx(NOTES).where('at', '<', before).orderBy('at').limit(PIECE))),
};
