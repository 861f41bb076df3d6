import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AgentView } from '../contracts/conversations';
import type { NoteView } from '../contracts/team-notes';
import {
  agentsByIds,
  conversationsService,
  lockConversation,
  readersNow,
  type ConversationRow,
  type Viewer,
} from '../conversations/public';
import { DomainError, notFound } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { isUniqueViolation } from '../strapi/db';
import type { NewNote, Notes } from './public';
import {
  changeNote,
  countNamed,
  deleteNotes,
  insertNote,
  mentionedIn,
  nameInNote,
  noteById,
  noteByKey,
  notesOf,
  seeMentions,
} from './notes-store';
import type { NoteRow } from './tables';

/** Anyone who may read the conversation hears that a note changed; the people named hear it for themselves. */
const hintsOf = (
  { id, conversationId }: Pick<NoteRow, 'id' | 'conversationId'>,
  { assigneeId, userIds }: { assigneeId: number | null; userIds: readonly number[] }
): FeedEntry[] => [
  { type: 'note', id, parent: conversationId, scope: { assignees: [assigneeId] } },
  ...(userIds.length === 0
    ? []
    : [
        {
          type: 'mention' as const,
          id,
          parent: conversationId,
          scope: { assignees: [...userIds] },
        },
      ]),
];

const notYours = (): DomainError =>
  new DomainError('not-yours', 'only the author can edit or delete a note', {
    status: 403,
    remedy: 'Write your own note.',
  });

