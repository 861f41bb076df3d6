import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { callForMessage, messageTable, shownState, type MessageRow } from '../conversations/public';
import { keyOf } from '../kernel/hash';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { readRow } from '../strapi/table';
import { keyOfAsking, keyOfStep } from './domain/message-key';
import type { CallEffect } from './public';
import { OWNER } from './replies';
import { runTable, type RunRow } from './tables';
import { failWaiting, openQuestions } from './wait-store';

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

/** Refused at once, or by a status later: that leaves the state as it was. */
const hasFailed = ({ state, rank }: Raw): boolean =>
  shownState({ state: state as MessageRow['state'], rank: Number(rank) }) === 'failed';

/**
 * A message that a bot answers in full calls for nobody of the team. It does after all where the bot cannot answer it, or
 * leads it to people: then it is unread and waits, and the rules of teams give the conversation to somebody, unless the step
 * itself names a team (`byRule: false`).
 */
export const createCalls = (strapi: Core.Strapi, effects: readonly CallEffect[]) => {
  const call = async (
    trx: Knex.Transaction,
    { messageId }: Pick<RunRow, 'messageId'>,
    { byRule = true }: { byRule?: boolean } = {}
  ): Promise<FeedEntry[]> => {
    const called = messageId === null ? null : await callForMessage(strapi, trx, messageId);
    if (!called) return [];
    const hints = [...called.hints];
    if (!byRule) return hints;
    for (const effect of effects) hints.push(...(await effect.called(trx, called.conversation)));
    return hints;
  };
  /** An uncertain question may have arrived: it goes on waiting. */
  const failQuestion = async (
    trx: Knex.Transaction,
    { conversation_id, key_hash }: Raw
  ): Promise<void> => {
    const open = await openQuestions(trx, Number(conversation_id));
    const run = open.find((one) => keyOf(keyOfAsking(one)) === key_hash);
    if (run) await failWaiting(trx, run, contextOf(strapi).clock.now());
  };

  return {
    /** Reads what `call` needs: within a transaction nothing but the database is asked. */
    load: async (): Promise<void> => {
      for (const effect of effects) await effect.load();
    },
    call,
    /** Meta took none of these, or nobody knows: the person may have no answer. A question that failed ends its waiting. */
    repliesFailed: async (trx: Knex.Transaction, ids: readonly number[]): Promise<void> => {
      const replies = await trx(messageTable.table)
        .whereIn('id', [...ids])
        .whereNotNull('key_hash')
        .select<Raw[]>('conversation_id', 'key_hash', 'key_owner', 'state', 'rank');
      for (const reply of replies) {
        if (hasFailed(reply)) await failQuestion(trx, reply);
        const run = reply.key_owner === OWNER ? await runOfReply(trx, reply) : null;
        if (run) await realtimeService(strapi).append(trx, await call(trx, run));
      }
    },
  };
};
export type Calls = ReturnType<typeof createCalls>;
