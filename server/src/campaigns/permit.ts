import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import type { Recipient } from '../cloud-api/message-types';
import { buildMessage } from '../cloud-api/messages';
import {
  isPromotion,
  noteCarried,
  type ConsentRules,
  type MessageCategory,
} from '../consent/public';
import type { ContactRow } from '../contacts/public';
import type { SkipReason } from '../contracts/campaigns';
import type { MessageBody } from '../contracts/conversations';
import type { FileRef } from '../contracts/media';
import { handoverService, type ToHandOver } from '../handover/public';
import { failPoint } from '../kernel/fail-point';
import { randomHex } from '../kernel/hash';
import { addTo } from '../kernel/lists';
import { makeToken } from '../kernel/send-token';
import { limitsService } from '../limits/public';
import type { CarriedBy } from '../records/public';
import { leaseTable, runtimeService, type Lease } from '../runtime/public';
import {
  gateRules,
  lockCapped,
  promotionsOf,
  UNHEARD_MS,
  unheardOf,
  type Permitted,
  type Rendered,
} from '../sending/public';
import { settingsService } from '../settings/public';
import { affectedRows, among, amongSql } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import { dbNow, txReadBack } from '../strapi/db';
import type { Core } from '@strapi/strapi';
import { readRow } from '../strapi/table';
import { carriedPeople } from './carried';
import { keepCounts } from './count-store';
import { campaignRenderer, carriedFile, mostlyCounts, readFrozen } from './frozen';
import { handedOver } from './handed-over';
import { knownOfCampaign } from './known';
import { startFlows } from './flow';
import { judgeRecipient } from './judge';
import { peopleOf } from './merged';
import { withTemplateNow } from './recategorised';
import { orStale } from './stale';
import { NO_WINDOW, windowsOf } from './windows';
import { campaignTable, recipientTable, type CampaignRow, type RecipientRow } from './tables';
import { holdPeopleOf, threadsOf } from './threads';

const RECIPIENTS = recipientTable.table;

/** What a result needs again: the row under its permit, and what the person will see in the thread. */
export interface RecipientRef {
  campaign: CampaignRow;
  row: RecipientRow;
  body: MessageBody;
  /** The file of the media library that goes with it. */
  file: FileRef | null;
  contact: ContactRow;
  category: MessageCategory;
}

export interface PermitResult {
  permitted: Permitted[];
  /** The messaging limit had no place for some: they are queued again. */
  limitFull: boolean;
  /** How many messages and chains leave under it. */
  leaving: number;
}

interface Install {
  installId: string;
  secret: string;
}

/** Under which right a group asks. */
export interface PermitRun {
  account: AccountRow;
  lease: Lease;
  campaign: CampaignRow;
  /** Meta's ids of the files in the message, by slot: uploaded before, since a transaction awaits no network. */
  media: Record<string, string>;
}

/** A row that the gate let through, with everything that its message needs. */
interface Passed {
  row: RecipientRow;
  contact: ContactRow;
  /** `rendered` is null where a bot's chain speaks instead of one message. */
  verdict: {
    to: Recipient;
    rendered: Rendered | null;
    counts: boolean;
    category: MessageCategory;
    /** The entry without which it would not go; null: it needs none. */
    carried: CarriedBy | null;
  };
}

/** A permit that is taken back before anything was posted under it. */
const BACK_IN_QUEUE = {
  state: 'queued',
  claim: null,
  permit: null,
  permit_at: null,
  in_limit: false,
} as const;

/** Whom the gate does not let through now. */
interface Aside {
  skipped: Map<SkipReason, number[]>;
  /** By when they may be reached (epoch ms). */
  asleep: Map<number, number[]>;
  elsewhere: ToHandOver[];
}

/**
 * The permit of a group of one campaign (engine 8). One transaction: the move with lease and campaign as conditions of
 * the same statement, the gate on facts read now, the reservation in the portfolio. Nothing is posted before it commits.
 */
