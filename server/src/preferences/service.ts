import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService } from '../accounts/public';
import {
  agreedPurposes,
  askedPurposes,
  consentService,
  offeredChannels,
  purposeVersion,
} from '../consent/public';
import type { Channel, OtherChannel } from '../contracts/consent';
import { contactsService, type ContactRow } from '../contacts/public';
import { maskPhone } from '../kernel/phone';
import { runtimeService } from '../runtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { createApply, stateOf } from './apply';
import { decisionOf, type PreferenceForm } from './domain/choice';
import { answersOf } from './domain/data';
import { decisionOfOne } from './domain/one';
import type { PageFacts } from './domain/page';
import { linkUntil, readCode, type PageOf } from './domain/code';
import { preferenceLink, sealedBy, type Offer, type PreferencesService } from './public';

const PAGE = 'preference page';
const CHAT = 'preference chat';

/** The page of one person, behind a link that nobody can guess (O-10, O-19, O-30, O-31). */
export const createPreferencesService = ({
  strapi,
}: {
  strapi: Core.Strapi;
}): PreferencesService => {
  const { db, clock } = contextOf(strapi);
  const install = () => runtimeService(strapi).install();
  const apply = createApply(strapi);

  const pageOf = async (code: string): Promise<PageOf | null> =>
    readCode(code, clock.now(), sealedBy(strapi, await install()));

  /** By what name the customer knows the business: that of the number that the link came from, else of the first. */
  const offerOf: PreferencesService['offerOf'] = async (accountId) => {
    const accounts = await accountsService(strapi).list();
    const account = accounts.find(({ id }) => id === accountId) ?? accounts[0];
    if (!account) return null;
    const settings = await settingsService(strapi).get();
    return { ...(await accountsService(strapi).brand(account)), settings };
  };

  /** E-mail needs an address of theirs, SMS a number. */
  const channelsFor = (contact: ContactRow, { settings }: Offer): OtherChannel[] => {
    const has = { email: contact.email !== null, sms: (contact.phone ?? contact.waId) !== null };
    return offeredChannels(strapi, settings).filter((channel) => has[channel]);
  };

  const viewOf: PreferencesService['viewOf'] = async (contact, offer) => ({
    business: offer.business,
    logo: offer.logo,
    address: contact.phone
      ? maskPhone(contact.phone)
      : (contact.username && `@${contact.username}`) || contact.name,
    state: stateOf(contact),
    topics: offer.settings.topics,
    channels: channelsFor(contact, offer),
    agreed: agreedPurposes(contact.dataIn),
    purposes: await askedPurposes(db.knex, agreedPurposes(contact.dataIn)),
    notices: offer.settings.privacyNotice,
    now: clock.now(),
    ownLanguage: contact.language,
  });

  const open: PreferencesService['open'] = async (code) => {
    const page = await pageOf(code);
    const offer = page && (await offerOf(page.accountId));
    if (!page || !offer) return null;
    // A person who was erased has no page; one who was merged has that of the survivor.
    const contact = await contactsService(strapi)
      .get(page.contactId)
      .catch(() => null);
    return contact && viewOf(contact, offer);
  };

  /** Each answer about data collection is a line of the ledger with the words that stood there. */
  const chooseData = async (
    trx: Knex.Transaction,
    {
      before,
      form,
      language,
      at,
    }: {
      before: ContactRow;
      form: Extract<PreferenceForm, { do: 'save' }>;
      language: PageFacts['language'];
      at: number;
    }
  ): Promise<void> => {
    const asked = new Set((await askedPurposes(trx)).map(({ purpose }) => purpose));
    const agreed = agreedPurposes(before.dataIn);
    for (const answer of answersOf(agreed, { shown: form.shown, ticked: form.purpose })) {
      const { purpose, version, action } = answer;
      const read = await purposeVersion(trx, purpose, version);
      // Only words that stood there can be agreed to; taking back needs none.
      if (action === 'opt-in' && (!read || !asked.has(purpose))) continue;
      await consentService(strapi).recordData(trx, {
        contactId: before.id,
        purpose,
        action,
        source: PAGE,
        wording: action === 'opt-in' ? (read?.texts[language] ?? null) : null,
        evidence: `version ${version}`,
        at,
      });
    }
  };

  const choose: PreferencesService['choose'] = async (code, form, language) => {
    const page = await pageOf(code);
    const offer = page && (await offerOf(page.accountId));
    if (!page || !offer) return null;
    const at = clock.now();
    const contact = await db.tx((trx) =>
      apply(trx, page.contactId, {
        offer,
        by: { source: PAGE, language, confirm: true, at },
        told: {
          event: 'preferences-chosen',
          text: 'a person chose on the preference page',
          by: form.do,
        },
        decide: (state, before) => {
          const allowed: Channel[] = ['whatsapp', ...channelsFor(before, offer)];
          return decisionOf(state, form, { allowed, now: at });
        },
        also: async (before) => {
          if (form.do === 'save') await chooseData(trx, { before, form, language, at });
        },
      })
    );
    return contact && viewOf(contact.after, offer);
  };

  const chooseOne: PreferencesService['chooseOne'] = async (trx, { choice, offer, ...chosen }) => {
    const { contactId, language, at, evidence, wamid, source = CHAT } = chosen;
    const done = await apply(trx, contactId, {
      offer,
      // What was chosen is answered in the chat itself.
      by: { source, language, confirm: false, evidence, wamid, at, settles: source === CHAT },
      told: {
        event: 'preferences-tapped',
        text: 'a person chose in the chat what may be sent',
        by: choice.kind,
      },
      decide: (state, before) => {
        const others = channelsFor(before, offer);
        return decisionOfOne(state, choice, {
          topics: offer.settings.topics,
          channels: others.length === 0 ? [] : ['whatsapp', ...others],
          now: clock.now(),
        });
      },
    });
    return done && { ...done.decision, consents: done.changed };
  };

  const recordHeard: PreferencesService['recordHeard'] = async (trx, heard) => {
    const { contactId, topicsRefused, frequency, pausedUntil, offer, ...rest } = heard;
    const { source, evidence, actor, at } = rest;
    const offered = offer.settings.topics.map(({ key }) => key);
    const done = await apply(trx, contactId, {
      offer,
      by: { source, evidence, actor, language: 'en', confirm: false, at },
      told: {
        event: 'preferences-recorded',
        text: `${actor.name} recorded what a person wants to be sent`,
        by: actor.name,
      },
      decide: (state) => ({
        consents: [],
        ...(pausedUntil === state.pausedUntil ? {} : { pausedUntil }),
        more: {
          offered,
          topicsRefused: topicsRefused.filter((key) => offered.includes(key)),
          frequency,
          channels: state.channels,
          language: null,
        },
      }),
    });
    return done !== null;
  };

  return {
    open,
    choose,
    recordHeard,
    chooseOne,
    offerOf,
    viewOf,
    linkFor: async (contactId) => {
      const { id } = await contactsService(strapi).get(contactId);
      const [first] = await accountsService(strapi).list();
      const [now, secret] = [clock.now(), await install()];
      const of = { contactId: id, accountId: first?.id ?? 0 };
      const { link } = preferenceLink(strapi, { of, now, install: secret });
      return { url: link, until: linkUntil(now) };
    },
  };
};
