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
import { answerLost } from './domain/lost-answer';
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

/** What outside systems need to take it: here the words do leave the house, for the person who asked for this event. */
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

/** How a call ended: accepted, refused, or without an answer, so that nobody knows. */
type CallEnd =
  | { kind: 'ok' }
  | { kind: 'no'; error: string }
  | { kind: 'silent'; error: string | null };

const callError = (error: unknown): CallEnd => ({
  kind: answerLost(error) ? 'silent' : 'no',
  error: errorText(error).slice(0, 500),
});

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
  const sleep = async (row: HandoverRow, until: number): Promise<void> => {
    await endCall(db.knex, row, { state: 'waiting', reason: 'quiet-hours', nextTryAt: until });
  };

  const callOf = async (row: HandoverRow, contact: ContactRow, to: string): Promise<CallEnd> => {
    const over = new AbortController();
    const call = deliver(row, contact, to).then((): CallEnd => ({ kind: 'ok' }), callError);
    const late = clock
      .sleep(callMs, over.signal)
      .then((): CallEnd => ({ kind: 'silent', error: null }));
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

  /** Why it may not be given to a channel now, written down; the channel and address to use when it may. */
  const judge = async (given: HandoverRow) => {
    const contact = await contactsService(strapi)
      .get(given.contactId)
      .catch(() => null);
    if (!contact) return end(given, { state: 'dropped', reason: 'gone' });
    const refusal = await refusalNow(given, contact);
    if (refusal?.reason === 'quiet-hours') return sleep(given, refusal.until);
    if (refusal) return end(given, { state: 'dropped', reason: refusal.reason });
    // They may have chosen again while it waited; what was handed over does not return to WhatsApp.
    const chosen = channelOf(contact.channels, given);
    // A promotion may be lost by that; news of an order still goes where it was on its way to.
    if (chosen === 'whatsapp' && given.category === 'MARKETING')
      return end(given, { state: 'dropped', reason: 'channel-changed' });
    const channel = chosen === 'whatsapp' ? given.channel : chosen;
    const row = { ...given, channel };
    const to = addressOn(contact, channel);
    if (to === null) return end(row, { state: 'failed', reason: 'no-address' });
    const offered = offeredChannels(strapi, await settingsService(strapi).get());
    if (!offered.includes(channel)) {
      const reason = channelsReady(strapi)[channel] ? 'channel-off' : 'channel-not-set-up';
      return again(row, { attempts: row.attempts + 1, reason, error: null });
    }
    return { row, contact, to };
  };

  const one = async (given: HandoverRow): Promise<boolean> => {
    const may = await judge(given);
    if (typeof may !== 'object') return false;
    const { row, contact, to } = may;
    failPoint('handover-claimed');
    if (!(await beginCall(db.knex, row, clock.now() + 2 * callMs))) return false;
    const ended = await callOf(row, contact, to);
    failPoint('handover-sent');
    if (ended.kind === 'ok') await end(row, { state: 'done', reason: null });
    else if (ended.kind === 'silent')
      await end(row, { state: 'uncertain', reason: 'no-answer', lastError: ended.error });
    else await again(row, { attempts: row.attempts + 1, reason: 'refused', error: ended.error });
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
