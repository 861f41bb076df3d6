import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import { buildMessage } from '../cloud-api/messages';
import { contactsService, type ContactRow } from '../contacts/public';
import type { SkipReason } from '../contracts/campaigns';
import type { MessageBody } from '../contracts/conversations';
import { conversationTable } from '../conversations/public';
import { failPoint } from '../kernel/fail-point';
import { randomHex } from '../kernel/hash';
import { makeToken } from '../kernel/send-token';
import { limitsService } from '../limits/public';
import { leaseTable, runtimeService, type Lease } from '../runtime/public';
import { countsAgainstLimit, gateRefusal, recipientOf, type Permitted } from '../sending/public';
import { affectedRows } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import { dbNow } from '../strapi/db';
import type { Core } from '@strapi/strapi';
import { readRow } from '../strapi/table';
import { withCounts } from './count-store';
import { campaignRenderer, readFrozen } from './frozen';
import { campaignTable, recipientTable, type CampaignRow, type RecipientRow } from './tables';

const RECIPIENTS = recipientTable.table;
const CONVERSATIONS = conversationTable.table;

/** What a result needs again: the row under its permit, and what the person will see in the thread. */
export interface RecipientRef {
  row: RecipientRow;
  body: MessageBody;
  contact: ContactRow;
  category: string;
}

export interface PermitResult {
  permitted: Permitted[];
  /** The messaging limit had no place for some: they are queued again. */
  limitFull: boolean;
}

interface Windows {
  windowExpiresAt: number | null;
  lastInboundAt: number | null;
}

/**
 * The permit of a group of one campaign (engine 4.3). One transaction: the move with lease and campaign as conditions of
 * the same statement, the gate on facts read now, the reservation in the portfolio. Nothing is posted before it commits.
 */
