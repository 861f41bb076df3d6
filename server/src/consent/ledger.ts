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
import { stateAfter, stateOfLedger } from './domain/ledger';
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

const clean = (text: string | null | undefined, most: number): string | null =>
  text ? withoutNul(text).slice(0, most) || null : null;

const cleanRow = (record: ConsentRecord, contact: ContactRow) => ({
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

export type Said = Omit<ConsentRecord, 'category'> & { among: ConsentCategory[] };

/** Which categories a word or a preference really changes; a repeated STOP changes none (O-21). */
const changedBy = (
  contact: ContactRow,
  { action, among }: Pick<Said, 'action' | 'among'>
): ConsentCategory[] =>
  among.filter((category) =>
    action === 'opt-out' ? contact[category] !== 'out' : contact[category] === 'out'
  );

interface Recorded {
  /** False when this message's record was there already. */
  written: boolean;
  /** Is the person's state another one now? */
  changed: boolean;
}

/** One line of news for each action: what a person decided at once is told at once. */
const newsOf = (records: readonly ConsentRecord[]): ConsentNews[] => {
  const news = new Map<ConsentAction, Extract<ConsentNews, { kind: ConsentAction }>>();
  for (const { contactId, action, category, source, at } of records) {
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
  const write = async (trx: Knex.Transaction, record: ConsentRecord): Promise<Recorded> => {
    const contact = await contactsService(strapi).lock(trx, record.contactId);
    if (!contact) throw notFound('contact');
    const { category, wamid } = record;
    if (wamid && (await hasEventOf(trx, { contactId: contact.id, category, wamid })))
      return { written: false, changed: false };
    const newest = await newestEvent(trx, contact.id, category);
    const next: ConsentState = stateAfter(contact[category], newest, record);
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
    return { written: true, changed };
  };
  /** Writes the records of one person's decision, then tells what really changed; answers each one's outcome. */
  const recordIn = async (
    trx: Knex.Transaction,
    records: readonly ConsentRecord[]
  ): Promise<Recorded[]> => {
    const done: Recorded[] = [];
    for (const record of records) done.push(await write(trx, record));
    await tell(trx, newsOf(records.filter((_, i) => done[i]?.changed)));
    return done;
  };
  const apply = async (trx: Knex.Transaction, said: Said): Promise<ConsentAction | null> => {
    const { among: _among, ...rest } = said;
    const contact = await contactsService(strapi).lock(trx, said.contactId);
    if (!contact) return null;
    const done = await recordIn(
      trx,
      changedBy(contact, said).map((category) => ({ ...rest, contactId: contact.id, category }))
    );
    return done.some(({ changed }) => changed) ? said.action : null;
  };

  /** Both ledgers are one person's now: what was said last counts, per category (engine 14). */
  const mergeEffect: MergeEffect = async (trx, { winner, loser, before }) => {
    await moveEvents(trx, loser.id, winner.id);
    const events = await listEvents(trx, winner.id, 1000);
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