export const createPermit = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const renderers = new Map<string, ReturnType<typeof campaignRenderer>>();

  const rendererOf = (campaign: CampaignRow) => {
    const key = `${campaign.id}:${campaign.runNo}:${campaign.changedAt}:${campaign.letter ?? ''}:${campaign.templateId ?? ''}`;
    const known = renderers.get(key);
    if (known) return known;
    if (renderers.size > 50) renderers.clear();
    const made = campaignRenderer(campaign);
    renderers.set(key, made);
    return made;
  };

  const move = async (
    trx: Knex.Transaction,
    {
      campaign,
      lease,
      ids,
      permit,
    }: { campaign: CampaignRow; lease: Lease; ids: number[]; permit: string }
  ): Promise<number> => {
    const asked = amongSql(db.dialect, 'id', ids);
    const result: unknown = await trx.raw(
      `UPDATE ${RECIPIENTS} SET state = 'sending', reason = NULL, permit = ?, permit_at = ${db.now}, sent_by = ?,
           in_limit = ?
       WHERE ${asked.sql} AND state = 'claimed' AND claim_epoch = ?
         AND EXISTS (SELECT 1 FROM ${leaseTable.table} l WHERE l.name = ? AND l.owner = ? AND l.epoch = ? AND l.until_ms > ${db.now})
         AND EXISTS (SELECT 1 FROM ${campaignTable.table} k WHERE k.id = ? AND k.state = 'running' AND k.run_no = ?)`,
      [
        permit,
        runtime.instanceId,
        mostlyCounts(campaign),
        ...asked.bindings,
        lease.epoch,
        lease.name,
        runtime.instanceId,
        lease.epoch,
        campaign.id,
        campaign.runNo,
      ]
    );
    return affectedRows(db.dialect, result);
  };

  const promotes = (campaign: CampaignRow): boolean =>
    isPromotion({ category: readFrozen(campaign).category, bulk: true });

  /**
   * Before the rows, as everybody takes them: who is asked about a cap, which is counted under the lock of its person
   * (engine 9), and all whose thread a chain will write to.
   */
  const holdFirst = async (
    trx: Knex.Transaction,
    { campaign, ids, rules }: { campaign: CampaignRow; ids: number[]; rules: ConsentRules }
  ): Promise<void> => {
    if (readFrozen(campaign).kind === 'flow')
      await holdPeopleOf(strapi, trx, await threadsOf(trx, ids, { withoutMessage: false }));
    if (promotes(campaign))
      await lockCapped(strapi, trx, { sends: trx(RECIPIENTS).whereIn('id', ids), rules });
  };

  const promotedBefore = async (
    trx: Knex.Transaction,
    people: readonly ContactRow[],
    { campaign, rules, now }: { campaign: CampaignRow; rules: ConsentRules; now: number }
  ): Promise<Map<number, number[]>> =>
    promotes(campaign)
      ? promotionsOf(strapi, trx, { people, rules, now, except: { campaignId: campaign.id } })
      : new Map<number, number[]>();

  const putAside = async (
    trx: Knex.Transaction,
    { skipped, asleep, elsewhere }: Aside,
    now: number
  ) => {
    for (const [reason, ids] of skipped)
      await trx(RECIPIENTS)
        .whereIn('id', ids)
        .update({ state: 'skipped', reason, in_limit: false, skipped_at: now });
    for (const [dueAt, ids] of asleep)
      await trx(RECIPIENTS)
        .whereIn('id', ids)
        .update({ ...BACK_IN_QUEUE, reason: 'quiet-hours', due_at: dueAt });
    await handoverService(strapi).take(trx, elsewhere);
  };

  /** Rows of people whose words were all applied; the others are asked again a little later. */
  const heard = async (
    trx: Knex.Transaction,
    { campaign, account }: Pick<PermitRun, 'campaign' | 'account'>,
    { rows, people }: { rows: RecipientRow[]; people: ReadonlyMap<number, ContactRow> }
  ): Promise<RecipientRow[]> => {
    if (!promotes(campaign)) return rows;
    const isUnheard = await unheardOf(trx, account);
    const waits = rows.filter(({ contactId }) => {
      const contact = people.get(contactId);
      return contact !== undefined && isUnheard(contact);
    });
    if (waits.length === 0) return rows;
    const ids = waits.map(({ id }) => id);
    await trx(RECIPIENTS)
      .whereIn('id', ids)
      .update({ ...BACK_IN_QUEUE, due_at: (await dbNow(db, trx)) + UNHEARD_MS });
    return rows.filter(({ id }) => !ids.includes(id));
  };

  /** Takes the permit back from those whom the gate refuses or lets sleep; answers those who passed. */
  const passGate = async (
    trx: Knex.Transaction,
    {
      campaign,
      account,
      rules,
      media,
      rows: moved,
    }: {
      campaign: CampaignRow;
      account: AccountRow;
      rules: ConsentRules;
      media: Record<string, string>;
      rows: RecipientRow[];
    }
  ): Promise<Passed[]> => {
    const { people, ...found } = await peopleOf(strapi, trx, moved);
    const rows = await heard(trx, { campaign, account }, { ...found, people });
    const contactIds = rows.map((row) => row.contactId);
    const windows = await windowsOf(db, trx, { accountId: account.id, contactIds });
    const now = await dbNow(db, trx);
    const all = [...people.values()];
    const known = await knownOfCampaign(strapi, trx, { campaign, people: all });
    const promotions = await promotedBefore(trx, all, { campaign, rules, now });
    const carried = await carriedPeople(strapi, trx, { campaign, people: all });
    const render = rendererOf(campaign);
    const aside: Aside = { skipped: new Map(), asleep: new Map(), elsewhere: [] };
    const passed: Passed[] = [];
    for (const row of rows) {
      const contact = people.get(row.contactId);
      const said = judgeRecipient(campaign, contact, {
        windows: windows.get(row.contactId) ?? NO_WINDOW,
        promotions: promotions.get(row.contactId) ?? [],
        known: known.get(row.contactId),
        carried: carried.get(row.contactId) ?? null,
        ...{ now, rules, media, render },
      });
      const verdict = orStale(said, row, now);
      if ('until' in verdict) addTo(aside.asleep, verdict.until, row.id);
      else if ('reason' in verdict) {
        addTo(aside.skipped, verdict.reason, row.id);
        if ('rendered' in verdict && verdict.rendered && contact)
          aside.elsewhere.push(
            ...handedOver(campaign, { row, contact, body: verdict.rendered.body })
          );
      } else if (contact) passed.push({ row, contact, verdict });
    }
    await putAside(trx, aside, now);
    return passed;
  };

  /** The move wrote for all whether they have a place in the limit; who is not like most gets the other answer. */
  const markOthers = async (trx: Knex.Transaction, campaign: CampaignRow, granted: Passed[]) => {
    const most = mostlyCounts(campaign);
    const others = granted.filter(({ row }) => row.inLimit !== most).map(({ row }) => row.id);
    if (others.length === 0) return;
    await trx(RECIPIENTS)
      .modify(among(db.dialect, 'id', others))
      .update({ in_limit: !most });
  };

  /** Reserves places in the messaging limit; anyone who finds none waits in the queue. */
  const reserve = async (
    trx: Knex.Transaction,
    { account, campaign }: PermitRun,
    passed: Passed[]
  ): Promise<{ granted: Passed[]; limitFull: boolean }> => {
    const counting = passed.filter(({ verdict }) => verdict.counts);
    const contactIds = counting.map(({ row }) => row.contactId);
    const places = await limitsService(strapi).reserve(trx, { account, contactIds, lane: 'bulk' });
    const waits = new Set(counting.filter(({ row }) => !places.granted.has(row.contactId)));
    if (waits.size > 0) {
      const ids = [...waits].map(({ row }) => row.id);
      await trx(RECIPIENTS).whereIn('id', ids).update(BACK_IN_QUEUE);
    }
    const granted = passed.filter((item) => !waits.has(item));
    for (const { row, verdict } of granted) row.inLimit = verdict.counts;
    await markOthers(trx, campaign, granted);
    return { granted, limitFull: waits.size > 0 };
  };

  /** By which entries those who leave were carried (O-33). */
  const noteEntries = (trx: Knex.Transaction, granted: readonly Passed[]): Promise<void> => {
    const at = clock.now();
    return noteCarried(
      db,
      trx,
      granted.flatMap(({ row: { id, attempt }, contact, verdict: { carried } }) => {
        const owner = { kind: 'r', id } as const;
        return carried ? [{ contactId: contact.id, owner, attempt, carried, at }] : [];
      })
    );
  };

  const toPermitted = (
    { row, contact, verdict }: Passed,
    { campaign, install, file }: { campaign: CampaignRow; install: Install; file: FileRef | null }
  ): Permitted[] => {
    if (!verdict.rendered) return [];
    const token = makeToken({ kind: 'r', id: row.id, attempt: row.attempt }, install);
    const { body, content } = verdict.rendered;
    const ref: RecipientRef = { campaign, row, body, file, contact, category: verdict.category };
    const payload = buildMessage(content, { to: verdict.to, callbackData: token });
    const { id, attempt, tries } = row;
    const edge = campaign.maxPriced ? 'marketing_messages' : 'messages';
    return [{ id, attempt, tries, payload, edge, ref }];
  };

  return async (given: PermitRun, asked: number[]): Promise<PermitResult> => {
    const install = await runtime.install();
    const { rules } = gateRules(await settingsService(strapi).get());
    const ids = [...asked].sort((a, b) => a - b);
    const permit = randomHex(16);
    const grant = async (trx: Knex.Transaction, run: PermitRun): Promise<PermitResult> => {
      const moved = await move(trx, { ...run, ids, permit });
      failPoint('in-permit-tx');
      // What stayed behind (paused, cancelled, lease lost) had no permit: it may be claimed again.
      if (moved < ids.length) {
        await trx(RECIPIENTS)
          .whereIn('id', ids)
          .andWhere({ state: 'claimed', claim_epoch: run.lease.epoch })
          .update({ state: 'queued', claim: null });
      }
      if (moved === 0) return { permitted: [], limitFull: false, leaving: 0 };
      const raw = await trx(RECIPIENTS)
        .where({ permit })
        .modify(among(db.dialect, 'id', ids))
        .orderBy('id')
        .select<Record<string, unknown>[]>();
      const rows = raw.map((row) => readRow(recipientTable, row));
      const passed = await passGate(trx, { ...run, rules, rows });
      const { granted, limitFull } = await reserve(trx, run, passed);
      await noteEntries(trx, granted);
      const flows = granted.filter(({ verdict }) => !verdict.rendered);
      await startFlows(strapi, trx, { campaign: run.campaign, rows: flows.map(({ row }) => row) });
      const file = carriedFile(readFrozen(run.campaign));
      const permitted = granted.flatMap((item) =>
        toPermitted(item, { campaign: run.campaign, install, file })
      );
      return { limitFull, permitted, leaving: granted.length };
    };
    return txReadBack(
      db,
      async (trx) => {
        // Anyone who makes the template marketing after this look pauses the campaign with it: then no row moves.
        const run = { ...given, campaign: await withTemplateNow(trx, given) };
        await holdFirst(trx, { campaign: run.campaign, ids, rules });
        return keepCounts(trx, ids, () => grant(trx, run));
      },
      async (sql) =>
        (await sql(RECIPIENTS).whereIn('id', ids).andWhere({ permit }).first('id')) !== undefined
    );
  };
};