export const createPermit = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const renderers = new Map<string, ReturnType<typeof campaignRenderer>>();

  const rendererOf = (campaign: CampaignRow) => {
    const key = `${campaign.id}:${campaign.runNo}:${campaign.changedAt}`;
    const known = renderers.get(key);
    if (known) return known;
    if (renderers.size > 50) renderers.clear();
    const made = campaignRenderer(campaign);
    renderers.set(key, made);
    return made;
  };

  const move = async (
    trx: Knex.Transaction,
    { campaign, lease, ids, permit }: { campaign: CampaignRow; lease: Lease; ids: number[]; permit: string }
  ): Promise<number> => {
    const marks = ids.map(() => '?').join(',');
    const result: unknown = await trx.raw(
      `UPDATE ${RECIPIENTS} SET state = 'sending', permit = ?, permit_at = ${db.now}, sent_by = ?
       WHERE id IN (${marks}) AND state = 'claimed' AND claim_epoch = ?
         AND EXISTS (SELECT 1 FROM ${leaseTable.table} l WHERE l.name = ? AND l.owner = ? AND l.epoch = ? AND l.until_ms > ${db.now})
         AND EXISTS (SELECT 1 FROM ${campaignTable.table} k WHERE k.id = ? AND k.state = 'running' AND k.run_no = ?)`,
      [permit, runtime.instanceId, ...ids, lease.epoch, lease.name, runtime.instanceId, lease.epoch, campaign.id, campaign.runNo]
    );
    return affectedRows(db.dialect, result);
  };

  const windowsOf = async (trx: Knex.Transaction, accountId: number, contactIds: number[]): Promise<Map<number, Windows>> => {
    const rows = await trx(CONVERSATIONS)
      .where({ account_id: accountId })
      .whereIn('contact_id', contactIds)
      .select<Record<string, unknown>[]>('contact_id', 'window_expires_at', 'last_inbound_at');
    const instant = (value: unknown) => (value === null || value === undefined ? null : Number(value));
    return new Map(
      rows.map((row) => [
        Number(row.contact_id),
        { windowExpiresAt: instant(row.window_expires_at), lastInboundAt: instant(row.last_inbound_at) },
      ])
    );
  };

  /** The gate, the values and the address of one row; a reason when it must be skipped. */
  const judge = (campaign: CampaignRow, contact: ContactRow | undefined, { windows, now }: { windows: Windows; now: number }) => {
    const { category } = readFrozen(campaign);
    if (!contact) return { reason: 'merged' as SkipReason };
    const ask = { contact, category, ...windows, agentInitiated: false, now };
    const refusal = gateRefusal(ask);
    if (refusal) return { reason: refusal as SkipReason };
    const to = recipientOf(contact);
    if (!to) return { reason: 'no-address' as SkipReason };
    const result = rendererOf(campaign)(contact);
    if (!result.ok) return { reason: 'missing-value' as SkipReason };
    return { to, rendered: result.rendered, counts: countsAgainstLimit(ask), category };
  };

  const setSkipped = async (trx: Knex.Transaction, byReason: Map<SkipReason, number[]>) => {
    for (const [reason, ids] of byReason) await trx(RECIPIENTS).whereIn('id', ids).update({ state: 'skipped', reason });
  };

  return async (
    { account, lease, campaign }: { account: AccountRow; lease: Lease; campaign: CampaignRow },
    asked: number[]
  ): Promise<PermitResult> => {
    const install = await runtime.install();
    const ids = [...asked].sort((a, b) => a - b);
    const permit = randomHex(16);
    return db.tx(async (trx) => {
      const { result } = await withCounts(trx, ids, async (): Promise<PermitResult> => {
        const moved = await move(trx, { campaign, lease, ids, permit });
        failPoint('in-permit-tx');
        // What stayed behind (paused, cancelled, lease lost) had no permit: it may be claimed again.
        if (moved < ids.length) {
          await trx(RECIPIENTS).whereIn('id', ids).andWhere({ state: 'claimed' }).update({ state: 'queued', claim: null });
        }
        if (moved === 0) return { permitted: [], limitFull: false };
        const raw = await trx(RECIPIENTS).where({ permit }).whereIn('id', ids).orderBy('id').select<Record<string, unknown>[]>();
        const rows = raw.map((row) => readRow(recipientTable, row));
        const contactIds = rows.map((row) => row.contactId);
        const people = await contactsService(strapi).byIds(trx, contactIds);
        const windows = await windowsOf(trx, account.id, contactIds);
        const now = await dbNow(db, trx);
        const skipped = new Map<SkipReason, number[]>();
        const passed: { row: RecipientRow; contact: ContactRow; verdict: Extract<ReturnType<typeof judge>, { to: unknown }> }[] = [];
        for (const row of rows) {
          const contact = people.get(row.contactId);
          const verdict = judge(campaign, contact, {
            windows: windows.get(row.contactId) ?? { windowExpiresAt: null, lastInboundAt: null },
            now,
          });
          if ('reason' in verdict) skipped.set(verdict.reason, [...(skipped.get(verdict.reason) ?? []), row.id]);
          else if (contact) passed.push({ row, contact, verdict });
        }
        await setSkipped(trx, skipped);
        const counting = passed.filter(({ verdict }) => verdict.counts);
        const places = await limitsService(strapi).reserve(trx, {
          account,
          contactIds: counting.map(({ row }) => row.contactId),
          lane: 'bulk',
        });
        const waiting = counting.filter(({ row }) => !places.granted.has(row.contactId)).map(({ row }) => row.id);
        if (waiting.length > 0) {
          await trx(RECIPIENTS).whereIn('id', waiting).update({ state: 'queued', claim: null, permit: null, permit_at: null });
        }
        const made = passed.filter(({ row }) => places.made.has(row.contactId)).map(({ row }) => row.id);
        if (made.length > 0) await trx(RECIPIENTS).whereIn('id', made).update({ in_limit: true });
        const wait = new Set(waiting);
        return {
          limitFull: waiting.length > 0,
          permitted: passed
            .filter(({ row }) => !wait.has(row.id))
            .map(({ row, contact, verdict }): Permitted => {
              const token = makeToken({ kind: 'r', id: row.id, attempt: row.attempt }, install);
              const ref: RecipientRef = {
                row: { ...row, inLimit: places.made.has(row.contactId) },
                body: verdict.rendered.body,
                contact,
                category: verdict.category,
              };
              return {
                id: row.id,
                attempt: row.attempt,
                tries: row.tries,
                payload: buildMessage(verdict.rendered.content, { to: verdict.to, callbackData: token }),
                ref,
              };
            }),
        };
      });
      return result;
    });
  };
};
