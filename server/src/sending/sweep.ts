import type { Core } from '@strapi/strapi';
import {
  callForUnanswered,
  lockConversation,
  messageHints,
  messageTable,
  type MessageRow,
} from '../conversations/public';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { readRow, writeRow } from '../strapi/table';
import { purgeCodes, waitingTooLong } from './codes';
import { failedChange } from './message-store';

const TABLE = messageTable.table;
const PIECE = 500;
/** A queued chat message of a process that died: younger ones may still be taken over, older ones are told as not sent. */
const ABANDONED_MS = 120_000;
/** Of a living process, too: its permit could not be written. Whatever still wants to send it finds it failed. */
const FORGOTTEN_MS = 600_000;

/**
 * Messages of processes that died: `sending` for longer than a call can take becomes uncertain (never sent again by
 * itself); a chat message that never got its permit is reported as not sent. A one-time code that waited too long is not sent late.
 */
export const sweepMessages = async (strapi: Core.Strapi): Promise<void> => {
  const { db } = contextOf(strapi);
  const { config, instances } = runtimeService(strapi);
  const alive = await instances.liveIds();
  const silent = await db
    .knex(TABLE)
    .where({ state: 'sending' })
    .whereRaw(`permit_at < ${db.now} - ?`, [config.uncertainAfterMs])
    .limit(PIECE)
    .select<Record<string, unknown>[]>();
  const orphans = await db
    .knex(TABLE)
    .where({ state: 'queued', lane: 0 })
    .where((lost) => {
      void lost
        .where((dead) => {
          void dead.whereNotIn('owner', alive).whereRaw(`due_at < ${db.now} - ?`, [ABANDONED_MS]);
        })
        .orWhereRaw(`due_at < ${db.now} - ?`, [FORGOTTEN_MS]);
    })
    .limit(PIECE)
    .select<Record<string, unknown>[]>();
  const move = async (
    raw: Record<string, unknown>[],
    from: string,
    change: Partial<MessageRow>
  ) => {
    for (const row of raw.map((r) => readRow(messageTable, r))) {
      await db.tx(async (trx) => {
        await lockConversation(trx, row.conversationId);
        const n = await trx(TABLE)
          .where({ id: row.id, state: from, attempt: row.attempt })
          .update(writeRow(messageTable, change));
        if (n === 0) return;
        await callForUnanswered(strapi, trx, [row.id]);
        await realtimeService(strapi).append(
          trx,
          await messageHints(trx, [row], { threads: true })
        );
      });
    }
  };
  await move(silent, 'sending', {
    state: 'uncertain',
    errorClass: 'uncertain',
    errorText: 'no answer was recorded',
  });
  const { clock } = contextOf(strapi);
  const error = {
    code: null,
    class: 'not-sent-restart',
    text: 'the server restarted before it was sent',
  };
  await move(orphans, 'queued', failedChange(error, clock.now()));
  const late = { code: null, class: 'code-expired', text: 'the code expired before it was sent' };
  await move(await waitingTooLong(db, PIECE), 'queued', failedChange(late, clock.now()));
  await purgeCodes(db);
};
