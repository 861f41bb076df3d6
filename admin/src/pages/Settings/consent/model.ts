import {
  TOPIC_KEY,
  type MarketingCap,
  type QuietHours,
  type Topic,
} from '../../../../../server/src/contracts/consent';
import type {
  ConsentSettings,
  ConsentSettingsBody,
  OwnWordLists,
} from '../../../../../server/src/contracts/consent';
import type { Key } from '../../../translations/key';

/** What the page changes; the rest is only shown. */
export type ConsentForm = Omit<
  ConsentSettings,
  'builtIn' | 'changed' | 'dataVersions' | 'channelsReady'
>;

/** Days in which who wrote first may be answered with a utility template, unless it was set to something else. */
export const ANSWER_DAYS = 30;

export const formOf = ({
  builtIn: _b,
  changed: _c,
  dataVersions: _v,
  channelsReady: _r,
  ...form
}: ConsentSettings): ConsentForm => form;

export const isDirty = (form: ConsentForm, saved: ConsentForm): boolean =>
  JSON.stringify(form) !== JSON.stringify(saved);

/** Only what differs goes to the server: the log names what was changed. */
export const changedPart = (form: ConsentForm, saved: ConsentForm): ConsentSettingsBody =>
  Object.fromEntries(
    Object.entries(form).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(saved[key as keyof ConsentForm])
    )
  );

const titles = {
  marketingRule: 'rules',
  utilityRule: 'rules',
  agentUtilityDays: 'rules',
  optOutWords: 'words',
  optInWords: 'words',
  optOutTexts: 'texts',
  marketingOutTexts: 'texts',
  optInTexts: 'texts',
  topics: 'topics',
  marketingCap: 'cap',
  quietHours: 'quiet',
  privacyNotice: 'notice',
  dataPurposes: 'data',
  optInTemplateId: 'elsewhere',
  optOutTemplateId: 'elsewhere',
  otherChannels: 'channels',
} as const satisfies Record<keyof ConsentForm, string>;
/** Translation key of the title of the section that shows a setting. */
export const titleOf = (key: string): Key => `consent.${titles[key as keyof ConsentForm]}.title`;

/** What the server takes. */
export const MAX_TOPICS = 12;
export const FIRST_CAP: MarketingCap = { messages: 2, days: 7 };

/** What most shops keep, until somebody says otherwise. */
export const firstQuiet = (zone: string): QuietHours => ({ from: '21:00', to: '09:00', zone });

/** Is an hour of the day (0–23) quiet as it begins? */
export const isQuietHour = ({ from, to }: QuietHours, hour: number): boolean => {
  const begins = `${String(hour).padStart(2, '0')}:00`;
  return from < to ? begins >= from && begins < to : begins >= from || begins < to;
};

const freeKey = (topics: readonly Topic[], from = topics.length + 1): string => {
  const key = `kind-${from}`;
  return topics.some((one) => one.key === key) ? freeKey(topics, from + 1) : key;
};

export const newTopic = (topics: readonly Topic[]): Topic => ({
  key: freeKey(topics),
  category: 'marketing',
  tr: '',
  en: '',
});

/** A key that tells something, from the English name; ASCII only, as the server wants it. */
const keyFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 24)
    .replace(/-+$/, '');

/** A new kind is named as it is typed; a saved key never changes, since templates and answers name it. */
export const withName = (
  topic: Topic,
  { language, name, isSaved }: { language: Language; name: string; isSaved: boolean }
): Topic => {
  const next = { ...topic, [language]: name };
  const key = keyFrom(next.en);
  return isSaved || language !== 'en' || !TOPIC_KEY.test(key) ? next : { ...next, key };
};

export type Language = keyof OwnWordLists;
export const languages: readonly Language[] = ['tr', 'en'];

/** A list with one more word; the same word twice stays once. */
export const withWord = (lists: OwnWordLists, language: Language, word: string): OwnWordLists => {
  const clean = word.trim();
  if (clean === '' || lists[language].includes(clean)) return lists;
  return { ...lists, [language]: [...lists[language], clean] };
};

export const withoutWord = (
  lists: OwnWordLists,
  language: Language,
  word: string
): OwnWordLists => ({ ...lists, [language]: lists[language].filter((one) => one !== word) });
