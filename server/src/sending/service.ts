import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService, sendable, type AccountRow } from '../accounts/public';
import {
  ensureConversation,
  messageHints,
  insertMessage,
  messageByKey,
  messageTable,
  pauseBots,
  updateConversation,
  type MessageRow,
  shownState,
} from '../conversations/public';
import type { ResolveMessageBody } from '../contracts/conversations';
import { handoverService } from '../handover/public';
import { DomainError, notFound } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { stableStringify } from '../kernel/json';
import { mediaService } from '../media/public';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { isUniqueViolation, type Dialect } from '../strapi/db';
import { readRow } from '../strapi/table';
import { signsOf } from './domain/plan';
import { entryOfIntent } from './carried';
import { gateRules, isTest } from './gate';
import { createInOrder } from './in-order';
import { keepCode, sealCode } from './codes';
import { createLater, type Later } from './later/service';
import { createMessageEngine, type MessageEngine } from './messages';
import { followResting, keepAttempt, waitsForItsTurn, wakeMessages } from './message-store';
import { createMessageSource } from './message-source';
import { createMediaReady } from './media-ready';
import { afterSend, newMessage } from './new-message';
import { contentAgain, meantAgain } from './content-again';
import { promotionsByMessage, type PromotionSource } from './promotions';
import { createPrepare, type Intent, type Prepared } from './prepare';
import { createEarlyRefusal } from './refuse-early';
import { sweepMessages } from './sweep';
import type { ChainHolds, RunHalts } from './unasked';
import { createNumberWorkers, type NumberWorkers } from './workers';

/** SQLite's driver stops the process for a statement: so long may one transaction of the sender keep people waiting. */
const SQLITE_TURN_MS = 30;
/** A turn of the loop longer than this is late. */
const LATE_TURN_MS: Record<Dialect, number> = { sqlite: 100, postgres: 20, mysql: 20 };

export interface SendResult {
  message: MessageRow;
  /** True when the key was known: the message of the first call, in its current state. */
  repeated: boolean;
}

export interface Sending {
  /** The one door. Answers when the result is known (lane 0) or the message is queued (lane 1). Throws a refusal. */
  send(intent: Intent): Promise<SendResult>;
  prepare(intent: Intent): Promise<Prepared>;
  /** Uncertain: `send-again` makes a new attempt, `leave` waits for a fact. Failed: `retry` makes a new message. `hand-over-again`: see `handover.again`. */
  resolve(
    messageId: number,
    action: ResolveMessageBody['action'],
    agentId: number
  ): Promise<MessageRow>;
  workers: NumberWorkers;
  engine: MessageEngine;
  /** Messages that go at a time. */
  later: Later;
  sweep(): Promise<void>;
  /** The quiet hours have changed: messages that wait for their end are asked again. */
  wake(): Promise<void>;
  /** Who tells when people got promotions; campaigns add themselves. */
  promotionSources: PromotionSource[];
  /** Which chains wait or end, and which runs may not say any more what waits to be sent; set by the wiring. */
  chainHolds: ChainHolds;
  runHalts: RunHalts;
  /** Resolves when no chat message is under way in this process. */
  settled(): Promise<void>;
}

/** Error classes of messages that another channel has, may have or may still get. */
const OTHER_CHANNEL_CLASSES = new Set(['channel', 'handover-failed', 'handover-uncertain']);
const BUSY_WAIT_MS = 100;
/** Messages of other instances that a chat message lets go first, each as long as a call may last. */
const TURNS = 3;

