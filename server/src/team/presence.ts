import type { Core } from '@strapi/strapi';
import type { PresenceBody, PresenceView } from '../contracts/team';
import {
  conversationsService,
  conversationTable,
  readersNow,
  type ConversationRow,
  type Viewer,
} from '../conversations/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { insertIgnore, pieces } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { presenceTable, type PresenceRow } from './tables';

const TABLE = presenceTable.table;
/** A page tells every 15 s that it is open; one word that is lost makes nobody disappear. */
const SEEN_MS = 35_000;
/** Who types tells every 3 s. */
const TYPING_MS = 6_000;

/** Nobody sees such a row any more. */
const GONE = { seen_until: 0, typing_until: 0 };

/** What others see of a row: where it is and whether it types. */
const shown = (row: PresenceRow | null, now: number): string =>
  row && row.seenUntil > now ? `${row.conversationId} ${row.typingUntil > now}` : '';

/**
 * Who has which conversation open. Rows with an end, so that a page that dies disappears by itself; told through the
 * change feed, so that people see each other whichever process their pages are connected to. Only what others can see is
 * told: a page that stays as it is writes one row and tells nothing.
 */
export const createPresence = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);

  const rowOf = async (tabKey: string): Promise<PresenceRow | null> => {
    const raw = await db
      .knex(TABLE)
      .where({ tab_key: tabKey })
      .first<Record<string, unknown> | undefined>();
    return raw ? readRow(presenceTable, raw) : null;
  };
  const save = async (row: Omit<PresenceRow, 'id'>): Promise<void> => {
    const written = writeRow(presenceTable, row);
    const n = await db.knex(TABLE).where({ tab_key: row.tabKey }).update(written);
    if (n === 0)
      await insertIgnore(db, db.knex, { table: TABLE, rows: [written], keys: ['tab_key'] });
  };

  const tellAll = (conversations: readonly { id: number; assigneeId: number | null }[]) =>
    realtimeService(strapi).publish(
      conversations.map(({ id, assigneeId }) => ({
        type: 'presence',
        id,
        scope: { assignees: [assigneeId] },
      }))
    );

  /** The conversation, for who may read it; the page of who may not has left it. */
  const conversationFor = async (viewer: Viewer, id: number, tabKey: string) => {
    try {
      return await conversationsService(strapi).row(viewer, id);
    } catch (refused) {
      await db.knex(TABLE).where({ tab_key: tabKey, conversation_id: id }).update(GONE);
      throw refused;
    }
  };

  /** Each open page with the conversation it stands at. */
  const openPages = async () => {
    const rows = await db
      .knex({ page: TABLE })
      .join({ talk: conversationTable.table }, 'talk.id', 'page.conversation_id')
      .where('page.seen_until', '>', clock.now())
      .select<Record<string, unknown>[]>({
        pageId: 'page.id',
        userId: 'page.user_id',
        id: 'talk.id',
        assigneeId: 'talk.assignee_id',
      });
    return rows.map(({ pageId, userId, id, assigneeId }) => ({
      pageId: Number(pageId),
      userId: Number(userId),
      id: Number(id),
      assigneeId: assigneeId === null ? null : Number(assigneeId),
    }));
  };

  /** Everybody else who looks at it now and may read it, each once. */
  const others = async (
    viewer: Viewer,
    { id: conversationId, assigneeId }: Pick<ConversationRow, 'id' | 'assigneeId'>
  ): Promise<PresenceView> => {
    const now = clock.now();
    const raw = await db
      .knex(TABLE)
      .where({ conversation_id: conversationId })
      .whereNot({ user_id: viewer.userId })
      .where('seen_until', '>', now)
      .orderBy('id')
      .limit(50)
      .select<Record<string, unknown>[]>();
    const rows = raw.map((row) => readRow(presenceTable, row));
    const people = new Map<number, PresenceView['people'][number]>();
    if (rows.length === 0) return { at: now, people: [] };
    const readers = await readersNow(
      strapi,
      rows.map(({ userId }) => userId)
    );
    const names = new Map(readers(assigneeId).map(({ id, name }) => [id, name]));
    for (const { userId: id, typingUntil, seenUntil } of rows) {
      const name = names.get(id);
      if (name === undefined) continue;
      const before = people.get(id);
      people.set(id, {
        id,
        name,
        seenUntil: Math.max(seenUntil, before?.seenUntil ?? 0),
        typingUntil: Math.max(typingUntil > now ? typingUntil : 0, before?.typingUntil ?? 0),
      });
    }
    return { at: now, people: [...people.values()] };
  };

  return {
    others: async (viewer: Viewer, conversationId: number): Promise<PresenceView> => {
      const conversation = await conversationsService(strapi).row(viewer, conversationId);
      return others(viewer, conversation);
    },
    /** A page says what it does with a conversation. */
    tell: async (
      viewer: Viewer,
      conversationId: number,
      { tab, doing }: PresenceBody
    ): Promise<PresenceView> => {
      const tabKey = `${viewer.userId}:${tab}`;
      const conversation = await conversationFor(viewer, conversationId, tabKey);
      const now = clock.now();
      const before = await rowOf(tabKey);
      const row = {
        tabKey,
        userId: viewer.userId,
        conversationId,
        typingUntil: doing === 'typing' ? now + TYPING_MS : 0,
        seenUntil: doing === 'left' ? 0 : now + SEEN_MS,
      };
      // A page that went on to another conversation has left this one already.
      const isLate = doing === 'left' && before?.conversationId !== conversationId;
      if (!isLate) await save(row);
      const isNews = !isLate && shown(before, now) !== shown({ id: 0, ...row }, now);
      if (isNews) await tellAll([conversation]);
      return others(viewer, conversation);
    },
    /** Rights of people have changed: the pages of who may not read a conversation any more leave it, and this is told. */
    recheck: async (): Promise<void> => {
      const open = await openPages();
      if (open.length === 0) return;
      const readers = await readersNow(
        strapi,
        open.map(({ userId }) => userId)
      );
      const refused = open.filter(
        ({ userId, assigneeId }) => !readers(assigneeId).some(({ id }) => id === userId)
      );
      for (const piece of pieces(refused, 200))
        await db
          .knex(TABLE)
          .whereIn(
            'id',
            piece.map(({ pageId }) => pageId)
          )
          .update(GONE);
      await tellAll([...new Map(refused.map((one) => [one.id, one])).values()]);
    },
    /** Pages that are gone; bounded. */
    purge: (): Promise<number> =>
      db
        .knex(TABLE)
        .where('seen_until', '<', clock.now() - SEEN_MS)
        .delete(),
  };
};
export type Presence = ReturnType<typeof createPresence>;
