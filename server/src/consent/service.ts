import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { z } from 'zod';
import { contactsService, foldKeyword } from '../contacts/public';
import { realtimeService } from '../realtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { keywordOf, type OwnWords } from './domain/keywords';
import { CATEGORIES, createLedger } from './ledger';
import type { ConsentService, PreferenceElement } from './public';
import { eventView, listEvents } from './store';

/** A keyword is short; longer messages are not folded at all. */
const MAX_KEYWORD = 80;

const preferenceValue = z.object({
  value: z.string(),
  category: z.string().nullish().catch(null),
  detail: z.string().nullish().catch(null),
});

/** Who a preference is about, found or made by its ids. */
const personOf = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { contact: who, at }: { contact: PreferenceElement['contact']; at: number }
): Promise<number | null> => {
  if (!who?.waId && !who?.userId) return null;
  const { waId, userId, name, username } = who;
  const identity = { waId, bsuid: userId, username, profileName: name, defaultCountry: 'TR', at };
  return (await contactsService(strapi).resolveInbound(trx, identity)).contact.id;
};

export const createConsentService = ({ strapi }: { strapi: Core.Strapi }): ConsentService => {
  const { db, clock } = contextOf(strapi);
  const optOutEffects: ConsentService['optOutEffects'] = [];
  let words: OwnWords = { stop: [], start: [] };

  const { recordIn, apply, mergeEffect } = createLedger(strapi, optOutEffects);
  const record: ConsentService['record'] = async (trx, given) => {
    if (trx) return recordIn(trx, given);
    return db.tx(async (own) => {
      const written = await recordIn(own, given);
      await realtimeService(strapi).append(own, [{ type: 'contact', id: given.contactId }]);
      return written;
    });
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
    const contactId =
      element.contactId ?? (await personOf(strapi, trx, { contact: element.contact, at }));
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
