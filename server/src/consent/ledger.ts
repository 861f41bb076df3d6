import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, type ContactRow, type MergeEffect } from '../contacts/public';
import type { ConsentState } from '../contracts/contacts';
import { notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { HOUR_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import { moveCarried } from './carried';
import type { createDataConsent } from './data';
import { pieces } from '../strapi/db';
import type { createHold } from './hold';
import { dropWaiting, mergeReplies, oweReply, oweTemplates, wasTold } from './replies';
import { earlierRefusals } from './domain/earlier';
import { isFromElsewhere } from './domain/elsewhere';
import { channelsColumn } from './domain/channels';
import { isNewerSecond, stateOfLedger, WHATSAPP, type LedgerAction } from './domain/ledger';
import { CATEGORIES, isOf, lastYes, type Word } from './domain/merged';
import { refusedTopics, topicsColumn } from './domain/topics';
import type {
  ConsentAction,
  ConsentCategory,
  ConsentNews,
  ConsentRecord,
  ConsentService,
} from './public';
import {
  hasEventOf,
  insertEvent,
  listEvents,
  MOST_EVENTS,
  moveEvents,
  newestRefusal,
  setConsentState,
} from './store';

const CONFIRM_PIECE = 400;

const clean = (text: string | null | undefined, most: number): string | null =>
  text ? withoutNul(text).slice(0, most) || null : null;

const cleanRow = (record: LedgerRecord, contact: ContactRow) => ({
  contactId: contact.id,
  category: record.category,
  topic: null,
  action: record.action,
  source: clean(record.source, 120) ?? 'unknown',
  wording: clean(record.wording, 4000),
  evidence: clean(record.evidence, 1000),
  wamid: clean(record.wamid, 255),
  actorId: record.actor?.id ?? null,
  actor: clean(record.actor?.name, 160),
  sample: contact.sample,
  at: record.at,
  undated: record.undated ?? false,
  toldAt: record.toldAt ?? null,
});

/** A line to write; only what people do inside WhatsApp takes a stop back. */
type LedgerRecord = Omit<ConsentRecord, 'action'> & { action: LedgerAction };

export type Said = Omit<LedgerRecord, 'category' | 'action'> & {
  action: Exclude<LedgerAction, 'not-theirs'>;
  among: ConsentCategory[];
  /** They agree for the first time; otherwise saying yes only ends a refusal. */
  anew?: boolean;
};

/** Which categories a word or a preference may change; a repeated STOP changes none (O-21). */
const changedBy = (
  contact: ContactRow,
  { action, among, anew = false }: Pick<Said, 'action' | 'among' | 'anew'>
): ConsentCategory[] =>
  among.filter((category) => {
    if (action === 'opt-out') return contact[category] !== 'out';
    return anew ? contact[category] !== 'in' : contact[category] === 'out';
  });

interface Recorded {
  /** False when this message's record was there already. */
  written: boolean;
  /** Is the person's state another one now? */
  changed: boolean;
  state: ConsentState;
}

/** One line of news for each action: what a person decided at once is told at once. */
const newsOf = (records: readonly (LedgerRecord & { state?: ConsentState })[]): ConsentNews[] => {
  const news = new Map<ConsentAction, Extract<ConsentNews, { kind: ConsentAction }>>();
  for (const { contactId, action: said, category, source, at, state } of records) {
    // A stop that is taken back is an opt-in only for who had agreed before it; what was never theirs is no news.
    if (said === 'not-theirs' || (said === 'lifted' && state !== 'in')) continue;
    const action = said === 'lifted' ? 'opt-in' : said;
    const known = news.get(action);
    if (known) known.categories.push(category);
    else news.set(action, { kind: action, contactId, categories: [category], source, at });
  }
  return [...news.values()];
};

const isRefusal = ({ action }: Pick<Word, 'action'>): boolean => action === 'opt-out';

/**
 * The state with one more record. A row may be out without a word that says when, as one that another program wrote: only a
 * yes that is newer than all that is known of it ends that.
 */
const stateWith = (
  contact: ContactRow,
  { record, before }: { record: LedgerRecord; before: readonly Word[] }
): ConsentState => {
  const state = contact[record.category];
  // What was not theirs is no word of theirs: it ends no refusal, not even one that no line tells of.
  if (record.action === 'not-theirs' && state !== 'in') return state;
  if (state === 'out' && record.action === 'opt-in' && !before.some(isRefusal)) {
    const newest = Math.max(contact.addedAt, ...before.map(({ at }) => at));
    if (record.undated || record.at < newest) return 'out';
  }
  return stateOfLedger([...before, record]) ?? (record.action === 'not-theirs' ? 'none' : state);
};

interface LedgerDeps extends Pick<
  ConsentService,
  'optOutEffects' | 'newsEffects' | 'topicEffects'
> {
  mergeData: ReturnType<typeof createDataConsent>['mergeData'];
  /** The time in which the team is to decide what the person meant. */
  hold: Pick<ReturnType<typeof createHold>, 'end' | 'merge'>;
  /** Are opt-ins from elsewhere confirmed? Known outside of transactions. */
  confirms: () => boolean;
}

/** The writing side: contact columns, ledger rows and opt-out effects, always in the caller's transaction. */
export const createLedger = (
  strapi: Core.Strapi,
  { optOutEffects, newsEffects, topicEffects, mergeData, hold, confirms }: LedgerDeps
) => {
  const { clock } = contextOf(strapi);

  const runEffects = async (
    trx: Knex.Transaction,
    contactId: number,
    category: ConsentCategory
  ): Promise<void> => {
    for (const effect of optOutEffects) await effect(trx, contactId, category);
  };
  const tell = async (trx: Knex.Transaction, news: readonly ConsentNews[]): Promise<void> => {
    if (news.length === 0) return;
    for (const effect of newsEffects) await effect(trx, news);
  };
  /** One confirmation for each of these who are newly in, where the business wants that (O-06). */
  const confirmElsewhere = async (
    trx: Knex.Transaction,
    contactIds: readonly number[]
  ): Promise<void> => {
    if (!confirms() || contactIds.length === 0) return;
    for (const piece of pieces(contactIds, CONFIRM_PIECE)) await oweTemplates(strapi, trx, piece);
  };
  /** All that the person said so far, before and since their row was made. */
  const wordsOf = async (trx: Knex.Transaction, contact: ContactRow): Promise<Word[]> => [
    ...(await listEvents(trx, contact.id, MOST_EVENTS)),
    ...earlierRefusals(contact),
  ];
  /** Confirms an opt-out that somebody else than the person wrote down; of two categories recorded one after the other once. */
  const confirmOut = async (
    trx: Knex.Transaction,
    { id: contactId, marketing }: ContactRow,
    { category, words }: { category: ConsentCategory; words: readonly Word[] }
  ): Promise<void> => {
    const at = clock.now();
    const since = Math.max(at - HOUR_MS, lastYes(words));
    // What was told of marketing alone said that messages about orders still come.
    const isMore = category === 'utility' && marketing === 'out';
    if (await wasTold(trx, { contactId, since, states: isMore ? ['due'] : ['due', 'sent'] }))
      return;
    const fact = `staff:${contactId}:${at}`;
    const reply = { contactId, accountId: null, action: 'opt-out' as const, language: null };
    await oweReply(strapi, trx, { ...reply, fact, at });
  };
  /** What follows from another state: confirmations of what does not hold any more are not sent, new ones are owed. */
  const follow = async (
    trx: Knex.Transaction,
    contact: ContactRow,
    { record, next, words }: { record: LedgerRecord; next: ConsentState; words: readonly Word[] }
  ): Promise<void> => {
    const { category, confirm } = record;
    const before = contact[category];
    if (next === before) return;
    const other = contact[category === 'marketing' ? 'utility' : 'marketing'];
    if (next !== 'in' && ((next === 'out' && before === 'in') || other !== 'in'))
      await dropWaiting(trx, [contact.id], 'opt-in');
    if (next === 'in' && other !== 'out') await dropWaiting(trx, [contact.id], 'opt-out');
    if (confirm && next === 'out') await confirmOut(trx, contact, { category, words });
    if (next === 'in' && isFromElsewhere(record)) await confirmElsewhere(trx, [contact.id]);
  };
  /** The person said clearly what they want: nobody has to decide any more what an earlier message meant. */
  const settle = async (
    trx: Knex.Transaction,
    contact: ContactRow,
    { at, actor = null }: Pick<LedgerRecord, 'at' | 'actor'>
  ): Promise<void> => {
    if (contact.askedStopAt === null || isNewerSecond(contact.askedStopAt, at)) return;
    await hold.end(trx, contact, { how: 'said', by: actor });
  };
  const write = async (trx: Knex.Transaction, record: LedgerRecord): Promise<Recorded> => {
    const contact = await contactsService(strapi).lock(trx, record.contactId);
    if (!contact) throw notFound('contact');
    const { category, wamid } = record;
    if (wamid && (await hasEventOf(trx, { contactId: contact.id, category, wamid })))
      return { written: false, changed: false, state: contact[category] };
    const words = await wordsOf(trx, contact);
    const next = stateWith(contact, { record, before: words.filter(isOf(category)) });
    await insertEvent(trx, cleanRow(record, contact));
    if (next !== contact[category]) {
      await setConsentState(trx, contact.id, { [category]: next, changed_at: clock.now() });
    }
    if (next === 'out') await runEffects(trx, contact.id, category);
    // A colleague who writes down that they left has decided; a program, a list or an entry decides nothing.
    if (record.actor && record.action === 'opt-out' && category === 'marketing')
      await settle(trx, contact, record);
    await follow(trx, contact, { record, next, words });
    return { written: true, changed: next !== contact[category], state: next };
  };
  /** Writes the records of one person's decision, then tells what really changed; answers each one's outcome. */
  const recordIn = async (
    trx: Knex.Transaction,
    records: readonly LedgerRecord[]
  ): Promise<Recorded[]> => {
    const done: Recorded[] = [];
    for (const record of records) done.push(await write(trx, record));
    const told = records.map((record, i) => ({ ...record, ...done[i] }));
    await tell(trx, newsOf(told.filter(({ changed }) => changed)));
    return done;
  };
  /**
   * Who is out and refuses again: a newer refusal is a line of its own, since a yes that comes late, or from the row of
   * somebody they are merged with, is ordered against it. So is a word of refusal beside a stop inside WhatsApp: taking back
   * the one does not take back the other.
   */
  const refusedAgain = async (
    trx: Knex.Transaction,
    contact: ContactRow,
    said: Said
  ): Promise<ConsentCategory[]> => {
    if (said.action !== 'opt-out') return [];
    const again: ConsentCategory[] = [];
    for (const category of said.among)
      if (contact[category] === 'out') {
        const newest = await newestRefusal(trx, contact.id, category);
        const isBeside = newest?.source === WHATSAPP && said.source !== WHATSAPP;
        if (!newest || said.at > newest.at || isBeside) again.push(category);
      }
    return again;
  };
  const apply = async (trx: Knex.Transaction, said: Said): Promise<ConsentAction | null> => {
    const { among: _among, anew: _anew, ...rest } = said;
    const contact = await contactsService(strapi).lock(trx, said.contactId);
    if (!contact) return null;
    await settle(trx, contact, said);
    const categories = [...changedBy(contact, said), ...(await refusedAgain(trx, contact, said))];
    const done = await recordIn(
      trx,
      categories.map((category) => ({ ...rest, contactId: contact.id, category }))
    );
    const changed = done.filter((one) => one.changed);
    if (said.action !== 'lifted') return changed.length > 0 ? said.action : null;
    return changed.some(({ state }) => state === 'in') ? 'opt-in' : null;
  };

  const disown: ConsentService['disown'] = async (trx, { contactId, source, evidence, at }) => {
    const contact = await contactsService(strapi).lock(trx, contactId);
    if (!contact || contact.marketing === 'none') return;
    const events = await listEvents(trx, contact.id);
    // Who has refused since is out all the same; but a stop that they take back must not lead to this yes.
    const newest = events.find(
      ({ category, action }) => category === 'marketing' && action !== 'opt-out'
    );
    const isIt = newest?.action === 'opt-in' && newest.topic === null;
    if (!isIt || newest.source !== source || newest.evidence !== evidence) return;
    const said = { contactId: contact.id, category: 'marketing' as const, source, evidence, at };
    await recordIn(trx, [{ ...said, action: 'not-theirs' }]);
  };

  /** Both ledgers are one person's now: what was said last counts, per category (engine 15). */
  const mergeEffect: MergeEffect = async (trx, { winner, loser, before }) => {
    await moveEvents(trx, loser.id, winner.id);
    await moveCarried(trx, loser.id, winner.id);
    const events = await listEvents(trx, winner.id, MOST_EVENTS);
    const words: Word[] = [...events, ...earlierRefusals(winner)];
    await mergeData(trx, winner.id, events);
    const states: ConsentState[] = [];
    const other: ConsentRecord[] = [];
    const at = clock.now();
    for (const category of CATEGORIES) {
      const said = words.filter(isOf(category));
      // Out without a word that says so: see `stateWith`.
      const isOut = winner[category] === 'out' && !said.some(isRefusal);
      const state = (isOut ? null : stateOfLedger(said)) ?? winner[category];
      states.push(state);
      if (state !== winner[category]) await setConsentState(trx, winner.id, { [category]: state });
      if (state === 'out') await runEffects(trx, winner.id, category);
      const action = state === 'out' ? 'opt-out' : 'opt-in';
      if (state !== before[category] && state !== 'none')
        other.push({ contactId: winner.id, category, action, source: 'merge', at });
    }
    await hold.merge(trx, { winner, loser, before }, states);
    await mergeReplies(trx, { from: loser.id, to: winner.id, states });
    await tell(trx, newsOf(other));
  };

  const chooseTopics: ConsentService['chooseTopics'] = async (trx, choice) => {
    const contact = await contactsService(strapi).lock(trx, choice.contactId);
    if (!contact) throw notFound('contact');
    const { refused, offered, frequency, at: saidAt } = choice;
    const before = refusedTopics(contact.topicsOut);
    const fresh = refused.filter((key) => !before.includes(key));
    for (const { key, category, wording } of offered) {
      const isRefused = refused.includes(key);
      if (isRefused === before.includes(key)) continue;
      const { source, actor = null, evidence, wamid, at } = choice;
      const action = isRefused ? 'opt-out' : 'opt-in';
      const said = { source, actor, evidence, wamid, at };
      const record: ConsentRecord = { contactId: contact.id, category, action, ...said };
      await insertEvent(trx, { ...cleanRow({ ...record, wording }, contact), topic: key });
    }
    // A kind that is not offered any more keeps its answer: it may come back.
    const known = new Set(offered.map(({ key }) => key));
    const kept = before.filter((key) => !known.has(key));
    await setConsentState(trx, contact.id, {
      ...(choice.channels ? { channels: channelsColumn(choice.channels) } : {}),
      topics_out: topicsColumn([...kept, ...refused.filter((key) => known.has(key))]),
      frequency,
      changed_at: clock.now(),
    });
    for (const effect of topicEffects)
      for (const topic of fresh) await effect(trx, { contactId: contact.id, topic, at: saidAt });
  };

  const settleHold: ConsentService['settleHold'] = async (trx, contactId, at) => {
    const contact = await contactsService(strapi).lock(trx, contactId);
    if (contact) await settle(trx, contact, { at });
  };

  return { recordIn, apply, disown, mergeEffect, tell, chooseTopics, confirmElsewhere, settleHold };
};
