import { z } from 'zod';
import {
  marketingCap,
  otherChannel,
  privacyNotices,
  quietHours,
  topics,
} from '../contracts/consent';
import { CONVERSION_DAYS, conversionDays } from '../contracts/conversions';
import { emptyHouseStyle, houseStyle } from '../contracts/house-style';

const days = (byDefault: number) => z.number().int().min(1).max(3650).default(byDefault);

const daysOrKeep = z.number().int().min(1).max(3650).nullable().default(null);

const words = z.array(z.string().trim().min(1).max(60)).max(100);
const wordLists = z.object({ tr: words, en: words }).default({ tr: [], en: [] });

const confirmation = z.string().trim().min(1).max(1024);
const texts = (byDefault: { tr: string; en: string }) =>
  z.object({ tr: confirmation, en: confirmation }).default(byDefault);

/** Preferences of the plugin, each with its default. */
export const settingsSchema = z.object({
  /** A campaign to more people than this asks the person to type the number. */
  launchTypeNumberAbove: z.number().int().min(0).max(10_000_000).default(1000),
  /** How strict a category is (O-01): a recorded opt-in, or only no opt-out. */
  marketingRule: z.enum(['opt-in', 'not-opted-out']).default('opt-in'),
  utilityRule: z.enum(['opt-in', 'not-opted-out']).default('opt-in'),
  /** An agent may answer who wrote first with a utility template for this many days (O-01); 0 switches it off. */
  agentUtilityDays: z.number().int().min(0).max(365).default(30),
  /** What a person does within this many days after a message or a click counts as its effect. */
  conversionDays: conversionDays.default(CONVERSION_DAYS.usual),
  /** Ticked by hand: Meta's payment method cannot be read with the permissions a number has. */
  paymentTicked: z.boolean().default(false),
  /** Words beside the built-in ones (O-17, O-24) that stop or restart messages when they are the whole message. */
  optOutWords: wordLists,
  optInWords: wordLists,
  /** The one message that confirms an opt-out (it names the way back) and a return (O-21, O-24). */
  optOutTexts: texts({
    tr: 'Abonelikten çıktınız, size artık mesaj göndermeyeceğiz. Yeniden almak isterseniz BAŞLA yazmanız yeterli.',
    en: 'You have unsubscribed and will get no more messages from us. To get them again, write START.',
  }),
  marketingOutTexts: texts({
    tr: 'Size artık fırsat ve haber göndermeyeceğiz. Siparişlerinizle ilgili mesajlar gelmeye devam eder; onları da durdurmak için ABONELİKTEN ÇIK yazın. Fırsatları ve haberleri yeniden almak için BAŞLA yazın.',
    en: 'You will get no more offers or news from us. Messages about your orders still come; write STOP to end these too. To get offers and news again, write START.',
  }),
  optInTexts: texts({
    tr: 'Mesajlarımızı yeniden alacaksınız. Çıkmak isterseniz ABONELİKTEN ÇIK yazmanız yeterli.',
    en: 'You will get our messages again. To stop at any time, write STOP.',
  }),
  /** Kinds of message that people choose one by one (O-27). */
  topics: topics.default([]),
  /** Promotions that one person gets at most (O-28). */
  marketingCap: marketingCap.nullable().default(null),
  /** The language of the business: templates go out in it to people in whose language they are not there (E-25). */
  businessLanguage: z.string().trim().min(2).max(12).nullable().default(null),
  /** When nobody is disturbed by promotions (M-50). */
  quietHours: quietHours.nullable().default(null),
  privacyNotice: privacyNotices.default({ tr: '', en: '' }),
  /** Utility templates that confirm what was said on another channel (O-06). */
  optInTemplateId: z.number().int().positive().nullable().default(null),
  optOutTemplateId: z.number().int().positive().nullable().default(null),
  /** Other channels that people may choose for a kind of message (O-29). */
  otherChannels: z.array(otherChannel).max(2).default([]),
  /** What is offered when a conversation is closed; something else can always be written. */
  closeReasons: z.array(z.string().trim().min(1).max(80)).max(30).default([]),
  /** A customer who waits this many minutes is shown as late, and as very late. */
  waitingWarnMinutes: z.number().int().min(1).max(10_080).default(15),
  waitingLateMinutes: z.number().int().min(1).max(10_080).default(60),
  /** Presses of buttons count as unread and waiting even where a bot or an opt-out answered them. */
  answeredPressesWait: z.boolean().default(false),
  /** How the business writes its templates (T-44). */
  houseStyle: houseStyle.default(emptyHouseStyle),
  /** Who changed the consent settings last. */
  consentChanged: z.object({ by: z.string(), at: z.number().int() }).nullable().default(null),
  /** Payloads of webhooks; those that carried statuses only are kept for a day at most. */
  webhookDays: days(14),
  logDays: days(90),
  /** What else is deleted when it is this many days old; null = it is kept. */
  messageDays: daysOrKeep,
  fileDays: daysOrKeep,
  recipientDays: daysOrKeep,
  conversionKeepDays: daysOrKeep,
  operationDays: days(90),
  /** Who looked at whom. */
  accessDays: days(365),
});

export type Settings = z.infer<typeof settingsSchema>;
