import { z } from 'zod';
import { clockTime, id, instant, timeZone } from './common';

/** How strict a category is (O-01): a recorded yes, or only no recorded no. */
export const consentRule = z.enum(['opt-in', 'not-opted-out']);

const word = z.string().trim().min(1).max(60);
/** Words of the team beside the built-in ones, by language. */
export const ownWords = z.object({
  tr: z.array(word).max(100),
  en: z.array(word).max(100),
});
export type OwnWordLists = z.infer<typeof ownWords>;

const confirmation = z.string().trim().min(1).max(1024);
/** The one message that confirms, in the languages that people are answered in. */
export const confirmationTexts = z.object({ tr: confirmation, en: confirmation });
export type ConfirmationTexts = z.infer<typeof confirmationTexts>;

/** Other ways than WhatsApp that people may choose for a kind of message (O-29). */
export const otherChannel = z.enum(['email', 'sms']);
export type OtherChannel = z.infer<typeof otherChannel>;
export type Channel = 'whatsapp' | OtherChannel;

const notice = z.string().trim().max(2000);
/** Of the owner of the site, who answers for it. */
export const privacyNotices = z.object({ tr: notice, en: notice });

/** Lower-case letters, digits and hyphens: it stands in SQL and in the contact's row. */
export const TOPIC_KEY = /^[a-z0-9][a-z0-9-]{0,23}$/;
/**
 * Kind of the templates that move a conversation to WhatsApp which began elsewhere (C-28). It is always there, nobody chooses
 * it on a page: such a template goes only to people whose own request for it is recorded.
 */
export const MOVE_TOPIC = 'move-to-whatsapp';
/** A request is answered soon or not at all. */
export const MOVE_REQUEST_DAYS = 30;

/** A kind of message that people choose or refuse on their preference page (O-27); templates are marked with its key. */
export const topic = z.object({
  key: z
    .string()
    .regex(TOPIC_KEY)
    .refine((key) => key !== MOVE_TOPIC, 'This key belongs to a built-in topic. Use another key.'),
  category: z.enum(['marketing', 'utility']),
  tr: z.string().trim().min(1).max(60),
  en: z.string().trim().min(1).max(60),
});
export type Topic = z.infer<typeof topic>;
export const topics = z
  .array(topic)
  .max(12)
  .refine(
    (all) => new Set(all.map(({ key }) => key)).size === all.length,
    'Use a different key for each topic.'
  );

/** No cap looks further back. */
export const MOST_CAP_DAYS = 90;

/** This many promotions in this many days get to one person at most. */
export const marketingCap = z.object({
  messages: z.number().int().min(1).max(50),
  days: z.number().int().min(1).max(MOST_CAP_DAYS),
});
export type MarketingCap = z.infer<typeof marketingCap>;

/** Between these times of a person's own day nobody gets promotions (M-50); over midnight where `from` is the later one. */
export const quietHours = z
  .object({
    from: clockTime,
    to: clockTime,
    /** IANA zone by which people are judged whose own is unknown. */
    zone: timeZone,
  })
  .refine(({ from, to }) => from !== to, {
    path: ['to'],
    message: 'Choose two different times: otherwise the whole day would be quiet.',
  });
export type QuietHours = z.infer<typeof quietHours>;

/** What data is collected for beside messages; each has a consent of its own, apart from that for messages. */
export const dataPurpose = z.enum(['tracking', 'position', 'profile']);
export type DataPurpose = z.infer<typeof dataPurpose>;

const dataWords = z.string().trim().max(1000);
/** How the business handles one purpose. */
export const dataPurposeRule = z.object({
  /** People are asked on their preference page, and opt-in forms may ask. */
  asked: z.boolean(),
  /** Conditions over such facts match only people who agreed. */
  onlyWithConsent: z.boolean(),
  /** What people agree to, in the business's own words; a change makes a new version. */
  texts: z.object({ tr: dataWords, en: dataWords }),
});
export type DataPurposeRule = z.infer<typeof dataPurposeRule>;
export const dataPurposes = z.object({
  tracking: dataPurposeRule,
  position: dataPurposeRule,
  profile: dataPurposeRule,
});
export type DataPurposes = z.infer<typeof dataPurposes>;

