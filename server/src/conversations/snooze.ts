import type { Core } from '@strapi/strapi';
import { failPoint } from '../kernel/fail-point';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { readRow } from '../strapi/table';
import { opened } from './domain/standing';
import { recordEvents } from './events';
import { updateConversation } from './store';
import { conversationTable } from './tables';

const TABLE = conversationTable.table;
/** Woken in one transaction. */
const PIECE = 100;

/**
 * Opens conversations whose time has come, a piece at a time, and puts them on top of the list. The row is what is due: it is
 * locked, and what another process woke or a person moved meanwhile is not due any more, so that each wakes once.
 */
export const wakeSnoozed = async (strapi: Core.Strapi): Promise<number> => {
  const { db, clock } = contextOf(strapi);
  let woken = 0;
  for (;;) {
    const ids = await db
      .knex(TABLE)
      .where({ status: 'snoozed' })
      .where('snoozed_until', '<=', clock.now())
      .orderBy('snoozed_until')
      .limit(PIECE)
      .pluck('id');
    if (ids.length === 0) return woken;
    woken += await db.tx(async (trx) => {
      const at = clock.now();
      const raw = await trx(TABLE)
        .whereIn('id', ids)
        .where({ status: 'snoozed' })
        .where('snoozed_until', '<=', at)
        .orderBy('id')
        .forUpdate()
        .select<Record<string, unknown>[]>();
      const rows = raw.map((row) => readRow(conversationTable, row));
      for (const row of rows) {
        const top = Math.max(at, row.lastMessageAt);
        await updateConversation(trx, row.id, { ...opened(), lastMessageAt: top, wokenAt: top });
      }
      if (rows.length > 0) failPoint('mid-wake');
      await recordEvents(
        trx,
        rows.map(({ id, snoozedBy }) => ({
          conversationId: id,
          kind: 'woken' as const,
          at,
          targetId: snoozedBy,
        }))
      );
      await realtimeService(strapi).append(
        trx,
        rows.map(({ id, assigneeId }): FeedEntry => ({
          type: 'conversation',
          id,
          scope: { assignees: [assigneeId] },
        }))
      );
      return rows.length;
    });
  }
};
