import { z } from 'zod';

/** The ad or link that a customer came by, as WhatsApp told it (C-29). */
export const referral = z.object({
  sourceType: z.string().nullable(),
  sourceId: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  headline: z.string().nullable(),
  body: z.string().nullable(),
  /** Meta's id of the click on the ad; conversions are reported by it. */
  clickId: z.string().nullable().optional(),
  /** Of the ad: its picture or film, a small picture of it, and the words with which it opened the chat. */
  media: z
    .object({
      type: z.string().nullable(),
      url: z.string().nullable(),
      thumbnailUrl: z.string().nullable(),
    })
    .nullable()
    .optional(),
  welcome: z.string().nullable().optional(),
});
export type Referral = z.infer<typeof referral>;
