import type { Core } from '@strapi/strapi';
import type { AccountRow } from '../accounts/public';
import type { VariantLetter } from '../contracts/campaign-trial';
import { randomHex } from '../kernel/hash';
import { limitsService } from '../limits/public';
import { mediaService } from '../media/public';
import { runtimeService, type Lease } from '../runtime/public';
import {
  boundMedia,
  catchUpWait,
  FILE_SLOT,
  sendingService,
  type SendSource,
} from '../sending/public';
import { affectedRows } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { errorText } from '../strapi/log';
import type { Breaker, Permitted, PlanError } from '../sending/public';
import { tellFinished } from './finished';
import { readFrozen } from './frozen';
import { hearingOf, shownHearing, type Waiting } from './hearing';
import { nextHour, type Rest } from './asleep';
import { chainRoom, flowHindrance } from './flow';
import { createPace } from './pace';
import { createPermit } from './permit';
import { createSettle } from './settle';
import { addPauseReason, campaignsIn } from './store';
import { campaignTable, OPEN_STATES, recipientTable, type CampaignRow } from './tables';
import { asMessage, winnerOf } from './variants';

const RECIPIENTS = recipientTable.table;
const CAMPAIGNS = campaignTable.table;

interface Claimed {
  campaignId: number;
  /** Of a test: the message of this row. */
  variant: VariantLetter | null;
  /** Of a campaign in everybody's language: the same. */
  templateId: number | null;
}

interface Group {
  claimed: Claimed;
  ids: number[];
}

export interface CampaignSourceHooks {
  /** Open pages of these campaigns should refetch; called often, told on at most once a second. */
  changed(campaignIds: number[]): void;
  breaker(
    campaignId: number,
    account: AccountRow,
    breaker: { breaker: Breaker; error: PlanError | null }
  ): Promise<void>;
  completed(campaignId: number): void;
}

/** The limit as it is known now; undefined: unknown, null: none. */
const limitOf = ({ limitKnown, messagingLimit }: AccountRow): number | null | undefined =>
  limitKnown ? messagingLimit : undefined;

