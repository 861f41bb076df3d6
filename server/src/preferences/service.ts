import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService } from '../accounts/public';
import {
  agreedPurposes,
  askedPurposes,
  consentService,
  offeredChannels,
  purposeVersion,
  wishesOf,
} from '../consent/public';
import type { OtherChannel } from '../contracts/consent';
import { contactsService, saveContact, type ContactRow } from '../contacts/public';
import { logsService } from '../logs/public';
import { maskPhone } from '../kernel/phone';
import { isoOf } from '../kernel/time';
import { outboundService, type OutboundEvent } from '../outbound/public';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { settingsService, type Settings } from '../settings/public';
import { contextOf } from '../strapi/context';
import {
  changeBy,
  channelsBy,
  wishesBy,
  type PreferenceForm,
  type PreferenceState,
} from './domain/choice';
import { answersOf } from './domain/data';
import type { PageFacts } from './domain/page';
import { linkUntil, readCode, type PageOf } from './domain/code';
import { agreeSentence, preferenceLink, type PageView, type PreferencesService } from './public';

const SOURCE = 'preference page';

const stateOf = (contact: ContactRow): PreferenceState => ({
  marketing: contact.marketing,
  utility: contact.utility,
  ...wishesOf(contact),
});

/** What the page tells beside the person's own: whose it is, what is offered, what the owner says. */
interface Offer {
  business: string;
  logo: string | null;
  settings: Pick<Settings, 'topics' | 'privacyNotice' | 'otherChannels'>;
}

interface MoreChoice {
  before: ContactRow;
  form: Extract<PreferenceForm, { do: 'save' }>;
  offer: Offer;
  language: PageFacts['language'];
  at: number;
}

/** Did the person choose something that outside systems must know? */
const saysOther = (before: ContactRow, after: ContactRow): boolean =>
  (['marketing', 'utility', 'pausedUntil', 'topicsOut', 'channels', 'frequency'] as const).some(
    (key) => before[key] !== after[key]
  );

/** What the page of this person says now, for outside systems (O-23). */
const chosen = (contact: ContactRow, at: number): OutboundEvent => {
  const consent = { ...stateOf(contact), pausedUntil: isoOf(contact.pausedUntil) };
  return { type: 'preferences.changed', contactId: contact.id, at, data: { consent } };
};

/** The page of one person, behind a link that nobody can guess (O-10, O-19, O-30, O-31). */
export const createPreferencesService = ({
  strapi,
}: {
  strapi: Core.Strapi;
}): PreferencesService => {
  const { db, clock } = contextOf(strapi);
  const install = () => runtimeService(strapi).install();

  const pageOf = async (code: string): Promise<PageOf | null> =>
    readCode(code, clock.now(), await install());

  /** By what name the customer knows the business: that of the number that the link came from, else of the first. */
  const offerOf = async (accountId: number): Promise<Offer | null> => {
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

  const viewOf = async (contact: ContactRow, offer: Offer): Promise<PageView> => ({
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

  /** Kinds, frequency and language, as the page offered them. */
  const chooseMore = async (
    trx: Knex.Transaction,
    { before, form, offer, language, at }: MoreChoice
  ): Promise<void> => {
    const wishes = wishesBy(stateOf(before), form);
    const offered = offer.settings.topics.filter(({ key }) => form.offered.includes(key));
    await consentService(strapi).chooseTopics(trx, {
      contactId: before.id,
      source: SOURCE,
      at,
      offered: offered.map(({ key, category, ...names }) => ({
        key,
        category,
        wording: names[language],
      })),
      refused: wishes.topicsRefused,
      frequency: wishes.frequency,
      channels: channelsBy(stateOf(before), form, ['whatsapp', ...channelsFor(before, offer)]),
    });
    if (form.language === 'keep' || form.language === before.language) return;
    const people = contactsService(strapi);
    const contact = await people.lock(trx, before.id);
    if (!contact) return;
    await saveContact(trx, contact, { language: form.language, changedAt: at });
    await people.tellProfiles(trx, [{ contactId: contact.id, fields: ['language'] }]);
  };

  /** Each answer about data collection is a line of the ledger with the words that stood there. */
  const chooseData = async (
    trx: Knex.Transaction,
    { before, form, language, at }: MoreChoice
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
        source: SOURCE,
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
    const { business } = offer;
    const contact = await db.tx(async (trx) => {
      const before = await contactsService(strapi).lock(trx, page.contactId);
      if (!before) return null;
      const at = clock.now();
      const { consents, pausedUntil } = changeBy(stateOf(before), form, at);
      await consentService(strapi).recordAll(
        trx,
        consents.map(({ category, action }) => ({
          contactId: before.id,
          category,
          action,
          source: SOURCE,
          // The sentence beside the box as it stood there: what was agreed to (O-04).
          wording: action === 'opt-in' ? agreeSentence(language, category, business) : null,
          confirm: action === 'opt-out',
          at,
        }))
      );
      if (pausedUntil !== undefined)
        await consentService(strapi).pause(trx, before.id, pausedUntil);
      if (form.do === 'save') {
        await chooseMore(trx, { before, form, offer, language, at });
        await chooseData(trx, { before, form, offer, language, at });
      }
      const after = await contactsService(strapi).lock(trx, before.id);
      if (after && saysOther(before, after))
        await outboundService(strapi).emit(trx, [chosen(after, at)]);
      await logsService(strapi).writeIn(trx, {
        area: 'contact',
        level: 'info',
        event: 'preferences-chosen',
        text: 'a person chose on the preference page',
        contactId: before.id,
        details: { by: form.do },
      });
      await realtimeService(strapi).append(trx, [{ type: 'contact', id: before.id }]);
      return after;
    });
    return contact && viewOf(contact, offer);
  };

  return {
    open,
    choose,
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
