import type { Core } from '@strapi/strapi';
import {
  channelOf,
  channelsReady,
  consentRules,
  gateContact,
  mayContact,
  offeredChannels,
} from '../consent/public';
import { contactsService, type ContactRow } from '../contacts/public';
import type { HandoverView } from '../contracts/campaigns';
import { failPoint } from '../kernel/fail-point';
import { randomHex } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import { logsService } from '../logs/public';
import { outboundService, type OutboundEvent } from '../outbound/public';
import { runtimeService, singleFlight } from '../runtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { createAgain } from './again';
import { addressOn, createDeliver, handoverId } from './deliver';
import { waitAfter } from './domain/schedule';
import { writtenOf } from './domain/written';
import type { HandoverService, ToHandOver } from './public';
import {
  beginCall,
  claimDue,
  endCall,
  handoversOfOwners,
  insertHandovers,
  isAnyDue,
  lostCalls,
} from './store';
import type { HandoverRow } from './tables';

/** Rows of one claim, and calls at a time: a mail server is asked no faster than it answers. */
const CLAIM = 20;
const AT_ONCE = 5;
/** Reasons that are no refusal here: WhatsApp cannot or shall not be used, and is not. */
const NOT_OURS = new Set(['channel', 'us-marketing', 'no-address', 'capped']);

const rowOf = (given: ToHandOver, now: number): Omit<HandoverRow, 'id'> | null => {
  const { owner, campaignId, accountId, contact, category, topic } = given;
  const channel = channelOf(contact.channels, { category, topic });
  if (channel === 'whatsapp') return null;
  const { subject, text } = writtenOf(given.body, given.templateName);
  return {
    ownerKind: owner.kind,
    ownerId: owner.id,
    contactId: contact.id,
    ...{ campaignId, accountId, channel, category, topic },
    subject: withoutNul(subject),
    text: withoutNul(text),
    state: 'waiting',
    reason: null,
    attempts: 0,
    nextTryAt: now,
    claim: null,
    lastError: null,
    addedAt: now,
    endedAt: null,
  };
};

/** What outside systems need to take it: here the words do leave the house, for whoever asked for this event. */
const eventOf = (row: Omit<HandoverRow, 'id'>, isReady: boolean): OutboundEvent => {
  const { channel, topic, category, subject, text, campaignId } = row;
  const id = handoverId(row);
  const data = { handover: { id, channel, topic, category, subject, text, campaignId } };
  return {
    type: 'message.handed_over',
    contactId: row.contactId,
    at: row.addedAt,
    data: { ...data, deliveredBy: isReady ? 'plugin' : null },
    fact: id,
  };
};

const viewOf = ({ channel, state, reason, lastError }: HandoverRow): HandoverView => ({
  channel,
  state,
  reason,
  detail: state === 'done' ? null : lastError,
});

/** How a call ended: nothing, what the channel said, or no answer in time. */
type CallEnd = { kind: 'ok' } | { kind: 'no'; error: string } | { kind: 'silent' };