/** POST /contacts/:id/data-consent: a person on the team records what the contact said of a purpose. */
export const recordDataConsentBody = z.object({
  purpose: dataPurpose,
  action: z.enum(['opt-in', 'opt-out']),
  source: z.string().trim().min(1).max(120),
  evidence: z.string().trim().min(1).max(1000),
});
export type RecordDataConsentBody = z.infer<typeof recordDataConsentBody>;

/** POST /conversations/:id/move-request: the customer asked, elsewhere, to go on over WhatsApp; or took it back (C-28). */
export const recordMoveBody = z.object({
  action: z.enum(['opt-in', 'opt-out']),
  source: z.string().trim().min(1).max(120),
  evidence: z.string().trim().min(1).max(1000),
});
export type RecordMoveBody = z.infer<typeof recordMoveBody>;

/** PUT /settings/consent: absent fields stay. */
export const consentSettingsBody = z.object({
  marketingRule: consentRule.optional(),
  utilityRule: consentRule.optional(),
  /** Days in which people who wrote first may get utility answers of an agent; 0 = never. */
  agentUtilityDays: z.number().int().min(0).max(365).optional(),
  optOutWords: ownWords.optional(),
  optInWords: ownWords.optional(),
  optOutTexts: confirmationTexts.optional(),
  /** Confirms that marketing ended while messages about orders still come. */
  marketingOutTexts: confirmationTexts.optional(),
  optInTexts: confirmationTexts.optional(),
  topics: topics.optional(),
  /** null = no cap. */
  marketingCap: marketingCap.nullable().optional(),
  /** null = people are reached at any hour. */
  quietHours: quietHours.nullable().optional(),
  /** What the preference page says of data and rights, and where the notices are (O-05, X-07); empty = nothing of its own. */
  privacyNotice: privacyNotices.optional(),
  dataPurposes: dataPurposes.optional(),
  /** Approved utility templates that confirm on WhatsApp what was said elsewhere (O-06); null = none is sent. */
  optInTemplateId: id.nullable().optional(),
  optOutTemplateId: id.nullable().optional(),
  /** Which other channels the preference page offers (O-29). */
  otherChannels: z
    .array(otherChannel)
    .max(2)
    .transform((all) => [...new Set(all)].sort())
    .optional(),
});
export type ConsentSettingsBody = z.infer<typeof consentSettingsBody>;

/** GET /settings/consent */
export const consentSettings = consentSettingsBody.required().extend({
  /** The wording of each purpose that is shown now; 0 = never written. */
  dataVersions: z.object({
    tracking: z.number().int(),
    position: z.number().int(),
    profile: z.number().int(),
  }),
  /** Words that always work (O-17, O-24); they cannot be taken away. */
  builtIn: z.object({
    optOut: ownWords,
    /** Words that opt out of marketing as the answer to a promotion; else the team is asked. */
    afterPromotion: ownWords,
    optIn: ownWords,
  }),
  /** Can this installation hand messages over at all? `email`: Strapi's plugin has a sender; `sms`: a hook is registered. */
  channelsReady: z.object({ email: z.boolean(), sms: z.boolean() }),
  /** Who changed something here last. */
  changed: z.object({ by: z.string(), at: instant }).nullable(),
});
export type ConsentSettings = z.infer<typeof consentSettings>;

/** POST /settings/consent/try: what a message would do, with words that need not be saved yet. */
export const tryWordsBody = z.object({
  text: z.string().max(1000),
  optOutWords: ownWords.optional(),
  optInWords: ownWords.optional(),
});
export type TryWordsBody = z.infer<typeof tryWordsBody>;
/**
 * `opt-out`: of both categories, whenever it is written. `opt-out-after-promotion`: of marketing as the answer to a promotion,
 * else the team is asked. Null: nothing.
 */
export const tryWordsResult = z.object({
  answer: z.enum(['opt-out', 'opt-out-after-promotion', 'ask-team', 'opt-in']).nullable(),
});
export type TryWordsResult = z.infer<typeof tryWordsResult>;
