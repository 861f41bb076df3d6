import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, type ContactRow, type MergeEffect } from '../contacts/public';
import type { ConsentState } from '../contracts/contacts';
import { notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { HOUR_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import type { createDataConsent } from './data';
import { pieces } from '../strapi/db';
import { oweReply, oweTemplates } from './replies';
import { isFromElsewhere } from './domain/elsewhere';
import { channelsColumn } from './domain/channels';
import { stateAfter, stateOfLedger, WHATSAPP, type LedgerAction } from './domain/ledger';
import { refusedTopics, topicsColumn } from './domain/topics';
import type {
  ConsentAction,
  ConsentCategory,
  ConsentNews,
  ConsentRecord,
  ConsentService,
} from './public';
import {
  countOptOuts,
  hasEventOf,
  insertEvent,
  listEvents,
  moveEvents,
  newestEvent,
  setConsentState,
} from './store';

export const CATEGORIES: ConsentCategory[] = ['marketing', 'utility'];

const CONFIRM_PIECE = 400;
const MOST_EVENTS = 1_000;

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
});

/** A line to write; only what people do inside WhatsApp takes a stop back. */
type LedgerRecord = Omit<ConsentRecord, 'action'> & { action: LedgerAction };

export type Said = Omit<LedgerRecord, 'category'> & {
  among: ConsentCategory[];
  /** They agree for the first time; otherwise saying yes only ends a refusal. */
  anew?: boolean;
};

/** Which categories a word or a preference really changes; a repeated STOP changes none (O-21). */
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
    // A stop that is taken back is an opt-in only for who had agreed before it.
    if (said === 'lifted' && state !== 'in') continue;
    const action = said === 'lifted' ? 'opt-in' : said;
    const known = news.get(action);
    if (known) known.categories.push(category);
    else news.set(action, { kind: action, contactId, categories: [category], source, at });
  }
  return [...news.values()];
};

interface LedgerDeps extends Pick<ConsentService, 'optOutEffects' | 'newsEffects'> {
  mergeData: ReturnType<typeof createDataConsent>['mergeData'];
  /** Are opt-ins from elsewhere confirmed? Known outside of transactions. */
  confirms: () => boolean;
}

/** The writing side: contact columns, ledger rows and opt-out effects, always in the caller's transaction. */
export const createLedger = (
  strapi: Core.Strapi,
  { optOutEffects, newsEffects, mergeData, confirms }: LedgerDeps
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
    const at = clock.now();
    for (const piece of pieces(contactIds, CONFIRM_PIECE)) {
      const left = await countOptOuts(trx, piece);
      const owed = piece.map((contactId) => ({ contactId, returns: left.get(contactId) ?? 0, at }));
      await oweTemplates(strapi, trx, owed);
    }
  };
  /** The state with this record. What takes back a stop is judged by the whole ledger, as is what comes late before it. */
  const stateWith = async (
    trx: Knex.Transaction,
    contact: ContactRow,
    record: LedgerRecord
  ): Promise<ConsentState> => {
    const { category, action, at } = record;
    const newest = await newestEvent(trx, contact.id, category);
    if (action !== 'lifted' && newest?.action !== 'lifted')
      return stateAfter(contact[category], newest && { ...newest, action: newest.action }, {
        action,
        at,
      });
    const events = (await listEvents(trx, contact.id, MOST_EVENTS)).filter(
      (event) => event.category === category && event.topic === null
    );
    return stateOfLedger([...events, record]) ?? contact[category];
  };
  const write = async (trx: Knex.Transaction, record: LedgerRecord): Promise<Recorded> => {
    const contact = await contactsService(strapi).lock(trx, record.contactId);
    if (!contact) throw notFound('contact');
    const { category, wamid } = record;
    if (wamid && (await hasEventOf(trx, { contactId: contact.id, category, wamid })))
      return { written: false, changed: false, state: contact[category] };
    const next = await stateWith(trx, contact, record);
    await insertEvent(trx, cleanRow(record, contact));
    if (next !== contact[category]) {
      await setConsentState(trx, contact.id, { [category]: next, changed_at: clock.now() });
    }
    if (next === 'out') await runEffects(trx, contact.id, category);
    if (record.confirm && next === 'out' && next !== contact[category])
      await oweReply(strapi, trx, {
        contactId: contact.id,
        accountId: null,
        action: 'opt-out',
        language: null,
        // Two categories recorded one after the other are one decision of the person.
        fact: `staff:${contact.id}:${Math.floor(clock.now() / HOUR_MS)}`,
        at: clock.now(),
      });
    const changed = next !== contact[category];
    if (changed && next === 'in' && isFromElsewhere(record))
      await confirmElsewhere(trx, [contact.id]);
    return { written: true, changed, state: next };
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
  /** A word of refusal after a stop inside WhatsApp is kept too: taking back the one does not take back the other. */
  const refusedMore = async (
    trx: Knex.Transaction,
    contact: ContactRow,
    said: Said
  ): Promise<ConsentCategory[]> => {
    if (said.action !== 'opt-out' || said.source === WHATSAPP) return [];
    const more: ConsentCategory[] = [];
    for (const category of said.among)
      if (contact[category] === 'out') {
        const newest = await newestEvent(trx, contact.id, category);
        if (newest?.action === 'opt-out' && newest.source === WHATSAPP && newest.at <= said.at)
          more.push(category);
      }
    return more;
  };
  const apply = async (trx: Knex.Transaction, said: Said): Promise<ConsentAction | null> => {
    const { among: _among, anew: _anew, ...rest } = said;
    const contact = await contactsService(strapi).lock(trx, said.contactId);
    if (!contact) return null;
    const categories = [...changedBy(contact, said), ...(await refusedMore(trx, contact, said))];
    const done = await recordIn(
      trx,
      categories.map((category) => ({ ...rest, contactId: contact.id, category }))
    );
    const changed = done.filter((one) => one.changed);
    if (said.action !== 'lifted') return changed.length > 0 ? said.action : null;
    return changed.some(({ state }) => state === 'in') ? 'opt-in' : null;
  };

  /** Both ledgers are one person's now: what was said last counts, per category (engine 14). */
  const mergeEffect: MergeEffect = async (trx, { winner, loser, before }) => {
    await moveEvents(trx, loser.id, winner.id);
    const events = await listEvents(trx, winner.id, MOST_EVENTS);
    await mergeData(trx, winner.id, events);
    const other: ConsentRecord[] = [];
    const at = clock.now();
    for (const category of CATEGORIES) {
      const state =
        stateOfLedger(
          events.filter((event) => event.category === category && event.topic === null)
        ) ?? winner[category];
      if (state !== winner[category]) await setConsentState(trx, winner.id, { [category]: state });
      if (state === 'out') await runEffects(trx, winner.id, category);
      const action = state === 'out' ? 'opt-out' : 'opt-in';
      if (state !== before[category] && state !== 'none')
        other.push({ contactId: winner.id, category, action, source: 'merge', at });
    }
    await tell(trx, newsOf(other));
  };

  const chooseTopics: ConsentService['chooseTopics'] = async (trx, choice) => {
    const contact = await contactsService(strapi).lock(trx, choice.contactId);
    if (!contact) throw notFound('contact');
    const { refused, offered, frequency } = choice;
    const before = refusedTopics(contact.topicsOut);
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
  };

  return { recordIn, apply, mergeEffect, tell, chooseTopics, confirmElsewhere };
};
