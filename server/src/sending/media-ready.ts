import type { Core } from '@strapi/strapi';
import { accountsService, type AccountRow } from '../accounts/public';
import {
  callForUnanswered,
  lockConversation,
  messageHints,
  messageTable,
  outgoingOf,
  type MessageRow,
} from '../conversations/public';
import { backoffMs } from '../kernel/backoff';
import { DomainError } from '../kernel/errors';
import { mediaService } from '../media/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { readRow, writeRow } from '../strapi/table';
import { filesIn, placeholderOf, withIds } from './media-content';
import { failedChange, messagesOf } from './message-store';

const MAX_TRIES = 5;
const AT_ONCE = 3;

interface Trouble {
  class: string;
  code: number | null;
  text: string;
  /** A later try can help. */
  passing: boolean;
}

const troubleOf = (error: unknown): Trouble => {
  if (!(error instanceof DomainError))
    return { class: 'media-not-uploaded', code: null, text: errorText(error), passing: true };
  const { code, passing } = error.details;
  return {
    class: error.kind === 'media-not-uploaded' ? error.kind : 'media-not-allowed',
    code: typeof code === 'number' ? code : null,
    text: error.message,
    passing: passing === true || error.status === 503,
  };
};

/**
 * Brings files to Meta after their message is recorded and before its permit, which takes only messages that are ready:
 * an upload may last minutes and never happens inside a transaction.
 */
export const createMediaReady = (strapi: Core.Strapi) => {
  const { db, clock, log, random } = contextOf(strapi);
  const busy = new Set<number>();

  const change = async (row: MessageRow, next: Partial<MessageRow>): Promise<boolean> =>
    db.tx(async (trx) => {
      const isLost = next.state === 'failed';
      if (isLost) await lockConversation(trx, row.conversationId);
      const n = await trx(messageTable.table)
        .where({ id: row.id, state: 'queued', attempt: row.attempt, media_state: 'needed' })
        .update(writeRow(messageTable, next));
      if (n === 0) return false;
      if (isLost) await callForUnanswered(strapi, trx, [row.id]);
      await realtimeService(strapi).append(trx, await messageHints(trx, [row], { threads: true }));
      return true;
    });

  const failed = (row: MessageRow, trouble: Trouble): Partial<MessageRow> => {
    const waits = row.lane !== 0 && trouble.passing && row.tries + 1 < MAX_TRIES;
    if (!waits) return failedChange(trouble, clock.now());
    const wait = backoffMs(row.tries + 1, { baseMs: 5_000, maxMs: 300_000 }, random);
    return { tries: row.tries + 1, dueAt: clock.now() + wait };
  };

  /** True: it may ask for its permit. False: the row says what became of it. */
  const ready = async (account: AccountRow, row: MessageRow): Promise<boolean> => {
    if (row.mediaState !== 'needed') return true;
    const stored = outgoingOf(row);
    const ids = new Map<string, string>();
    try {
      for (const ref of filesIn(stored.content))
        ids.set(placeholderOf(ref), await mediaService(strapi).forSending(account, ref));
    } catch (error) {
      const trouble = troubleOf(error);
      log('sending').warn('a file could not be sent', { message: row.id, error: trouble.text });
      await change(row, failed(row, trouble));
      return false;
    }
    const sendable = withIds(stored.content, (ref) => ids.get(placeholderOf(ref)) ?? '');
    return change(row, {
      payload: { ...stored, sendable },
      mediaState: 'ready',
    });
  };

  /** Queued messages of the API and of bots whose files are still to be uploaded; a few at a time. */
  const prepareQueued = async (account: AccountRow): Promise<void> => {
    const raw = await messagesOf(db.knex, account.id)
      .where('m.media_state', 'needed')
      .whereRaw(`m.due_at <= ${db.now}`)
      .orderBy('m.id')
      .limit(AT_ONCE)
      .select<Record<string, unknown>[]>('m.*');
    const rows = raw.map((one) => readRow(messageTable, one)).filter(({ id }) => !busy.has(id));
    await Promise.all(
      rows.map(async (row) => {
        busy.add(row.id);
        try {
          await ready(await accountsService(strapi).get(account.id), row);
        } finally {
          busy.delete(row.id);
        }
      })
    );
  };

  return { ready, prepareQueued };
};
export type MediaReady = ReturnType<typeof createMediaReady>;
