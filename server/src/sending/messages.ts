import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService, type AccountRow } from '../accounts/public';
import type { MessageContent, MessagePayload } from '../cloud-api/message-types';
import { buildMessage } from '../cloud-api/messages';
import type { SendOutcome } from '../cloud-api/outcome';
import { contactsService } from '../contacts/public';
import {
  conversationById,
  messageHints,
  messageTable,
  type MessageRow,
} from '../conversations/public';
import { randomHex } from '../kernel/hash';
import { makeToken } from '../kernel/send-token';
import { limitsService } from '../limits/public';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { dbNow } from '../strapi/db';
import { writeRow } from '../strapi/table';
import { planAfter, type Breaker, type Plan, type PlanError } from './domain/plan';
import { countsAgainstLimit, gateRefusal, reserveOne, type GateRefusal } from './gate';
import {
  failedChange,
  keepAttempt,
  leavePermit,
  permitMessages,
  recordAccepted,
} from './message-store';
import { recipientOf } from './prepare';

/** The limit is rolling: a place may come free in any minute. */
const LIMIT_WAIT_MS = 60_000;

/** A message whose permit is committed. */
export interface MessagePermit {
  row: MessageRow;
  payload: MessagePayload;
}

interface LeaseGuard {
  name: string;
  owner: string;
  epoch: number;
}

/** What is stored with a message for its send; recipient and token are added under the permit. */
export interface StoredPayload {
  content: MessageContent;
  replyTo: string | null;
}

