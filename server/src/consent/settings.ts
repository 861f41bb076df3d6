import type { Core } from '@strapi/strapi';
import { dataPurpose, type DataPurposes } from '../contracts/consent';
import type {
  ConsentSettings,
  ConsentSettingsBody,
  OwnWordLists,
  TryWordsBody,
  TryWordsResult,
} from '../contracts/consent';
import { foldKeyword } from '../contracts/fold';
import { START_WORDS, STOP_WORDS } from '../contracts/opt-out-words';
import { DomainError } from '../kernel/errors';
import { logsService } from '../logs/public';
import { settingsService, type Settings } from '../settings/public';
import { contextOf } from '../strapi/context';
import { templatesService, whyNotSendable } from '../templates/public';
import { channelsReady } from './channels-ready';
import { consentService } from './public';
import { namesAWord } from './domain/confirmation';
import { foldOwnWords, readMessage } from './domain/reading';
import type { Reading } from './domain/said';
import { purposeSettings, savePurposes } from './data-store';

type PurposeSettings = Awaited<ReturnType<typeof purposeSettings>>;

/** Words that always work, in the languages of the settings. */
const listsOf = (all: readonly { word: string; language: string }[]): OwnWordLists => {
  const of = (wanted: string) =>
    all.filter(({ language }) => language === wanted).map(({ word }) => word);
  return { tr: of('tr'), en: of('en') };
};

const ALWAYS_THERE = {
  optOut: listsOf(STOP_WORDS.filter(({ sure }) => sure)),
  afterPromotion: listsOf(STOP_WORDS.filter(({ sure }) => !sure)),
  optIn: listsOf(START_WORDS),
};

const view = (strapi: Core.Strapi, settings: Settings, data: PurposeSettings): ConsentSettings => ({
  ...data,
  marketingRule: settings.marketingRule,
  utilityRule: settings.utilityRule,
  agentUtilityDays: settings.agentUtilityDays,
  optOutWords: settings.optOutWords,
  optInWords: settings.optInWords,
  optOutTexts: settings.optOutTexts,
  marketingOutTexts: settings.marketingOutTexts,
  optInTexts: settings.optInTexts,
  topics: settings.topics,
  marketingCap: settings.marketingCap,
  quietHours: settings.quietHours,
  privacyNotice: settings.privacyNotice,
  optInTemplateId: settings.optInTemplateId,
  optOutTemplateId: settings.optOutTemplateId,
  otherChannels: settings.otherChannels,
  channelsReady: channelsReady(strapi),
  builtIn: ALWAYS_THERE,
  changed: settings.consentChanged,
});

const refuse = (field: string, message: string, remedy: string) =>
  new DomainError('invalid', message, { field, remedy, status: 422 });

const LANGUAGES = ['tr', 'en'] as const;

/** A word of signs only would be no word. */
const checkWords = (next: Settings, field: 'optOutWords' | 'optInWords'): void => {
  for (const language of LANGUAGES) {
    const at = next[field][language].findIndex((word) => foldKeyword(word) === '');
    if (at < 0) continue;
    const message = `"${next[field][language][at] ?? ''}" has no letter`;
    throw refuse(`${field}.${language}.${at}`, message, 'use letters');
  }
};

/** The confirmation of an opt-out says with which word people come back (O-24). */
const checkWayBack = (next: Settings, field: 'optOutTexts' | 'marketingOutTexts'): void => {
  for (const language of LANGUAGES) {
    const ways = [...START_WORDS.map(({ word }) => word), ...next.optInWords[language]];
    const parts = next[field][language].split(/\s+/).map(foldKeyword);
    if (namesAWord(parts, ways.map(foldKeyword))) continue;
    throw new DomainError('no-way-back', 'the confirmation names no word to come back with', {
      field: `${field}.${language}`,
      remedy: language === 'tr' ? 'BAŞLA' : 'START',
      status: 422,
    });
  }
};

/** Anyone who is asked, or looked at only with consent, must be able to read what for. */
const checkPurposes = (given: DataPurposes): void => {
  for (const purpose of dataPurpose.options)
    for (const language of LANGUAGES) {
      const { asked, texts } = given[purpose];
      if (!asked || texts[language] !== '') continue;
      throw refuse(
        `dataPurposes.${purpose}.texts.${language}`,
        'a purpose that is asked needs its words',
        'write what contacts agree to, in both languages'
      );
    }
};

