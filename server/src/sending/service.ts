import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService, sendable, type AccountRow } from '../accounts/public';
import {
  ensureConversation,
  messageHints,
  insertMessage,
  messageByKey,
  messageTable,
  updateConversation,
  type MessageRow,
} from '../conversations/public';
import { DomainError, notFound } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { stableStringify } from '../kernel/json';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { isUniqueViolation } from '../strapi/db';
import { errorText } from '../strapi/log';
import { readRow } from '../strapi/table';
import { signsOf } from './domain/plan';
import { gateRefusal } from './gate';
import { createMessageEngine, type MessageEngine } from './messages';
import { keepAttempt, waitsForItsTurn } from './message-store';
import { createMessageSource } from './message-source';
import { createPrepare, type Intent, type Prepared } from './prepare';
import { sweepMessages } from './sweep';
import { createNumberWorkers, type NumberWorkers } from './workers';

export interface SendResult {
  message: MessageRow;
  /** True when the key was known: the message of the first call, in its current state. */
  repeated: boolean;
}

export interface Sending {
  /** The one door. Answers when the result is known (lane 0) or the message is queued (lane 1). Throws a refusal. */
  send(intent: Intent): Promise<SendResult>;
  prepare(intent: Intent): Promise<Prepared>;
  /** Uncertain: `send-again` makes a new attempt, `leave` waits for a fact. Failed: `retry` makes a new message. */
  resolve(
    messageId: number,
    action: 'send-again' | 'leave' | 'retry',
    agentId: number
  ): Promise<MessageRow>;
  workers: NumberWorkers;
  engine: MessageEngine;
  sweep(): Promise<void>;
  /** Resolves when no chat message is under way in this process. */
  settled(): Promise<void>;
}

const BUSY_WAIT_MS = 100;
/** Messages of other instances that a chat message lets go first, each as long as a call may last. */
const TURNS = 3;

/** A message before its permit. */
const newMessage = (
  intent: Intent,
  prepared: Prepared,
  row: { bodyHash: string; now: number; conversationId: number; owner: string }
): Partial<MessageRow> => ({
  conversationId: row.conversationId,
  accountId: prepared.account.id,
  contactId: prepared.contact.id,
  direction: 'out',
  origin: intent.origin,
  type: prepared.content.type,
  body: prepared.body,
  text: prepared.body.text ?? '',
  payload: { content: prepared.content, replyTo: prepared.replyTo },
  templateId: prepared.template?.id ?? null,
  category: prepared.category,
  contextKey: prepared.replyTo ? keyOf(prepared.replyTo) : null,
  state: 'queued',
  rank: 0,
  attempt: 1,
  tries: 0,
  lane: intent.lane,
  owner: row.owner,
  dueAt: row.now,
  keyOwner: intent.key.owner,
  keyHash: keyOf(intent.key.key),
  bodyHash: row.bodyHash,
  clientId: intent.origin === 'agent' ? intent.key.key : null,
  agentId: intent.agentId ?? null,
  inLimit: false,
  sample: false,
  at: row.now,
});