/** The permission side of chat and API messages: permit and result (engine 3.3). */
export const createMessageEngine = (strapi: Core.Strapi) => {
  const { db, random } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const accounts = () => accountsService(strapi);

  /** Judges one permitted row inside the transaction; a refusal takes the permit back for good. */
  const judge = async (
    trx: Knex.Transaction,
    {
      account,
      row,
      ...rules
    }: { account: AccountRow; row: MessageRow; now: number; agentUtilityDays: number }
  ) => {
    const contact = await contactsService(strapi).get(row.contactId, trx);
    const conversation = await conversationById(trx, row.conversationId);
    const ask = {
      contact,
      category: (row.category ?? 'SERVICE') as 'SERVICE',
      windowExpiresAt: conversation?.windowExpiresAt ?? null,
      lastInboundAt: conversation?.lastInboundAt ?? null,
      agentInitiated: row.origin === 'agent',
      ...rules,
    };
    const refusal = gateRefusal(ask);
    const to = recipientOf(contact);
    if (refusal || !to) return { refusal: refusal ?? ('no-address' as const) };
    if (!countsAgainstLimit(ask)) return { to, inLimit: false };
    const granted = await reserveOne(limitsService(strapi), trx, {
      account,
      contactId: contact.id,
      lane: row.lane === 0 ? 'agent' : 'bulk',
    });
    return granted ? { to, inLimit: true } : { refusal: 'limit-full' as const };
  };

  /** A full limit fails no message that nobody waits for: it goes by itself when older ones expire (M-37). */
  const refuse = (
    trx: Knex.Transaction,
    row: MessageRow,
    { refusal, now }: { refusal: GateRefusal; now: number }
  ) =>
    trx(messageTable.table)
      .where({ id: row.id })
      .update(
        writeRow(
          messageTable,
          refusal === 'limit-full' && row.lane !== 0
            ? { state: 'queued', permit: null, permitAt: null, dueAt: now + LIMIT_WAIT_MS }
            : failedChange({ code: null, class: refusal, text: refusal }, now)
        )
      );

  /** Moves queued rows to `sending`, checks each at the last moment, and answers those that may be posted. */
  const permit = async (
    account: AccountRow,
    ids: number[],
    lease: LeaseGuard | null
  ): Promise<MessagePermit[]> => {
    const install = await runtime.install();
    const { callMs } = runtime.config;
    const { agentUtilityDays } = await settingsService(strapi).get();
    return db.tx(async (trx) => {
      const mark = randomHex(16);
      const rows = await permitMessages(db, trx, { ids, permit: mark, lease, callMs });
      const now = await dbNow(db, trx);
      const granted: MessagePermit[] = [];
      const refused: MessageRow[] = [];
      for (const row of rows) {
        const verdict = await judge(trx, { account, row, now, agentUtilityDays });
        if (!verdict.to) {
          await refuse(trx, row, { refusal: verdict.refusal, now });
          refused.push(row);
          continue;
        }
        if (verdict.inLimit)
          await trx(messageTable.table).where({ id: row.id }).update({ in_limit: true });
        const { content, replyTo } = row.payload as unknown as StoredPayload;
        const token = makeToken({ kind: 'm', id: row.id, attempt: row.attempt }, install);
        granted.push({
          row: { ...row, inLimit: verdict.inLimit },
          payload: buildMessage(content, {
            to: verdict.to,
            callbackData: token,
            ...(replyTo ? { replyTo } : {}),
          }),
        });
      }
      await realtimeService(strapi).append(
        trx,
        await messageHints(trx, refused, { threads: true })
      );
      return granted;
    });
  };

  const releaseLimit = async (trx: Knex.Transaction, account: AccountRow, row: MessageRow) => {
    if (row.inLimit) await limitsService(strapi).release(trx, account, [row.contactId]);
  };

  /** Back to the queue as a new attempt; the old one stays in the history. */
  const queueAgain = async (
    trx: Knex.Transaction,
    { row, plan }: { row: MessageRow; plan: Extract<Plan, { kind: 'again' }> }
  ) => {
    const { afterMs, error } = plan;
    const now = await dbNow(db, trx);
    const moved = await leavePermit(
      trx,
      { id: row.id, permit: row.permit ?? '' },
      {
        state: 'queued',
        attempt: row.attempt + 1,
        tries: row.tries + (plan.counts ? 1 : 0),
        permit: null,
        permitAt: null,
        dueAt: now + afterMs,
        inLimit: false,
        // What Meta said last stays to be read while the message waits.
        ...(error ? { errorCode: error.code, errorClass: error.class, errorText: error.text } : {}),
      }
    );
    if (moved === 0) return;
    await keepAttempt(db, trx, {
      ownerKind: 'm',
      ownerId: row.id,
      number: row.attempt,
      wamid: row.wamid,
      rank: row.rank,
      permitAt: row.permitAt,
      errorCode: error?.code ?? null,
      errorText: error?.text ?? null,
      decidedBy: 'engine',
      at: now,
    });
  };

  const applyPlan = async (
    trx: Knex.Transaction,
    { account, row, plan, at }: { account: AccountRow; row: MessageRow; plan: Plan; at: number }
  ) => {
    const held = { id: row.id, permit: row.permit ?? '' };
    if (plan.kind === 'accepted') {
      await recordAccepted(db, trx, {
        table: messageTable.table,
        id: row.id,
        attempt: row.attempt,
        wamid: plan.wamid,
        at,
      });
      await contactsService(strapi).touchOutbound(trx, [row.contactId], at);
    } else if (plan.kind === 'uncertain') {
      await leavePermit(trx, held, {
        state: 'uncertain',
        errorClass: 'uncertain',
        errorText: plan.why,
      });
    } else if (plan.kind === 'again' && row.lane !== 0) {
      await releaseLimit(trx, account, row);
      await queueAgain(trx, { row, plan });
    } else {
      // A person waits for lane 0: they see what Meta said and decide; nothing is repeated behind their back.
      const network: PlanError = {
        code: null,
        class: 'not-sent-network',
        text: 'WhatsApp could not be reached',
      };
      const error = ('error' in plan ? plan.error : null) ?? network;
      await releaseLimit(trx, account, row);
      await leavePermit(trx, held, failedChange(error, at));
    }
    await realtimeService(strapi).append(trx, await messageHints(trx, [row], { threads: true }));
  };

  /** Writes one result. Facts are written whatever the row believes; the rest only while the permit is ours. */
  const settle = async (
    account: AccountRow,
    { row, outcome, at }: { row: MessageRow; outcome: SendOutcome; at: number }
  ): Promise<Plan> => {
    const plan = planAfter(outcome, { tries: row.tries, mayCool: false, random });
    await db.tx((trx) => applyPlan(trx, { account, row, plan, at }));
    if (plan.kind === 'again' || plan.kind === 'failed')
      await openBreaker(account, plan.breaker, plan.error);
    return plan;
  };

  const openBreaker = async (
    account: AccountRow,
    breaker: Breaker | null,
    error: PlanError | null
  ) => {
    if (breaker === 'auth')
      await accounts().setStatus(account.id, 'token-refused', error?.text ?? null);
    if (breaker === 'limit') await limitsService(strapi).full(account);
  };

  return { permit, settle };
};

export type MessageEngine = ReturnType<typeof createMessageEngine>;
