import { z } from 'zod';
import { currencyCode } from './common';
import { fieldPath } from './field-path';

/** What happened, as the team and other systems call it: `order`, `signed-up`. */
export const conversionEvent = z
  .string()
  .trim()
  .regex(
    /^[a-z0-9][a-z0-9_.-]{0,39}$/,
    'Write a word of lowercase letters, digits, "-", "_" and ".", for example order.'
  );

/** Days after a message within which what happens is counted as its effect. */
export const CONVERSION_DAYS = { least: 1, most: 90, usual: 7 } as const;
export const conversionDays = z.number().int().min(CONVERSION_DAYS.least).max(CONVERSION_DAYS.most);

/** Which entries of a linked content type count as conversions, and what they are worth. */
export const conversionRule = z.object({
  event: conversionEvent,
  /** The field has this value; null = the entry was made. */
  state: z
    .object({
      field: fieldPath,
      value: z.union([z.string().trim().min(1).max(500), z.number(), z.boolean()]),
    })
    .nullable()
    .default(null),
  /** Field with the amount; with it comes the currency. */
  value: fieldPath.nullable().default(null),
  currency: currencyCode.nullable().default(null),
  /** Field with the moment; null = when the entry was made, or was seen to reach the state. */
  at: fieldPath.nullable().default(null),
});
export type ConversionRule = z.infer<typeof conversionRule>;

const money = z.object({ currency: z.string(), value: z.number() });
export type Money = z.infer<typeof money>;

/** GET /campaigns/:id/conversions */
export const campaignConversions = z.object({
  conversions: z.number().int(),
  /** People behind them; one who is not known counts once for each. */
  people: z.number().int(),
  /** People ÷ messages that arrived; null while none has. */
  rate: z.number().nullable(),
  /** Those where the person had opened a link of the campaign. */
  afterClick: z.number().int(),
  revenue: z.array(money),
  events: z.array(
    z.object({ event: z.string(), conversions: z.number().int(), revenue: z.array(money) })
  ),
  /** The days within which they were counted. */
  days: z.number().int(),
});
export type CampaignConversions = z.infer<typeof campaignConversions>;

/** GET and PUT /conversions/settings */
export const conversionSettings = z.object({ days: conversionDays });
export type ConversionSettings = z.infer<typeof conversionSettings>;