export const createSending = ({ strapi }: { strapi: Core.Strapi }): Sending => {
  const { db, clock, log } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const engine = createMessageEngine(strapi);
  const prepare = createPrepare(strapi);
  const chains = new Map<number, Promise<unknown>>();

  /** One message of a thread at a time, in the order in which they were recorded. */
  const inOrder = <T>(conversationId: number, work: () => Promise<T>): Promise<T> => {
    const before = chains.get(conversationId) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(work);
    chains.set(conversationId, mine);
    void mine
      .catch(() => undefined)
      .finally(() => {
        if (chains.get(conversationId) === mine) chains.delete(conversationId);
      });
    return mine;
  };

  const known = async (intent: Intent, bodyHash: string): Promise<MessageRow | null> => {
    const row = await messageByKey(db.knex, {
      keyOwner: intent.key.owner,
      keyHash: keyOf(intent.key.key),
    });
    if (row && row.bodyHash !== bodyHash) {
      throw new DomainError('key-used', 'this idempotency key was used for another message', {
        status: 409,
        remedy: 'use a new key for a new message',
      });
    }
    return row;
  };

  const refuseEarly = async (
    intent: Intent,
    prepared: Prepared,
    facts: {
      windowExpiresAt: number | null;
      lastInboundAt: number | null;
      agentUtilityDays: number;
    }
  ) => {
    const refusal = gateRefusal({
      contact: prepared.contact,
      category: prepared.category,
      ...facts,
      agentInitiated: intent.origin === 'agent',
      now: clock.now(),
    });
    if (!refusal) return;
    throw new DomainError(refusal, `the message may not be sent: ${refusal}`, {
      status: 422,
      remedy: refusal === 'window-closed' ? 'send an approved template' : 'record an opt-in first',
    });
  };

  const record = async (
    intent: Intent,
    prepared: Prepared,
    bodyHash: string
  ): Promise<MessageRow> => {
    const { agentUtilityDays } = await settingsService(strapi).get();
    return db.tx(async (trx: Knex.Transaction) => {
      const now = clock.now();
      const { account, contact } = prepared;
      const conversation = await ensureConversation(db, trx, {
        accountId: account.id,
        contactId: contact.id,
        now,
        origin: intent.origin,
      });
      const { windowExpiresAt, lastInboundAt } = conversation;
      await refuseEarly(intent, prepared, { windowExpiresAt, lastInboundAt, agentUtilityDays });
      const id = await insertMessage(
        trx,
        newMessage(intent, prepared, {
          bodyHash,
          now,
          conversationId: conversation.id,
          owner: runtime.instanceId,
        })
      );
      await updateConversation(trx, conversation.id, {
        status: 'open',
        lastMessageAt: Math.max(now, conversation.lastMessageAt),
        lastMessageId: id,
        lastText: prepared.line.slice(0, 500),
        lastDirection: 'out',
        lastType: prepared.content.type,
      });
      const scope = { assignees: [conversation.assigneeId] };
      await realtimeService(strapi).append(trx, [
        { type: 'message', id, parent: conversation.id, scope },
        { type: 'conversation', id: conversation.id, scope },
      ]);
      const raw = await trx(messageTable.table).where({ id }).first<Record<string, unknown>>();
      return readRow(messageTable, raw);
    });
  };

  /** Asks again while an earlier message of the thread is under way, here or on another instance. */
  const permitInTurn = async (account: AccountRow, id: number) => {
    const { callMs } = runtime.config;
    const deadline = clock.monotonic() + TURNS * callMs;
    for (;;) {
      const permitAt = clock.monotonic();
      const [permitted] = await engine.permit(account, [id], null);
      const waits = !permitted && (await waitsForItsTurn(db, id, callMs));
      if (!waits || permitAt > deadline || runtime.draining.aborted) return { permitted, permitAt };
      await clock.sleep(BUSY_WAIT_MS);
    }
  };

  const sendNow = async (row: MessageRow): Promise<void> => {
    const account = await accountsService(strapi).get(row.accountId);
    const { permitted, permitAt } = await permitInTurn(account, row.id);
    if (!permitted) return; // refused at the last moment, or somebody else has it: the row says which
    const outcome = await accountsService(strapi)
      .cloudApi(account)
      .sendMessage(account.phoneNumberId, permitted.payload, {
        stillWanted: () => clock.monotonic() - permitAt < runtime.config.permitTooOldMs,
      });
    const plan = await engine.settle(account, { row: permitted.row, outcome, at: clock.now() });
    const { restMs } = signsOf([plan]);
    if (restMs > 0) sending.workers.rest(account.id, restMs);
  };

  const reread = async (id: number): Promise<MessageRow> => {
    const row = await messageByKey(db.knex, { id });
    if (!row) throw notFound('the message');
    return row;
  };

  const send: Sending['send'] = async (intent) => {
    const bodyHash =
      intent.key.bodyHash ??
      keyOf(stableStringify({ to: [intent.accountId, intent.contactId], content: intent.content }));
    const before = await known(intent, bodyHash);
    if (before) return { message: before, repeated: true };
    if (runtime.draining.aborted) {
      throw new DomainError('restarting', 'the server is restarting', {
        status: 503,
        remedy: 'try again in a minute',
      });
    }
    const prepared = await prepare(intent);
    let row: MessageRow;
    try {
      row = await record(intent, prepared, bodyHash);
    } catch (error) {
      const twin = isUniqueViolation(error) ? await known(intent, bodyHash) : null;
      if (!twin) throw error;
      return { message: twin, repeated: true };
    }
    if (intent.lane === 0) await inOrder(row.conversationId, () => sendNow(row));
    else
      sending.workers
        .check()
        .catch((e: unknown) => log('sending').error('workers', { error: errorText(e) }));
    return { message: await reread(row.id), repeated: false };
  };

  const copyOf = (row: MessageRow, agentId: number): Intent => {
    if (row.type !== 'text' && !row.templateId) {
      throw new DomainError('cannot-retry', 'this kind of message cannot be sent again from here', {
        status: 409,
      });
    }
    const payload = row.payload as { content?: { text?: { body?: string } } } | null;
    return {
      accountId: row.accountId,
      contactId: row.contactId,
      origin: 'agent',
      agentId,
      lane: 0,
      key: { owner: `user:${agentId}`, key: `retry:${row.id}:${row.attempt}` },
      content: row.templateId
        ? { type: 'template', templateId: row.templateId, values: {} }
        : { type: 'text', text: payload?.content?.text?.body ?? row.text ?? '' },
    };
  };

  const sendAgain = async (row: MessageRow, agentId: number): Promise<MessageRow> => {
    const moved = await db.tx(async (trx) => {
      const n = await trx(messageTable.table)
        .where({ id: row.id, attempt: row.attempt })
        .whereIn('state', ['uncertain', 'left'])
        .update({
          state: 'queued',
          attempt: row.attempt + 1,
          tries: 0,
          permit: null,
          permit_at: null,
          error_code: null,
          error_class: null,
          error_text: null,
          due_at: clock.now(),
          owner: runtime.instanceId,
        });
      if (n === 0) return false;
      await keepAttempt(db, trx, {
        ownerKind: 'm',
        ownerId: row.id,
        number: row.attempt,
        wamid: row.wamid,
        rank: row.rank,
        permitAt: row.permitAt,
        errorCode: row.errorCode,
        errorText: row.errorText,
        decidedBy: String(agentId),
        at: clock.now(),
      });
      return true;
    });
    if (moved) await inOrder(row.conversationId, async () => sendNow(await reread(row.id)));
    return reread(row.id);
  };

  const resolve: Sending['resolve'] = async (messageId, action, agentId) => {
    const row = await reread(messageId);
    if (action === 'retry') {
      if (row.state !== 'failed' && row.failedAt === null) {
        throw new DomainError('not-failed', 'only a failed message can be retried', {
          status: 409,
        });
      }
      return (await send(copyOf(row, agentId))).message;
    }
    if (action === 'send-again') return sendAgain(row, agentId);
    await db.tx(async (trx) => {
      await trx(messageTable.table)
        .where({ id: row.id, state: 'uncertain' })
        .update({ state: 'left' });
      await realtimeService(strapi).append(trx, await messageHints(trx, [row], { threads: false }));
    });
    return reread(messageId);
  };

  const sending: Sending = {
    send,
    prepare,
    resolve,
    engine,
    workers: createNumberWorkers({
      runtime,
      clock,
      log: log('sending'),
      accounts: () => accountsService(strapi).list(),
      cloudApi: (account) => accountsService(strapi).cloudApi(account),
      sendable: (account) =>
        sendable(account).ok && accountsService(strapi).credentials(account).token !== null,
    }),
    sweep: () => sweepMessages(strapi),
    settled: async () => {
      await Promise.allSettled([...chains.values()]);
    },
  };
  sending.workers.sources.push(createMessageSource(strapi, engine));
  return sending;
};
