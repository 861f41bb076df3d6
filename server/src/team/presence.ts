import type { Core } from '@strapi/strapi';
import type { PresenceBody, PresenceView } from '../contracts/team';
import { agentsByIds, conversationsService, type Viewer } from '../conversations/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { insertIgnore } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { presenceTable, type PresenceRow } from './tables';

const TABLE = presenceTable.table;
/** A page tells every 15 s that it is open; one word that is lost makes nobody disappear. */
const SEEN_MS = 35_000;
/** Who types tells every 3 s. */
const TYPING_MS = 6_000;

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

  /** Everybody else who looks at it now, each once. */
  const others = async (viewer: Viewer, conversationId: number): Promise<PresenceView> => {
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
    const names = await agentsByIds(
      strapi,
      rows.map(({ userId }) => userId)
    );
    const people = new Map<number, PresenceView['people'][number]>();
    for (const { userId: id, typingUntil, seenUntil } of rows) {
      const name = names.get(id)?.name;
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
      await conversationsService(strapi).row(viewer, conversationId);
      return others(viewer, conversationId);
    },
    /** A page says what it does with a conversation. */
    tell: async (
      viewer: Viewer,
      conversationId: number,
      { tab, doing }: PresenceBody
    ): Promise<PresenceView> => {
      const { assigneeId } = await conversationsService(strapi).row(viewer, conversationId);
      const now = clock.now();
      const tabKey = `${viewer.userId}:${tab}`;
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
      if (isNews)
        await realtimeService(strapi).publish([
          { type: 'presence', id: conversationId, scope: { assignees: [assigneeId] } },
        ]);
      return others(viewer, conversationId);
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