/** Internal notes of conversations and who is named in them. */
export const createNotes = ({ strapi }: { strapi: Core.Strapi }): Notes => {
  const { db, clock } = contextOf(strapi);
  const conversations = () => conversationsService(strapi);

  const views = async (rows: readonly NoteRow[]): Promise<NoteView[]> => {
    const named = await mentionedIn(
      db.knex,
      rows.map(({ id }) => id)
    );
    const people = await agentsByIds(strapi, [
      ...rows.map(({ authorId }) => authorId),
      ...[...named.values()].flat(),
    ]);
    return rows.map((row) => ({
      id: row.id,
      conversationId: row.conversationId,
      at: row.at,
      changedAt: row.changedAt,
      author: people.get(row.authorId) ?? null,
      authorName: row.authorName,
      text: row.text,
      mentions: (named.get(row.id) ?? []).flatMap((id) => people.get(id) ?? []),
    }));
  };
  const view = async (id: number): Promise<NoteView> => {
    const row = await noteById(db.knex, id);
    const [shown] = row ? await views([row]) : [];
    if (!shown) throw notFound('the note');
    return shown;
  };

  /** Nobody is called to a conversation that they could not open. */
  const checkMentions = async (
    assigneeId: number | null,
    userIds: readonly number[]
  ): Promise<number[]> => {
    const wanted = [...new Set(userIds)];
    if (wanted.length === 0) return [];
    const may = new Set((await readersNow(strapi, wanted))(assigneeId).map(({ id }) => id));
    if (wanted.every((id) => may.has(id))) return wanted;
    throw new DomainError(
      'cannot-read',
      'mentions: a mentioned person cannot read the conversation',
      {
        field: 'mentions',
        remedy:
          'Mention someone who can read the conversation, or assign the conversation to them first.',
      }
    );
  };

  const write: Notes['write'] = async (trx, conversation, note) => {
    const at = clock.now();
    const id = await insertNote(trx, {
      conversationId: conversation.id,
      accountId: conversation.accountId,
      contactId: conversation.contactId,
      authorId: note.author.id,
      authorName: note.author.name.slice(0, 120),
      text: withoutNul(note.text),
      keyHash: keyOf(`${note.author.id}:${note.clientId}`),
      at,
      changedAt: null,
    });
    // One's own name in one's own note is no news.
    const userIds = note.mentions.filter((one) => one !== note.author.id);
    await nameInNote(db, trx, { noteId: id, userIds });
    const subject = { id, conversationId: conversation.id };
    return { id, hints: hintsOf(subject, { assigneeId: conversation.assigneeId, userIds }) };
  };

  const known = (note: Pick<NewNote, 'author' | 'clientId'>): Promise<NoteRow | null> =>
    noteByKey(db.knex, keyOf(`${note.author.id}:${note.clientId}`));

  const create: Notes['create'] = async (viewer, conversationId, note) => {
    const { assigneeId } = await conversations().row(viewer, conversationId);
    const first = await known(note);
    if (first) return view(first.id);
    const mentions = await checkMentions(assigneeId, note.mentions);
    const work = async (trx: Knex.Transaction): Promise<number> => {
      const conversation = await lockConversation(trx, conversationId);
      if (!conversation) throw notFound('the conversation');
      const made = await write(trx, conversation, { ...note, mentions });
      await realtimeService(strapi).append(trx, made.hints);
      return made.id;
    };
    try {
      return await view(await db.tx(work));
    } catch (error) {
      const twin = isUniqueViolation(error) ? await known(note) : null;
      if (!twin) throw error;
      return view(twin.id);
    }
  };

  /** The note and its conversation, for who may read it and wrote it. */
  const own = async (
    viewer: Viewer,
    id: number
  ): Promise<{ note: NoteRow; conversation: ConversationRow }> => {
    const note = await noteById(db.knex, id);
    if (!note) throw notFound('the note');
    const conversation = await conversations().row(viewer, note.conversationId);
    if (note.authorId !== viewer.userId) throw notYours();
    return { note, conversation };
  };

  const withdraw: Notes['withdraw'] = async (trx, id, assigneeId) => {
    const note = await noteById(trx, id);
    if (!note) return [];
    const userIds = (await mentionedIn(trx, [id])).get(id) ?? [];
    await deleteNotes(trx, [id]);
    return hintsOf(note, { assigneeId, userIds });
  };

  return {
    create,
    write,
    withdraw,
    known,
    checkMentions,
    list: async (viewer, conversationId, from) => {
      await conversations().row(viewer, conversationId);
      return views(await notesOf(db.knex, conversationId, from));
    },
    update: async (viewer, id, { text, mentions }) => {
      const { note, conversation } = await own(viewer, id);
      const { assigneeId } = conversation;
      const before = (await mentionedIn(db.knex, [id])).get(id) ?? [];
      const added = mentions.filter((one) => !before.includes(one));
      await checkMentions(assigneeId, added);
      const userIds = [...new Set(mentions)].filter((one) => one !== viewer.userId);
      await db.tx(async (trx) => {
        const change = { text: withoutNul(text), changedAt: clock.now() };
        if ((await changeNote(trx, note, change)) === 0) throw notFound('the note');
        await nameInNote(db, trx, { noteId: id, userIds });
        const heard = [...new Set([...before, ...userIds])];
        const hints = hintsOf(note, { assigneeId, userIds: heard });
        await realtimeService(strapi).append(trx, hints);
      });
      return view(id);
    },
    remove: async (viewer, id) => {
      const { conversation } = await own(viewer, id);
      await db.tx(async (trx) => {
        const hints = await withdraw(trx, id, conversation.assigneeId);
        await realtimeService(strapi).append(trx, hints);
      });
    },
    readers: async (viewer, conversationId): Promise<AgentView[]> => {
      const { assigneeId } = await conversations().row(viewer, conversationId);
      const people = (await readersNow(strapi))(assigneeId);
      return people.filter(({ id }) => id !== viewer.userId);
    },
    unreadMentions: (viewer) => countNamed(db.knex, viewer),
    seen: async (viewer, conversationId) => {
      await conversations().row(viewer, conversationId);
      await db.tx(async (trx) => {
        const { userId } = viewer;
        const ids = await seeMentions(trx, { conversationId, userId, at: clock.now() });
        const [id] = ids;
        if (id === undefined) return;
        const scope = { assignees: [userId] };
        await realtimeService(strapi).append(trx, [
          { type: 'mention', id, parent: conversationId, scope },
        ]);
      });
    },
  };
};
