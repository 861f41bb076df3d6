import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { z } from 'zod';
import {
  contactsService,
  foldKeyword,
  type ContactRow,
  type MergeEffect,
} from '../contacts/public';
import type { ConsentState } from '../contracts/contacts';
import { notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { realtimeService } from '../realtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { keywordOf, type OwnWords } from './domain/keywords';
import { stateAfter, stateOfLedger } from './domain/ledger';
import type { ConsentAction, ConsentCategory, ConsentRecord, ConsentService } from './public';
import {
  eventView,
  hasEventOf,
  insertEvent,
  listEvents,
  moveEvents,
  newestEvent,
  setConsentState,
} from './store';

const CATEGORIES: ConsentCategory[] = ['marketing', 'utility'];
/** A keyword is short; longer messages are not folded at all. */
const MAX_KEYWORD = 80;

const clean = (text: string | null | undefined, most: number): string | null =>
  text ? withoutNul(text).slice(0, most) || null : null;

const preferenceValue = z.object({
  value: z.string(),
  category: z.string().nullish().catch(null),
  detail: z.string().nullish().catch(null),
});

const cleanRow = (record: ConsentRecord, contact: ContactRow) => ({
  contactId: contact.id,
  category: record.category,
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

export const createConsentService = ({ strapi }: { strapi: Core.Strapi }): ConsentService => {
  const { db, clock } = contextOf(strapi);
  const optOutEffects: ConsentService['optOutEffects'] = [];
  let words: OwnWords = { stop: [], start: [] };

  const runEffects = async (
    trx: Knex.Transaction,
    contactId: number,
    category: ConsentCategory
  ): Promise<void> => {
    for (const effect of optOutEffects) await effect(trx, contactId, category);
  };
  const recordIn = async (trx: Knex.Transaction, record: ConsentRecord): Promise<boolean> => {
    const contact = await contactsService(strapi).lock(trx, record.contactId);
    if (!contact) throw notFound('contact');
    const { category, wamid } = record;
    if (wamid && (await hasEventOf(trx, { contactId: contact.id, category, wamid }))) return false;
    const newest = await newestEvent(trx, contact.id, category);
    const next: ConsentState = stateAfter(contact[category], newest, record);
    await insertEvent(trx, cleanRow(record, contact));
    if (next !== contact[category]) {
      await setConsentState(trx, contact.id, { [category]: next, changed_at: clock.now() });
    }
    if (next === 'out') await runEffects(trx, contact.id, category);
    return true;
  };
  const record: ConsentService['record'] = async (trx, given) => {
    if (trx) return recordIn(trx, given);
    return db.tx(async (own) => {
      const written = await recordIn(own, given);
      await realtimeService(strapi).append(own, [{ type: 'contact', id: given.contactId }]);
      return written;
    });
  };
  /** Which categories a word or a preference really changes; a repeated STOP changes none (O-21). */
  const changedBy = (
    contact: ContactRow,
    action: ConsentAction,
    among: ConsentCategory[]
  ): ConsentCategory[] =>
    among.filter((category) =>
      action === 'opt-out' ? contact[category] !== 'out' : contact[category] === 'out'
    );

  const apply = async (
    trx: Knex.Transaction,
    said: Omit<ConsentRecord, 'category'> & { among: ConsentCategory[] }
  ): Promise<ConsentAction | null> => {
    const { among, ...rest } = said;
    const contact = await contactsService(strapi).lock(trx, said.contactId);
    if (!contact) return null;
    const before = changedBy(contact, said.action, among);
    for (const category of before)
      await recordIn(trx, { ...rest, contactId: contact.id, category });
    const after = await contactsService(strapi).lock(trx, contact.id);
    const changed = before.some((category) => after?.[category] !== contact[category]);
    return changed ? said.action : null;
  };

  const applyKeyword: ConsentService['applyKeyword'] = async (
    trx,
    { contactId, text, wamid, at }
  ) => {
    if (!text || text.length > MAX_KEYWORD) return null;
    const action = keywordOf(foldKeyword(text), words);
    if (!action) return null;
    return apply(trx, {
      contactId,
      action,
      source: 'keyword',
      evidence: text,
      wamid,
      at,
      among: CATEGORIES,
    });
  };

  const applyPreference: ConsentService['applyPreference'] = async (trx, element) => {
    const parsed = preferenceValue.safeParse(element.value);
    const { value, detail } = parsed.success ? parsed.data : { value: '', detail: null };
    if (value !== 'stop' && value !== 'resume') return null;
    const at = element.at ?? clock.now();
    const contactId = element.contactId ?? (await personOf(trx, element.contact, at));
    if (contactId === null) return null;
    const action = value === 'stop' ? 'opt-out' : 'opt-in';
    return apply(trx, {
      contactId,
      action,
      source: 'WhatsApp',
      evidence: detail ?? value,
      at,
      among: ['marketing'],
    });
  };
  const personOf = async (
    trx: Knex.Transaction,
    who: Parameters<ConsentService['applyPreference']>[1]['contact'],
    at: number
  ): Promise<number | null> => {
    if (!who?.waId && !who?.userId) return null;
    const { waId, userId, name, username } = who;
    const identity = { waId, bsuid: userId, username, profileName: name, defaultCountry: 'TR', at };
    return (await contactsService(strapi).resolveInbound(trx, identity)).contact.id;
  };

  /** Both ledgers are one person's now: what was said last counts, per category (engine 14). */
  const mergeEffect: MergeEffect = async (trx, { winner, loser }) => {
    await moveEvents(trx, loser.id, winner.id);
    const events = await listEvents(trx, winner.id, 1000);
    for (const category of CATEGORIES) {
      const state =
        stateOfLedger(events.filter((event) => event.category === category)) ?? winner[category];
      if (state !== winner[category]) await setConsentState(trx, winner.id, { [category]: state });
      if (state === 'out') await runEffects(trx, winner.id, category);
    }
  };

  return {
    record,
    applyKeyword,
    applyPreference,
    optOutEffects,
    mergeEffect,
    events: async (contactId) => (await listEvents(db.knex, contactId)).map(eventView),
    loadWords: async () => {
      const { optOutWords, optInWords } = await settingsService(strapi).get();
      words = { stop: optOutWords.map(foldKeyword), start: optInWords.map(foldKeyword) };
    },
  };
};
