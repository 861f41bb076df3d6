import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import { contactsService, type ContactRow } from '../contacts/public';
import {
  callForUnanswered,
  conversationById,
  messageTable,
  type MessageRow,
} from '../conversations/public';
import { handoverService, type ToHandOver } from '../handover/public';
import { limitsService } from '../limits/public';
import { contextOf } from '../strapi/context';
import { writeRow } from '../strapi/table';
import { judgeAbout } from './carried';
import type { CodeRefusal, OpenedCode } from './codes';
import {
  countsAgainstLimit,
  isConfirmation,
  isBulk,
  reserveOne,
  type GateRefusal,
  type GateRules,
} from './gate';
import { failedChange, waitingChange, type Resting } from './message-store';
import { recipientOf } from './prepare';
import { lockCapped, promotionsOf } from './promotions';
import { onlyMarketing } from './templates-now';
import {
  chainOfOwner,
  isUnasked,
  runOfChain,
  UNASKED_LIKE,
  unaskedOwner,
  type ChainHolds,
  type RunHalts,
} from './unasked';
import {
  catchUpWait,
  inboundWait,
  isPromotional,
  UNHEARD_MS,
  unheardOf,
  waits,
  type InboundWait,
} from './unheard';

/** The limit is rolling: a place may come free in any minute. */
const LIMIT_WAIT_MS = 60_000;

/** Why a message does not go: by the gate, its code, or because something of its campaign or person comes first. */
type Refusal =
  | GateRefusal
  | CodeRefusal
  | 'unheard'
  | 'campaign-paused'
  | 'campaign-cancelled'
  | 'automation-stopped';

/** `until`: when it is asked again (epoch ms); null = it has failed. */
interface Stopped {
  contact: ContactRow;
  refusal: Refusal;
  until: number | null;
}

/** After an outage it keeps its time: it is not even looked at until it may go (`restingOf`). */
const laterOf = ({ dueAt }: MessageRow, inbound: InboundWait | null, now: number): number =>
  inbound?.kind === 'catch-up' ? (dueAt ?? now) : now + UNHEARD_MS;

/** Through the service and not the public file, which shows this file too. */
const sendingOf = (strapi: Core.Strapi) =>
  strapi.plugin('whatsapp').service('sending') as { chainHolds: ChainHolds; runHalts: RunHalts };

const chainOf = ({ keyOwner }: MessageRow) => chainOfOwner(keyOwner);
const runOf = (row: MessageRow) => runOfChain(chainOf(row));

/** When people got promotions that count for messages of a chain, by chain and person. */
type Promoted = Map<string | null, Map<number, number[]>>;

/** A single template that this person wants by another channel, as it is handed over (O-29). */
const handedOver = (row: MessageRow, contact: ContactRow): ToHandOver[] => {
  const content = row.payload?.content;
  const { id, accountId, campaignId, category, topic, body } = row;
  if (!body || content?.type !== 'template') return [];
  if (category !== 'MARKETING' && category !== 'UTILITY') return [];
  const owner = { kind: 'm' as const, id };
  const templateName = content.template.name;
  return [{ owner, campaignId, accountId, contact, category, topic, body, templateName }];
};

