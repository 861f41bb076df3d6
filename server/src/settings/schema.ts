import { z } from 'zod';

const days = (byDefault: number) => z.number().int().min(1).max(3650).default(byDefault);

/** Preferences of the plugin, each with its default. */
export const settingsSchema = z.object({
  /** A campaign to more people than this asks the person to type the number. */
  launchTypeNumberAbove: z.number().int().min(0).max(10_000_000).default(1000),
  /** An agent may answer who wrote first with a utility template for so many days (O-01); 0 switches it off. */
  agentUtilityDays: z.number().int().min(0).max(365).default(30),
  /** Ticked by hand: Meta's payment method cannot be read with the permissions a number has. */
  paymentTicked: z.boolean().default(false),
  /** Words beside the built-in ones (O-17, O-24) that stop or restart messages when they are the whole message. */
  optOutWords: z.array(z.string().trim().min(1).max(60)).max(100).default([]),
  optInWords: z.array(z.string().trim().min(1).max(60)).max(100).default([]),
  /** Payloads of webhooks; those that carried statuses only are kept for a day at most. */
  webhookDays: days(14),
  logDays: days(90),
});

export type Settings = z.infer<typeof settingsSchema>;
