import { z } from 'zod';
import { campaignCounts } from './campaign-counts';
import { testView } from './campaign-trial';
import { campaignErrorsResult, campaignView } from './campaigns';
import { id, instant, timeZone } from './common';
import { campaignConversions } from './conversions';
import { linkView } from './links';
import { costResult } from './prices';

/** Answers and opt-outs count for a campaign when they come at most this long after its message. */
export const AFTER_HOURS = 72;
/** Days of the heat map; what happens later is one sum. */
export const HEAT_DAYS = 14;
export const MOST_COMPARED = 4;

const count = z.number().int();
/** Between 0 and 1; null where the whole is nothing. */
const rate = z.number().nullable();

/** A quick reply under the messages of a campaign. */
export const buttonCounts = z.object({
  text: z.string(),
  presses: count,
  people: count,
  /** People who left by it. */
  optOuts: count,
});
export type ButtonCounts = z.infer<typeof buttonCounts>;

/** What is known of a campaign beside the sums of its recipients. */
export const campaignFigures = z.object({
  /** People who opened a link out of its messages and may be counted one by one. */
  clicked: count,
  /** Openings of which only the number is kept. */
  unnamedClicks: count,
  /** Its messages carry links. */
  hasLinks: z.boolean(),
  links: z.array(z.object({ id, name: z.string(), clicks: count, people: count })),
  /** People who pressed a quick reply, the one that unsubscribes too. */
  pressed: count,
  /** Of these, who unsubscribed by it. */
  unsubscribed: count,
  buttons: z.array(buttonCounts),
  /** People who wrote or pressed a button; an opt-out is no reply. */
  replied: count,
  optedOut: count,
  /** Delivered of those sent, failed of those tried, the others of those delivered. */
  rates: z.object({
    delivered: rate,
    read: rate,
    clicked: rate,
    pressed: rate,
    replied: rate,
    failed: rate,
    optedOut: rate,
  }),
});
export type CampaignFigures = z.infer<typeof campaignFigures>;

export const hourCounts = z.object({ delivered: count, read: count, replied: count });
export type HourCounts = z.infer<typeof hourCounts>;

/** `hours`: 24 of them, by the wall clock of the zone. */
export const heatDay = z.object({ date: z.string(), hours: z.array(hourCounts) });
export type HeatDay = z.infer<typeof heatDay>;

export const countryCounts = z.object({
  /** ISO 3166 alpha-2; null = not known (any more). */
  country: z.string().nullable(),
  sent: count,
  delivered: count,
  read: count,
  failed: count,
});
export type CountryCounts = z.infer<typeof countryCounts>;

/** GET /campaigns/:id/insights: all figures of a campaign's page and report, of one moment. */
export const insightsQuery = z.object({
  /** Zone of the heat map. */
  zone: timeZone.default('UTC'),
});
export const campaignInsights = z.object({
  /** The moment of which all of it is. */
  countedAt: instant,
  /** The answer was counted for somebody who asked earlier: newer figures are there in this many ms; 0 = it was counted for this question. */
  againInMs: z.number().int(),
  zone: z.string(),
  counts: campaignCounts,
  figures: campaignFigures,
  days: z.array(heatDay),
  /** What happened after the last of `days`. */
  later: hourCounts,
  /** Most messages first. */
  countries: z.array(countryCounts),
  /** By what the person said so; each person once, with the first. Most first. */
  optOutSources: z.array(z.object({ source: z.string(), count })),
  /** Failures and who was left out, by reason. */
  errors: campaignErrorsResult,
  /** What its messages lead to. */
  links: z.array(linkView),
  /** Null for a bot's chain, whose messages belong to the bot. */
  cost: costResult.nullable(),
  conversions: campaignConversions,
  /** Variants and hold-out; null where there are none. */
  trial: testView.nullable(),
  /** Name of who pressed Start; null where nobody did or the account is gone. */
  launchedBy: z.string().nullable(),
});
export type CampaignInsights = z.infer<typeof campaignInsights>;

/** GET /campaigns/:id/limit: the messaging limit of the number's portfolio, as far as this campaign needs it. */
export const campaignLimit = z.object({
  /** False: its messages need no place in the limit. */
  needed: z.boolean(),
  known: z.boolean(),
  /** null = unlimited. */
  limit: count.nullable(),
  used: count,
  /** People of it who wait for a message that takes a new place; the others go whatever the limit says. */
  places: count,
  /** New people that it may still reach now; null = any number. */
  free: count.nullable(),
  /** When the earliest place becomes free; null = none is taken. */
  nextFreeAt: instant.nullable(),
});
export type CampaignLimit = z.infer<typeof campaignLimit>;

/** GET /campaign-comparison and its CSV: `ids=3,7` */
export const comparisonQuery = z.object({
  ids: z
    .string()
    .max(60)
    .transform((text): unknown[] => [...new Set(text.split(','))])
    .pipe(z.array(id).min(2, 'choose two campaigns or more').max(MOST_COMPARED)),
});
export const comparison = z.object({
  campaigns: z.array(z.object({ campaign: campaignView, figures: campaignFigures })),
});
export type Comparison = z.infer<typeof comparison>;

/** GET /campaigns/:id/links: what its messages lead to, and how often that was opened out of them (P-18, A-04). */
export const campaignLinksResult = z.object({
  links: z.array(linkView),
  /** Who opened any of them and may be counted one by one. */
  people: z.number().int(),
  /** Openings of people of whom only the number is kept. */
  unnamed: z.number().int(),
});
export type CampaignLinksResult = z.infer<typeof campaignLinksResult>;