/** What decides whether a single message may go now, in the transaction of its permit. */
export const createMessageGate = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);

  /** Judges one permitted row inside the transaction. */
  const judge = async (
    trx: Knex.Transaction,
    {
      account,
      row,
      promotions,
      code,
      ...rules
    }: {
      account: AccountRow;
      row: MessageRow;
      now: number;
      promotions: Promoted;
      code: OpenedCode | undefined;
    } & GateRules
  ) => {
    const contact = await contactsService(strapi).get(row.contactId, trx);
    if (code?.refusal) return { contact, refusal: code.refusal, until: null };
    const conversation = await conversationById(trx, row.conversationId);
    const ask = {
      contact,
      category: row.category ?? 'SERVICE',
      topic: row.topic,
      promotions: promotions.get(chainOf(row))?.get(row.contactId) ?? [],
      windowExpiresAt: conversation?.windowExpiresAt ?? null,
      lastInboundAt: conversation?.lastInboundAt ?? null,
      agentInitiated: row.origin === 'agent',
      confirms: isConfirmation(row.origin, row.keyOwner),
      unasked: isUnasked(row.keyOwner),
      bulk: isBulk({ ...row, category: row.category ?? 'SERVICE' }),
      ...rules,
    };
    const about = row.payload?.about ?? null;
    const { refused, carried } = await judgeAbout(strapi, trx, { ask, about });
    if (refused) return { contact, refusal: refused.reason, until: refused.until };
    const to = recipientOf(contact);
    if (!to) return { contact, refusal: 'no-address' as const, until: null };
    const by = carried && { carried, contactId: contact.id };
    if (!countsAgainstLimit(ask)) return { to, inLimit: false, by };
    const granted = await reserveOne(limitsService(strapi), trx, {
      account,
      contactId: contact.id,
      lane: row.lane === 0 ? 'agent' : 'bulk',
    });
    if (granted) return { to, inLimit: true, by };
    // A full limit fails no message that nobody waits for: it goes by itself when older ones expire (M-37).
    const until = row.lane === 0 ? null : rules.now + LIMIT_WAIT_MS;
    return { contact, refusal: 'limit-full' as const, until };
  };

  /** What may go later (`until`) waits for it; everything else has failed. */
  const refuse = async (
    trx: Knex.Transaction,
    row: MessageRow,
    {
      refusal,
      until,
      contact,
      now,
    }: {
      refusal: Refusal;
      until: number | null;
      contact: ContactRow;
      now: number;
    }
  ) => {
    if (refusal === 'channel') await handoverService(strapi).take(trx, handedOver(row, contact));
    const change =
      until === null
        ? failedChange({ code: null, class: refusal, text: refusal }, now)
        : waitingChange(refusal, until);
    await trx(messageTable.table).where({ id: row.id }).update(writeRow(messageTable, change));
    if (until === null) await callForUnanswered(strapi, trx, [row.id]);
  };

  /** Owners of the keys of those of the messages that are promotional. */
  const promotionalOwners = async (ids: number[]): Promise<(string | null)[]> => {
    const rows = await db
      .knex(messageTable.table)
      .whereIn('id', ids)
      .where((q) => void q.where(onlyMarketing).orWhere('key_owner', 'like', UNASKED_LIKE))
      .distinct<{ key_owner: string | null }[]>('key_owner');
    return rows.map((row) => row.key_owner);
  };

  /** Is any of these a utility template of the API? Those of automations are promotional. */
  const hasBrief = async (ids: number[]): Promise<boolean> => {
    const brief = db.knex(messageTable.table).whereIn('id', ids);
    return (await brief.where({ category: 'UTILITY', origin: 'api' }).first('id')) !== undefined;
  };

  /** What people wrote and has to be heard before these may go. Asked only where some of them would wait for it. */
  const hearingOf = async (
    ids: number[],
    owners: readonly unknown[]
  ): Promise<InboundWait | null> => {
    if (owners.length > 0) return inboundWait(strapi);
    return (await hasBrief(ids)) ? catchUpWait(strapi) : null;
  };
  const inboundWaitOf = async (ids: number[]) => hearingOf(ids, await promotionalOwners(ids));

  /** What of these messages of a number would not be permitted now, no matter who they are for; null: nothing that is known here. */
  const restingOf = async (ids: number[]): Promise<Resting | null> => {
    const owners = await promotionalOwners(ids);
    const chains = owners.flatMap((owner) => chainOfOwner(owner) ?? []);
    const holds = chains.length > 0 ? await sendingOf(strapi).chainHolds(db.knex, chains) : null;
    const waiting = chains.filter((chain) => holds?.get(chain) === 'wait').map(unaskedOwner);
    const hearing = await hearingOf(ids, owners);
    return hearing || waiting.length > 0 ? { hearing, owners: waiting } : null;
  };

  /**
   * Rows that may not go whatever the gate says, with the reason: their campaign is paused or cancelled, or what the person
   * wrote is not applied yet. For a message by hand only the person's own words count: somebody waits for it.
   */
  const heldBack = async (
    trx: Knex.Transaction,
    rows: readonly MessageRow[],
    { account, inbound, now }: { account: AccountRow; inbound: InboundWait | null; now: number }
  ): Promise<Map<number, Stopped>> => {
    const held = new Map<number, Stopped>();
    const promotional = rows.filter(isPromotional);
    const isDeaf = (row: MessageRow): boolean =>
      row.lane !== 0 && inbound !== null && waits(inbound, row);
    for (const row of rows.filter(isDeaf)) {
      const contact = await contactsService(strapi).get(row.contactId, trx);
      held.set(row.id, { contact, refusal: 'unheard', until: laterOf(row, inbound, now) });
    }
    if (promotional.length === 0) return held;
    const holds = await sendingOf(strapi).chainHolds(
      trx,
      promotional.flatMap(({ keyOwner }) => chainOfOwner(keyOwner) ?? [])
    );
    const runIds = promotional.flatMap((row) => runOf(row) ?? []);
    const halts = runIds.length > 0 ? await sendingOf(strapi).runHalts(trx, runIds) : new Map();
    const isUnheard = await unheardOf(trx, account);
    const until = now + UNHEARD_MS;
    for (const row of promotional) {
      const contact = await contactsService(strapi).get(row.contactId, trx);
      const hold = holds.get(chainOfOwner(row.keyOwner) ?? '');
      if (hold === 'end') held.set(row.id, { contact, refusal: 'campaign-cancelled', until: null });
      else if (hold === 'wait') held.set(row.id, { contact, refusal: 'campaign-paused', until });
      else if (halts.has(runOf(row) ?? 0))
        held.set(row.id, { contact, refusal: 'automation-stopped', until: null });
      else if (!held.has(row.id) && isUnheard(contact, row.lane === 0 ? 'own' : undefined))
        held.set(row.id, { contact, refusal: 'unheard', until });
    }
    return held;
  };

  /** Marketing is rare among single messages: nobody else waits for a lock. */
  const lockPromoted = (
    trx: Knex.Transaction,
    ids: number[],
    { rules }: GateRules
  ): Promise<void> => {
    const sends = trx(messageTable.table).whereIn('id', ids).where(onlyMarketing);
    return lockCapped(strapi, trx, { sends, rules });
  };

  /** When the people of these messages got promotions. A campaign's own message counts for nothing in its chain. */
  const promotedBefore = async (
    trx: Knex.Transaction,
    rows: readonly MessageRow[],
    { now, rules }: { now: number } & GateRules
  ): Promise<Promoted> => {
    const promoted = rows.filter(isPromotional);
    const messageIds = promoted.map(({ id }) => id);
    const found: Promoted = new Map();
    for (const chain of new Set(promoted.map(chainOf))) {
      const people = await contactsService(strapi).byIds(
        trx,
        promoted.filter((row) => chainOf(row) === chain).map(({ contactId }) => contactId)
      );
      const asked = { people: [...people.values()], rules, now, except: { messageIds, chain } };
      found.set(chain, await promotionsOf(strapi, trx, asked));
    }
    return found;
  };

  return { inboundWaitOf, restingOf, heldBack, lockPromoted, promotedBefore, judge, refuse };
};
