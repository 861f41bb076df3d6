import { z } from 'zod';
import { instant, isDay, localDate, NO_SUCH_DAY, timeZone } from './common';

/** When a campaign goes out: at once, at one instant, at the same hour of everybody's own clock, or at everybody's best hour. */
export const campaignWhen = z.enum(['now', 'at', 'local', 'best']);
export type CampaignWhen = z.infer<typeof campaignWhen>;

/** For whom the hour has passed already by their own clock: the next day, at once, or not at all. */
export const ifPast = z.enum(['next-day', 'at-once', 'skip']);
export type IfPast = z.infer<typeof ifPast>;

/** Date and time on a clock of no particular zone, `2026-12-24T10:00`. */
export const localDateTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/)
  .refine((text) => isDay(text.slice(0, 10)), NO_SUCH_DAY);

/** Most messages in a stretch of time, fewer than the number may send. */
export const pace = z.object({
  count: z.number().int().min(1).max(100_000),
  per: z.enum(['minute', 'hour']),
});
export type Pace = z.infer<typeof pace>;

/** When it goes out again (M-47): each week, month or year on the day of the first time, or on stated days. */
export const repeatRule = z.discriminatedUnion('every', [
  z.object({ every: z.enum(['week', 'month', 'year']), until: localDate.nullable().default(null) }),
  z.object({ every: z.literal('dates'), dates: z.array(localDate).min(1).max(50) }),
]);
export type RepeatRule = z.infer<typeof repeatRule>;

/** The time of a campaign, as a draft may say it; absent fields stay. */
export const timeDraft = {
  when: campaignWhen.optional(),
  /** With `local` and `best`: the day, and the hour (with `best`: of those whose best hour nobody knows). */
  localAt: localDateTime.nullable().optional(),
  ifPast: ifPast.optional(),
  repeatRule: repeatRule.nullable().optional(),
  /** Nobody gets it later than so long after their planned time (M-50). */
  staleAfterHours: z.number().int().min(1).max(720).nullable().optional(),
  /** Nobody gets it after this instant. */
  staleAt: instant.nullable().optional(),
  pace: pace.nullable().optional(),
};

/** The time of a campaign, as it is shown. */
export const timeView = {
  when: campaignWhen,
  localAt: z.string().nullable(),
  ifPast,
  repeatRule: repeatRule.nullable(),
  /** The campaign that a repeat began with; null = it does not repeat. */
  seriesId: z.number().int().nullable(),
  staleAfterHours: z.number().int().nullable(),
  staleAt: instant.nullable(),
  pace: pace.nullable(),
};

/** How many people are due when, before the start. */
export const campaignTimes = z.object({
  /** The zone in which `hours` are counted. */
  zone: z.string(),
  /** People by hour of the day (0…23) in `zone`. */
  hours: z.array(z.number().int()).length(24),
  /** Hours of the day, in `zone`, in which quiet hours hold for this message. */
  quiet: z.array(z.boolean()).length(24),
  /** Whose turn comes in their own quiet hours, so that they get it when those end. */
  asleep: z.number().int(),
  first: instant.nullable(),
  last: instant.nullable(),
  /** The hour has passed for them: they get it a day later, at once, or not at all. */
  nextDay: z.number().int(),
  atOnce: z.number().int(),
  tooLate: z.number().int(),
  /** Whose own zone is unknown: the campaign's holds. */
  unknownZone: z.number().int(),
  /** With `best`: whose best hour is known. */
  bestKnown: z.number().int(),
});
export type CampaignTimes = z.infer<typeof campaignTimes>;

/** POST /campaigns/:id/times: how many would be due when, for a time that is being chosen. */
export const campaignTimesBody = z.object({
  when: z.enum(['local', 'best']),
  localAt: localDateTime,
  ifPast,
  timezone: timeZone,
});
export type CampaignTimesBody = z.infer<typeof campaignTimesBody>;
/** null: nobody can be counted before message and people are chosen. */
export const campaignTimesResult = z.object({ times: campaignTimes.nullable() });
export type CampaignTimesResult = z.infer<typeof campaignTimesResult>;