/** Campaign rows as work of a number: claim, permit, settle, completion. */
export const createCampaignSource = (strapi: Core.Strapi, hooks: CampaignSourceHooks) => {
  const { db, clock, log } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const permitGroup = createPermit(strapi);
  const settle = createSettle(strapi);
  const pace = createPace(db);
  const waiting = new Map<number, Waiting>();
  /** Campaigns that found the messaging limit full: at which limit, and when they ask again. */
  const fullAt = new Map<number, { limit: number | null | undefined; askAgainAt: number }>();
  /** Until when nobody of a campaign may be disturbed. */
  const asleep = new Map<number, Rest>();
  const campaigns = new Map<number, CampaignRow>();
  /** recipient id → campaign and message, of what was claimed by this process. */
  const claimedOf = new Map<number, Claimed>();
  /** account id → claimed rows whose permit failed while others of the same turn got theirs: the next claim hands them out. */
  const leftOver = new Map<number, number[]>();
  const cleaned = new Map<number, number>();
  let next = 0;

  /** Rows claimed under an earlier holder never had a permit: they are safe to queue again. */
  const reclaim = async (account: AccountRow, lease: Lease) => {
    if (cleaned.get(account.id) === lease.epoch) return;
    const open = await campaignsIn(db.knex, ['running', 'paused'], account.id);
    for (const campaign of open) {
      await db
        .knex(RECIPIENTS)
        .where({ campaign_id: campaign.id, state: 'claimed' })
        .andWhere('claim_epoch', '<', lease.epoch)
        .update({ state: 'queued', claim: null });
    }
    cleaned.set(account.id, lease.epoch);
  };

  const mayClaim = async (campaign: CampaignRow, account: AccountRow): Promise<boolean> => {
    const known = waiting.get(campaign.id);
    const full = fullAt.get(campaign.id);
    // A limit that Meta changed is asked at once.
    const isFull =
      full !== undefined && full.limit === limitOf(account) && full.askAgainAt > clock.now();
    if (known?.kind === 'limit' && isFull) return false;
    const wait = await hearingOf(strapi, campaign);
    if (wait) {
      const shown = shownHearing(wait);
      waiting.set(campaign.id, shown);
      if (known?.kind !== shown.kind || known.until !== shown.until) hooks.changed([campaign.id]);
      return false;
    }
    if (known) {
      waiting.delete(campaign.id);
      hooks.changed([campaign.id]);
    }
    return true;
  };

  /** Nobody is due. People are told when all who are left sleep. */
  const rest = async (campaign: CampaignRow) => {
    const next = await nextHour(db, campaign);
    if (asleep.get(campaign.id)?.until === next?.until) return;
    if (next === null) asleep.delete(campaign.id);
    else asleep.set(campaign.id, next);
    hooks.changed([campaign.id]);
  };

  /** The message of rows that waited for the winner. */
  const restsOn = async (campaign: CampaignRow, rows: { variant: Claimed['variant'] }[]) =>
    campaign.frozenVariants && rows.some(({ variant }) => variant === null)
      ? winnerOf(db.knex, campaign)
      : null;

  const claimOf = async (campaign: CampaignRow, lease: Lease, asked: number): Promise<number[]> => {
    const most = await chainRoom(db, campaign, await pace.room(campaign, asked));
    if (most === 0) return [];
    const claim = randomHex(16);
    const result: unknown = await db.knex.raw(
      `UPDATE ${RECIPIENTS} SET state = 'claimed', claim = ?, claim_epoch = ?
       WHERE state = 'queued' AND id IN (SELECT id FROM (
         SELECT id FROM ${RECIPIENTS} WHERE campaign_id = ? AND state = 'queued' AND due_at <= ${db.now} ORDER BY due_at, id LIMIT ${most}) x)`,
      [claim, lease.epoch, campaign.id]
    );
    if (affectedRows(db.dialect, result) === 0) {
      await rest(campaign);
      return [];
    }
    if (asleep.delete(campaign.id)) hooks.changed([campaign.id]);
    const rows = await db
      .knex(RECIPIENTS)
      .where({ campaign_id: campaign.id, state: 'claimed', claim })
      .orderBy('id')
      .select<{ id: unknown; variant: Claimed['variant']; template_id: unknown }[]>(
        'id',
        'variant',
        'template_id'
      );
    const ids = rows.map((row) => Number(row.id));
    const winner = await restsOn(campaign, rows);
    for (const { id, variant, template_id: templateId } of rows)
      claimedOf.set(Number(id), {
        campaignId: campaign.id,
        variant: variant ?? winner,
        templateId: templateId === null ? null : Number(templateId),
      });
    await pace.take(campaign, ids.length);
    campaigns.set(campaign.id, campaign);
    return ids;
  };

  /** Files of the message at Meta; when they cannot be brought there the campaign rests with the reason, nobody fails. */
  const filesOf = async (campaign: CampaignRow, account: AccountRow) => {
    try {
      const frozen = readFrozen(campaign);
      if (frozen.kind !== 'text') return await boundMedia(strapi, account, campaign.bindings);
      return frozen.file
        ? { [FILE_SLOT]: await mediaService(strapi).forSending(account, frozen.file.id) }
        : {};
    } catch (error) {
      const reason = { reason: 'media-not-uploaded', detail: errorText(error), at: clock.now() };
      await addPauseReason(db, campaign.id, reason);
      hooks.changed([campaign.id]);
      return null;
    }
  };

  /** Claimed rows without a permit are safe to queue again. */
  const giveBack = async (ids: number[]) => {
    await db
      .knex(RECIPIENTS)
      .whereIn('id', ids)
      .andWhere({ state: 'claimed' })
      .update({ state: 'queued', claim: null });
    for (const id of ids) claimedOf.delete(id);
  };

  /** A bot that was switched off or broken meanwhile: the campaign rests with the reason instead of failing people. */
  const mayStart = async (campaign: CampaignRow, account: AccountRow): Promise<boolean> => {
    const hindrance = await flowHindrance(strapi, campaign, account.id);
    if (hindrance === null) return true;
    await addPauseReason(db, campaign.id, { ...hindrance, at: clock.now() });
    hooks.changed([campaign.id]);
    return false;
  };

  const limitWait = async (campaign: CampaignRow, account: AccountRow) => {
    const { nextFreeAt } = await limitsService(strapi).state(account);
    // Asked again now and then: people already counted, or with an open window, need no place.
    const ask = clock.now() + runtime.config.limitAskMs;
    fullAt.set(campaign.id, {
      limit: limitOf(account),
      askAgainAt: Math.min(nextFreeAt ?? ask, ask),
    });
    // What people are told is when the next place becomes free (M-37).
    waiting.set(campaign.id, { kind: 'limit', until: nextFreeAt });
    hooks.changed([campaign.id]);
  };

  /** The campaign when it runs and nobody of it is left to send to. */
  const atItsEnd = (sql: Sql, id: number) =>
    sql(CAMPAIGNS)
      .where({ id, state: 'running', snapshot_done: true })
      .whereNotExists(
        sql(RECIPIENTS)
          .where({ campaign_id: id })
          .whereIn('state', [...OPEN_STATES, 'sending'])
          .select(sql.raw('1'))
      );

  const complete = async (campaign: CampaignRow) => {
    const { id } = campaign;
    if (!(await atItsEnd(db.knex, id).first<unknown>('id'))) return;
    const isOver = await db.tx(async (trx) => {
      // Checked again under the lock: see `runAgain`.
      await trx(CAMPAIGNS).where({ id }).forUpdate().first<unknown>('id');
      const ended = { state: 'completed', finished_at: trx.raw(db.now) };
      if ((await atItsEnd(trx, id).update(ended)) !== 1) return false;
      await tellFinished(strapi, trx, { ...campaign, state: 'completed' });
      return true;
    });
    if (!isOver) return;
    waiting.delete(campaign.id);
    asleep.delete(campaign.id);
    hooks.completed(campaign.id);
  };

  /** Claimed rows by campaign, variant and language: a permit is for one message. */
  const groupsOf = (ids: number[]): Group[] => {
    const groups = new Map<string, Group>();
    for (const id of ids) {
      const claimed = claimedOf.get(id);
      if (!claimed) continue;
      const key = `${claimed.campaignId}:${claimed.variant ?? ''}:${claimed.templateId ?? ''}`;
      const group = groups.get(key) ?? { claimed, ids: [] };
      group.ids.push(id);
      groups.set(key, group);
    }
    return [...groups.values()];
  };

  /** The permit of one group. What is committed is added to `permitted` at once, whatever fails after it. */
  const permitOne = async (
    { account, lease }: { account: AccountRow; lease: Lease },
    { claimed, ids }: Group,
    permitted: Permitted[]
  ): Promise<void> => {
    const row = campaigns.get(claimed.campaignId);
    if (!row) return;
    const campaign = asMessage(row, claimed);
    const media = await filesOf(campaign, account);
    // Rows were claimed ahead: the door may have shut since.
    if (!media || (await catchUpWait(strapi)) || !(await mayStart(campaign, account))) {
      await giveBack(ids);
      await pace.giveBack(campaign, ids.length);
      return;
    }
    const result = await permitGroup({ account, lease, campaign, media }, ids);
    permitted.push(...result.permitted);
    for (const id of ids) claimedOf.delete(id);
    await pace.giveBack(campaign, ids.length - result.leaving);
    if (result.limitFull) await limitWait(campaign, account);
  };

  /** Claimed rows that wait for another try at their permit. */
  const takeLeftOver = (accountId: number): number[] => {
    const ids = leftOver.get(accountId) ?? [];
    leftOver.delete(accountId);
    return ids;
  };

  const source: SendSource = {
    name: 'campaigns',
    hasWork: async (accountId) => {
      const row = await db
        .knex(CAMPAIGNS)
        .where({ account_id: accountId, state: 'running' })
        .first<{ id: number } | undefined>('id');
      return row !== undefined;
    },

    claim: async (account, lease, most) => {
      await reclaim(account, lease);
      const left = takeLeftOver(account.id);
      if (left.length > 0) return left;
      const running = await campaignsIn(db.knex, ['running'], account.id);
      const ids: number[] = [];
      const share = Math.max(1, Math.ceil(most / Math.max(1, running.length)));
      for (let i = 0; i < running.length && ids.length < most; i += 1) {
        const campaign = running[(next + i) % running.length];
        if (campaign && (await mayClaim(campaign, account)))
          ids.push(...(await claimOf(campaign, lease, Math.min(share, most - ids.length))));
      }
      next += 1;
      return ids;
    },

    permit: async (account, lease, ids) => {
      const groups = groupsOf(ids);
      const permitted: Permitted[] = [];
      const errors: unknown[] = [];
      for (const group of groups)
        await permitOne({ account, lease }, group, permitted).catch((error: unknown) => {
          errors.push(error);
        });
      if (errors.length > 0) {
        // Nothing was permitted: the worker asks again for the same rows.
        if (permitted.length === 0) throw errors[0];
        // The permits of the other groups are committed: their messages leave now, and the rest waits for the next claim.
        log('campaigns').error('permit', { account: account.id, error: errorText(errors[0]) });
        const rest = ids.filter((id) => claimedOf.has(id));
        leftOver.set(account.id, [...takeLeftOver(account.id), ...rest]);
      }
      hooks.changed([...new Set(groups.map(({ claimed }) => claimed.campaignId))]);
      return permitted;
    },

    settle: async (account, results) => {
      const report = await settle(account, results);
      hooks.changed(report.campaignIds);
      const opened = new Set<string>();
      for (const { campaignId, breaker, error } of report.breakers) {
        const key = `${campaignId}:${breaker}`;
        if (opened.has(key)) continue;
        opened.add(key);
        await hooks.breaker(campaignId, account, { breaker, error });
      }
      return report.signs;
    },

    release: async (account, lease) => {
      cleaned.delete(account.id);
      leftOver.delete(account.id);
      const open = await campaignsIn(db.knex, ['running', 'paused'], account.id);
      for (const campaign of open) {
        await db
          .knex(RECIPIENTS)
          .where({ campaign_id: campaign.id, state: 'claimed', claim_epoch: lease.epoch })
          .update({ state: 'queued', claim: null });
      }
    },

    idle: async (account) => {
      for (const campaign of await campaignsIn(db.knex, ['running'], account.id))
        await complete(campaign);
    },
  };

  return {
    source,
    /**
     * Why these campaigns send nothing now; a number at rest holds all its campaigns. What an outage left to wait for every
     * process knows, the rest only the one that sends.
     */
    whyNotNow: async (
      rows: readonly CampaignRow[]
    ): Promise<(row: CampaignRow) => Waiting | null> => {
      const { workers } = sendingService(strapi);
      const catchUp = rows.some(({ state }) => state === 'running') && (await catchUpWait(strapi));
      return ({ id, accountId, state }) => {
        const until = accountId === null ? null : workers.restsUntil(accountId);
        if (accountId !== null && workers.isSilent(accountId)) return { kind: 'no-answer', until };
        if (until !== null) return { kind: 'rate', until };
        if (catchUp && state === 'running') return shownHearing(catchUp);
        const known = waiting.get(id) ?? asleep.get(id);
        if (known) return known;
        return accountId !== null && workers.givesWay(accountId)
          ? { kind: 'busy', until: null }
          : null;
      };
    },
  };
};

export type CampaignSource = ReturnType<typeof createCampaignSource>;
