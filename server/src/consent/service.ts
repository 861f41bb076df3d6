import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { z } from 'zod';
import { contactsService } from '../contacts/public';
import { byWord } from '../kernel/words';
import { realtimeService } from '../realtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { createDataConsent } from './data';
import { WHATSAPP } from './domain/ledger';
import { foldOwnWords, NO_OWN_WORDS, readMessage } from './domain/reading';
import { createLedger, type Said } from './ledger';
import { createListed } from './listed';
import { createHold } from './hold';
import { createSaid } from './said';
import { oweReply, sendReplies, sendTemplates } from './replies';
import type { ConsentRecord, ConsentService, PreferenceElement } from './public';
import { eventView, listEvents, setConsentState } from './store';

const preferenceValue = z.object({
  value: z.string(),
  category: z.string().nullish().catch(null),
  detail: z.string().nullish().catch(null),
  signup_id: z.string().nullish().catch(null),
});

/** What people decide inside WhatsApp: to stop, to take the stop back, to sign up by a link of the business. */
const PREFERENCES = byWord<Pick<Said, 'action' | 'anew'>>({
  stop: { action: 'opt-out' },
  resume: { action: 'lifted' },
  signup: { action: 'opt-in', anew: true },
});

const readPreference = (value: unknown) => {
  const parsed = preferenceValue.safeParse(value);
  if (!parsed.success) return null;
  const { value: word, detail, signup_id } = parsed.data;
  const said = PREFERENCES.get(word);
  const evidence = [detail ?? word, signup_id].filter(Boolean).join(', ');
  return said ? { ...said, evidence } : null;
};

/** Who a preference is about, found or made by its ids. */
const personOf = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { contact: who, at }: { contact: PreferenceElement['contact']; at: number }
): Promise<number | null> => {
  if (!who?.waId && !who?.userId) return null;
  const { waId, userId, name, username } = who;
  const identity = { waId, bsuid: userId, username, profileName: name, at };
  return (await contactsService(strapi).resolveInbound(trx, identity)).contact.id;
};

export const createConsentService = ({ strapi }: { strapi: Core.Strapi }): ConsentService => {
  const { db, clock } = contextOf(strapi);
  let ownWords = NO_OWN_WORDS;
  let confirmsElsewhere = false;

  const effects: Pick<
    ConsentService,
    'optOutEffects' | 'newsEffects' | 'topicEffects' | 'holdEffects' | 'quietEffects'
  > = { optOutEffects: [], newsEffects: [], topicEffects: [], holdEffects: [], quietEffects: [] };
  const { recordData, mergeData, dataOf } = createDataConsent(strapi);
  const hold = createHold(strapi, {
    effects: effects.holdEffects,
    optOut: (trx, asked) => said.optOutAsked(trx, asked),
  });
  const confirms = () => confirmsElsewhere;
  const ledger = createLedger(strapi, { ...effects, mergeData, hold, confirms });
  const { recordIn, apply, disown, mergeEffect, tell, chooseTopics, confirmElsewhere, settleHold } =
    ledger;
  const recordOne = async (trx: Knex.Transaction, given: ConsentRecord): Promise<boolean> =>
    (await recordIn(trx, [given]))[0]?.written ?? false;
  const record: ConsentService['record'] = async (trx, given) => {
    if (trx) return recordOne(trx, given);
    return db.tx(async (own) => {
      const written = await recordOne(own, given);
      await realtimeService(strapi).append(own, [{ type: 'contact', id: given.contactId }]);
      return written;
    });
  };
  const said = createSaid(strapi, {
    apply,
    languageOf: (words) => readMessage(words, ownWords).language,
  });

  const applyPreference: ConsentService['applyPreference'] = async (trx, element) => {
    const preference = readPreference(element.value);
    if (!preference) return null;
    const at = element.at ?? clock.now();
    const contactId =
      element.contactId ?? (await personOf(strapi, trx, { contact: element.contact, at }));
    if (contactId === null) return null;
    const heard = { ...preference, contactId, source: WHATSAPP, at };
    const done = await apply(trx, { ...heard, among: ['marketing'] });
    if (done && element.accountId !== undefined)
      await said.confirm(trx, {
        ...{ contactId, accountId: element.accountId, action: done, language: null },
        fact: `preference:${contactId}:${done}:${at}`,
      });
    return done;
  };

  const refusedByPerson: ConsentService['refusedByPerson'] = async (
    trx,
    { contactId, accountId, wamid, at }
  ) => {
    const work = async (inside: Knex.Transaction) => {
      const done = await apply(inside, {
        contactId,
        action: 'opt-out',
        source: WHATSAPP,
        evidence: '131050',
        wamid,
        at,
        among: ['marketing'],
      });
      if (!done) return null;
      await said.confirm(inside, {
        ...{ contactId, accountId, action: done, language: null },
        fact: `refused:${contactId}:${wamid ?? at}`,
      });
      await realtimeService(strapi).append(inside, [{ type: 'contact', id: contactId }]);
      return done;
    };
    return trx ? work(trx) : db.tx(work);
  };
  return {
    record,
    read: (text) => readMessage(text, ownWords),
    applySaid: said.applySaid,
    ...effects,
    ...{ askStop: hold.ask, decideStop: hold.decide, settleHold },
    applyPreference,
    refusedByPerson,
    disown,
    recordAll: async (trx, records) => void (await recordIn(trx, records)),
    ...createListed({ ...effects, confirmElsewhere, tell }),
    pause: async (trx, contactId, until) => {
      const at = clock.now();
      await setConsentState(trx, contactId, { paused_until: until, changed_at: at });
      await tell(trx, [{ kind: 'pause', contactId, until, at }]);
    },
    owe: (trx, reply) => oweReply(strapi, trx, reply),
    sendReplies: (deliver) => sendReplies(strapi, deliver),
    sendTemplates: (how) => sendTemplates(strapi, how),
    mergeEffect,
    chooseTopics,
    recordData,
    dataOf,
    events: async (contactId) => (await listEvents(db.knex, contactId)).map(eventView),
    loadWords: async () => {
      const settings = await settingsService(strapi).get();
      ownWords = foldOwnWords(settings);
      confirmsElsewhere = settings.optInTemplateId !== null;
    },
  };
};
