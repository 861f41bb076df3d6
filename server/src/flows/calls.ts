import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { callForMessage, messageTable } from '../conversations/public';
import { keyOf } from '../kernel/hash';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { readRow } from '../strapi/table';
import type { CallEffect } from './public';
import { keyOfStep, OWNER } from './replies';
import { runTable, type RunRow } from './tables';

type Raw = Record<string, unknown>;

/** Of a run that goes round, its last nodes: a message fails soon or never. */
const VISITS_SEARCHED = 100;

/** The run that sent this message; null: none did, or it answered no message. */
const runOfReply = async (
  trx: Knex.Transaction,
  { conversation_id, key_hash }: Raw
): Promise<RunRow | null> => {
  const raw = await trx(runTable.table)
    .where({ conversation_id })
    .whereNotNull('message_id')
    .orderBy('id', 'desc')
    .limit(50)
    .select<Raw[]>();
  const sent = ({ id, step: last }: RunRow) => {
    const first = Math.max(0, last - VISITS_SEARCHED);
    const visits = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    return visits.some((step) => keyOf(keyOfStep({ id, step })) === key_hash);
  };
  return raw.map((one) => readRow(runTable, one)).find(sent) ?? null;
};

/**
 * A message that a bot answers in full calls for nobody of the team. It does after all where the bot cannot answer it, or
 * leads it to people: then it is unread and waits, and the rules of teams give the conversation to somebody.
 */
export const createCalls = (strapi: Core.Strapi, effects: readonly CallEffect[]) => {
  const call = async (
    trx: Knex.Transaction,
    { messageId }: Pick<RunRow, 'messageId'>
  ): Promise<FeedEntry[]> => {
    const called = messageId === null ? null : await callForMessage(strapi, trx, messageId);
    if (!called) return [];
    const hints = [...called.hints];
    for (const effect of effects) hints.push(...(await effect.called(trx, called.conversation)));
    return hints;
  };
  return {
    /** Reads what `call` needs: within a transaction nothing but the database is asked. */
    load: async (): Promise<void> => {
      for (const effect of effects) await effect.load();
    },
    call,
    /** Meta took none of these, or nobody knows: the person may have no answer. */
    repliesFailed: async (trx: Knex.Transaction, ids: readonly number[]): Promise<void> => {
      const replies = await trx(messageTable.table)
        .whereIn('id', [...ids])
        .where({ key_owner: OWNER })
        .select<Raw[]>('conversation_id', 'key_hash');
      for (const reply of replies) {
        const run = await runOfReply(trx, reply);
        if (run) await realtimeService(strapi).append(trx, await call(trx, run));
      }
    },
  };
};
export type Calls = ReturnType<typeof createCalls>;