const TEMPLATES = ['optInTemplateId', 'optOutTemplateId'] as const;

/** A confirmation is an approved utility template whose variables are all bound: nobody types into it. */
const checkTemplates = async (strapi: Core.Strapi, given: Partial<Settings>): Promise<void> => {
  const templates = templatesService(strapi);
  for (const field of TEMPLATES) {
    const id = given[field];
    if (!id) continue;
    const template = (await templates.byIds([id])).get(id);
    if (!template) throw refuse(field, 'this template does not exist', 'Choose another template.');
    if (template.category !== 'UTILITY')
      throw refuse(field, 'this is no utility template', 'Choose a template of category Utility.');
    const may = templates.ready(template, { bindings: template.bindings ?? {} });
    if (!may.ok)
      throw refuse(
        field,
        whyNotSendable(may.reason),
        'Choose an approved template, and bind its variables under Templates.'
      );
  }
};

const CHANNEL_REMEDY = {
  email: 'Set a sender for the e-mail plugin of Strapi (config/plugins: email.config.settings).',
  sms: 'Register the hook channels.sms of this plugin (config/plugins).',
} as const;

/** A channel that nothing can be handed over to is not offered to anybody; one that was on may stay. */
const checkChannels = (strapi: Core.Strapi, given: Partial<Settings>, known: Settings): void => {
  const ready = channelsReady(strapi);
  const wrong = given.otherChannels?.find(
    (channel) => !ready[channel] && !known.otherChannels.includes(channel)
  );
  if (wrong)
    throw refuse('otherChannels', `${wrong} is not set up on this server`, CHANNEL_REMEDY[wrong]);
};

const check = (next: Settings): void => {
  checkWords(next, 'optOutWords');
  checkWords(next, 'optInWords');
  checkWayBack(next, 'optOutTexts');
  checkWayBack(next, 'marketingOutTexts');
};

/** What a message does by how it reads. */
const ANSWERS = {
  sure: 'opt-out',
  unsure: 'opt-out-after-promotion',
  near: 'ask-team',
  start: 'opt-in',
} as const satisfies Record<NonNullable<Reading>, TryWordsResult['answer']>;

/** Settings › WhatsApp › Consent. */
export const createConsentSettings = (strapi: Core.Strapi, reload: () => Promise<void>) => {
  const { db, clock } = contextOf(strapi);
  return {
    get: async (): Promise<ConsentSettings> =>
      view(strapi, await settingsService(strapi).get(), await purposeSettings(db.knex)),
    /** Saves, tells the log what was changed by whom, and answers all. */
    set: async (
      { dataPurposes, ...change }: ConsentSettingsBody,
      actor: { id: number; name: string }
    ): Promise<ConsentSettings> => {
      const known = await settingsService(strapi).get();
      const given = Object.fromEntries(
        Object.entries(change).filter(([, value]) => value !== undefined)
      ) as Partial<Settings>;
      check({ ...known, ...given });
      if (dataPurposes) checkPurposes(dataPurposes);
      checkChannels(strapi, given, known);
      await checkTemplates(strapi, given);
      const saved = await settingsService(strapi).set({
        ...given,
        consentChanged: { by: actor.name, at: clock.now() },
      });
      if (dataPurposes) {
        const by = { by: actor.name, at: clock.now() };
        await db.tx((trx) => savePurposes(trx, dataPurposes, by));
      }
      await reload();
      if (change.quietHours !== undefined)
        for (const wake of consentService(strapi).quietEffects) await wake();
      const changed = [...Object.keys(given), ...(dataPurposes ? ['dataPurposes'] : [])];
      logsService(strapi).write({
        area: 'contact',
        level: 'info',
        event: 'consent-settings-changed',
        text: `${actor.name} changed the consent settings: ${changed.join(', ')}`,
        details: { changed, userId: actor.id, by: actor.name },
      });
      return view(strapi, saved, await purposeSettings(db.knex));
    },
    /** What a message would do with these words. */
    tryWords: async ({ text, ...words }: TryWordsBody): Promise<TryWordsResult> => {
      const known = await settingsService(strapi).get();
      const own = foldOwnWords({
        optOutWords: words.optOutWords ?? known.optOutWords,
        optInWords: words.optInWords ?? known.optInWords,
      });
      const { reading } = readMessage(text, own);
      return { answer: reading && ANSWERS[reading] };
    },
  };
};