export const createSending = ({ strapi }: { strapi: Core.Strapi }): Sending => {
  const { db, clock, log } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const engine = createMessageEngine(strapi);
  const prepare = createPrepare(strapi);
  const refuseEarly = createEarlyRefusal(strapi);
  const media = createMediaReady(strapi);
  const inOrder = createInOrder();

  const known = async (intent: Intent, bodyHash: string): Promise<MessageRow | null> => {
    const row = await messageByKey(db.knex, {
      keyOwner: intent.key.owner,
      keyHash: keyOf(intent.key.key),
    });
    if (row && row.bodyHash !== bodyHash) {
      throw new DomainError('key-used', 'this idempotency key was used for another message', {
        status: 409,
        remedy: 'Use a new key for a new message.',
      });
    }
    return row;
  };

  const record = async (
    intent: Intent,
    prepared: Prepared,
    bodyHash: string
  ): Promise<MessageRow> => {
    const rules = gateRules(await settingsService(strapi).get());
    const sealed = prepared.code ? sealCode(strapi, prepared.code) : null;
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
      const about = await entryOfIntent(strapi, trx, { intent, prepared });
      const facts = { sql: trx, about, windowExpiresAt, lastInboundAt };
      await refuseEarly(intent, prepared, { ...facts, ...rules });
      const id = await insertMessage(
        trx,
        newMessage(intent, prepared, {
          bodyHash,
          now,
          conversationId: conversation.id,
          owner: runtime.instanceId,
          about,
        })
      );
      if (prepared.code && sealed)
        await keepCode(db, trx, { messageId: id, sealed, minutes: prepared.code.minutes });
      if (prepared.file) await mediaService(strapi).used(trx, prepared.file);
      // A test answers nobody: the conversation stays open or closed, and its bots go on.
      const origin = isTest(intent.testOf) ? 'system' : intent.origin;
      const change = afterSend(prepared, conversation, { id, now, origin });
      await updateConversation(trx, conversation.id, change);
      // Anyone who answers has taken over: bots are silent here until it is handed back (B-18).
      if (origin === 'agent')
        await pauseBots(trx, conversation.id, { by: intent.agentId ?? null, at: now });
      const scope = { assignees: [conversation.assigneeId] };
      const more = (await intent.together?.(trx)) ?? [];
      await realtimeService(strapi).append(trx, [
        { type: 'message', id, parent: conversation.id, scope },
        { type: 'conversation', id: conversation.id, scope },
        ...more,
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
      const waits =
        !permitted && (await waitsForItsTurn(db, id, callMs)) && !(await followResting(db, id));
      if (!waits || permitAt > deadline || runtime.draining.aborted) return { permitted, permitAt };
      await clock.sleep(BUSY_WAIT_MS);
    }
  };

  const sendNow = async (row: MessageRow): Promise<void> => {
    const account = await accountsService(strapi).get(row.accountId);
    if (!(await media.ready(account, row))) return;
    const { permitted, permitAt } = await permitInTurn(account, row.id);
    if (!permitted) return; // refused at the last moment, or somebody else has it: the row says which
    const outcome = await accountsService(strapi)
      .cloudApi(account)
      .sendMessage(account.phoneNumberId, permitted.payload, {
        edge: permitted.edge,
        stillWanted: () => clock.monotonic() - permitAt < runtime.config.permitTooOldMs,
      });
    const plan = await engine.settle(account, { row: permitted.row, outcome, at: clock.now() });
    const { restMs } = signsOf([plan]);
    if (restMs > 0) sending.workers.rest(account.id, restMs);
    if (plan.kind === 'again' && plan.pair) checkWorkers(row.accountId);
    // Its file was gone at Meta; once uploaded again it goes in the same turn.
    const now = await reread(row.id);
    if (plan.kind === 'again' && now.state === 'queued' && now.mediaState === 'needed')
      await sendNow(now);
  };

  const reread = async (id: number): Promise<MessageRow> => {
    const row = await messageByKey(db.knex, { id });
    if (!row) throw notFound('the message');
    return row;
  };

  const checkWorkers = (accountId: number): void => {
    // Also where its worker is at work: it must not go by a limit that was lowered a moment ago.
    void runtime.background.run(log('sending'), 'workers', async () => {
      await sending.workers.check();
      if (!sending.workers.serves(accountId)) runtime.engine.wake('number', accountId);
    });
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
        remedy: 'Try again in a minute.',
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
    if (intent.lane !== 0) {
      checkWorkers(row.accountId);
      return { message: row, repeated: false };
    }
    await inOrder.run(row.conversationId, () => sendNow(row));
    return { message: await reread(row.id), repeated: false };
  };

  const copyOf = (row: MessageRow, agentId: number): Intent => ({
    accountId: row.accountId,
    contactId: row.contactId,
    origin: 'agent',
    agentId,
    lane: 0,
    testOf: row.testOf,
    // Without the agent: two colleagues who retry the same message send one copy.
    key: { owner: 'retry', key: `${row.id}:${row.attempt}` },
    content: contentAgain(row),
    ...meantAgain(row),
  });

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
    if (moved) await inOrder.run(row.conversationId, async () => sendNow(await reread(row.id)));
    return reread(row.id);
  };

  const handOverAgain = async (messageId: number, agentId: number): Promise<MessageRow> => {
    const n = await handoverService(strapi).again({ kind: 'm', messageId }, agentId);
    if (n === 0)
      throw new DomainError('no-handover', 'no hand-over of this message can be tried again', {
        status: 409,
        remedy: 'Check the conversation.',
      });
    return reread(messageId);
  };

  const resolve: Sending['resolve'] = async (messageId, action, agentId) => {
    const row = await reread(messageId);
    if (action === 'hand-over-again') return handOverAgain(messageId, agentId);
    if (action === 'retry') {
      // A copy would be handed over beside the first one, which left or still may.
      if (OTHER_CHANNEL_CLASSES.has(row.errorClass ?? ''))
        throw new DomainError('handed-over', 'this message was handed over to another channel', {
          status: 409,
          remedy: 'Retry the handover, or write a new message.',
        });
      // Meta may tell that it failed, and later that it was delivered all the same.
      if (shownState(row) !== 'failed') {
        throw new DomainError('not-failed', 'only a failed message can be retried', {
          status: 409,
          remedy: 'Check the conversation: the message may have been delivered meanwhile.',
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
    later: createLater(strapi, () => sending),
    promotionSources: [promotionsByMessage],
    chainHolds: () => Promise.resolve(new Map()),
    runHalts: () => Promise.resolve(new Map()),
    workers: createNumberWorkers({
      runtime,
      clock,
      log: log('sending'),
      accounts: () => accountsService(strapi).list(),
      cloudApi: (account) => accountsService(strapi).cloudApi(account),
      silent: (accountId, isSilent) =>
        logsService(strapi).write({
          area: 'account',
          level: isSilent ? 'error' : 'info',
          event: isSilent ? 'meta-silent' : 'meta-answers',
          text: isSilent ? 'WhatsApp answers nothing' : 'WhatsApp answers again',
          accountId,
        }),
      sendable: (account) =>
        sendable(account).ok && accountsService(strapi).credentials(account).token !== null,
      turnMs: db.dialect === 'sqlite' ? SQLITE_TURN_MS : null,
      lateTurnMs: runtime.config.lateTurnMs ?? LATE_TURN_MS[db.dialect],
    }),
    sweep: () => sweepMessages(strapi),
    wake: () => wakeMessages(db),
    settled: async () => {
      await inOrder.settled();
    },
  };
  sending.workers.sources.push(createMessageSource(strapi, engine, media));
  return sending;
};