/** Hands messages over to the channel that people chose: never lost, and never given to a channel twice (O-29). */
export const createHandoverService = ({ strapi }: { strapi: Core.Strapi }): HandoverService => {
  const { db, clock, random, log } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const deliver = createDeliver(strapi);
  const endEffects: HandoverService['endEffects'] = [];
  const againEffects: HandoverService['againEffects'] = [];
  const { callMs } = runtime.config;

  const take: HandoverService['take'] = async (trx, given) => {
    const now = clock.now();
    const rows = given.flatMap((one) => rowOf(one, now) ?? []);
    if (rows.length === 0) return;
    await insertHandovers(db, trx, rows);
    const ready = channelsReady(strapi);
    const events = rows.map((row) => eventOf(row, ready[row.channel]));
    await outboundService(strapi).emit(trx, events);
  };

  const tell = (row: HandoverRow, { state, reason }: Pick<HandoverRow, 'state' | 'reason'>): void =>
    logsService(strapi).write({
      area: 'message',
      level: 'warn',
      event: state === 'uncertain' ? 'handover-uncertain' : 'handover-failed',
      text: `a message could not be handed over to ${row.channel}: ${reason ?? state}`,
      contactId: row.contactId,
      details: { channel: row.channel, reason: reason ?? '' },
    });

  /** Ends a hand-over for good, together with what hangs on it. */
  const end = async (
    row: HandoverRow,
    change: Pick<HandoverRow, 'state' | 'reason'> & Partial<Pick<HandoverRow, 'lastError'>>
  ): Promise<void> => {
    const endedAt = clock.now();
    const isOurs = await db.tx(async (trx) => {
      if (!(await endCall(trx, row, { ...change, endedAt }))) return false;
      for (const effect of endEffects) await effect(trx, { ...row, ...change, endedAt });
      return true;
    });
    if (isOurs && change.state !== 'done' && change.state !== 'dropped') tell(row, change);
  };

  /** The channel said no, or is not there: again later, until it was tried often enough. */
  const again = async (
    row: HandoverRow,
    { attempts, reason, error }: { attempts: number; reason: string; error: string | null }
  ): Promise<void> => {
    const waitMs = waitAfter(attempts, random);
    if (waitMs === null) return end(row, { state: 'failed', reason, lastError: error });
    const nextTryAt = clock.now() + waitMs;
    const change = { state: 'waiting', reason, attempts, nextTryAt, lastError: error } as const;
    await endCall(db.knex, row, change);
  };

  /** Another channel wakes people as well (M-50); it is no attempt. */
  const sleep = (row: HandoverRow, until: number) =>
    endCall(db.knex, row, { state: 'waiting', reason: 'quiet-hours', nextTryAt: until });

  const callOf = async (row: HandoverRow, contact: ContactRow, to: string): Promise<CallEnd> => {
    const over = new AbortController();
    const call = deliver(row, contact, to).then(
      (): CallEnd => ({ kind: 'ok' }),
      (error: unknown): CallEnd => ({ kind: 'no', error: errorText(error).slice(0, 500) })
    );
    const late = clock.sleep(callMs, over.signal).then((): CallEnd => ({ kind: 'silent' }));
    return Promise.race([call, late]).finally(() => over.abort());
  };

  /** What the gate says now that holds on whatever channel; null when they may have it. */
  const refusalNow = async (row: HandoverRow, contact: ContactRow) => {
    const rules = consentRules(await settingsService(strapi).get());
    const { category, topic } = row;
    const now = clock.now();
    const verdict = mayContact({ category, topic, contact: gateContact(contact), rules, now });
    return verdict.ok || NOT_OURS.has(verdict.reason) ? null : verdict;
  };

  const one = async (row: HandoverRow): Promise<boolean> => {
    const contact = await contactsService(strapi)
      .get(row.contactId)
      .catch(() => null);
    if (!contact) return end(row, { state: 'dropped', reason: 'gone' }).then(() => false);
    const refusal = await refusalNow(row, contact);
    if (refusal?.reason === 'quiet-hours') {
      await sleep(row, refusal.until);
      return false;
    }
    if (refusal) return end(row, { state: 'dropped', reason: refusal.reason }).then(() => false);
    const to = addressOn(contact, row.channel);
    if (to === null) return end(row, { state: 'failed', reason: 'no-address' }).then(() => false);
    const attempts = row.attempts + 1;
    const offered = offeredChannels(strapi, await settingsService(strapi).get());
    if (!offered.includes(row.channel)) {
      await again(row, { attempts, reason: 'channel-off', error: null });
      return false;
    }
    failPoint('handover-claimed');
    if (!(await beginCall(db.knex, row, clock.now() + 2 * callMs))) return false;
    const ended = await callOf(row, contact, to);
    failPoint('handover-sent');
    if (ended.kind === 'ok') await end(row, { state: 'done', reason: null });
    else if (ended.kind === 'silent') await end(row, { state: 'uncertain', reason: 'no-answer' });
    else await again(row, { attempts, reason: 'refused', error: ended.error });
    return ended.kind === 'ok';
  };

  const round = async (): Promise<number> => {
    for (const row of await lostCalls(db.knex, clock.now()))
      await end(row, { state: 'uncertain', reason: 'no-answer' });
    let sent = 0;
    while (!runtime.draining.aborted) {
      const now = clock.now();
      if (!(await isAnyDue(db.knex, now))) return sent;
      const until = now + (CLAIM / AT_ONCE + 2) * callMs;
      const queue = await claimDue(db.knex, { now, until, most: CLAIM, claim: randomHex(16) });
      if (queue.length === 0) return sent;
      const lane = async () => {
        for (let row = queue.shift(); row && !runtime.draining.aborted; row = queue.shift())
          if (await one(row)) sent += 1;
      };
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, queue.length) }, lane));
    }
    return sent;
  };

  let last = 0;
  const flight = singleFlight('handover', log('handover'), async () => {
    last = await round();
  });

  return {
    take,
    work: async () => {
      await flight();
      return last;
    },
    ofRecipients: async (sql, ids) =>
      new Map([...(await handoversOfOwners(sql, 'r', ids))].map(([id, row]) => [id, viewOf(row)])),
    again: createAgain(strapi, againEffects),
    endEffects,
    againEffects,
  };
};
