import { z } from 'zod';
import { instant, isTimezone } from './common';

/** POST /campaigns/:id/reminder → campaignView of a draft for those who got the invitation, less those who said no. */
export const reminderBody = z.object({
  name: z.string().trim().min(1).max(90),
  scheduledAt: instant,
  timezone: z
    .string()
    .max(60)
    .refine(isTimezone, 'Choose a time zone, for example Europe/Istanbul.'),
  /** The answer that declines: text of a quick reply of the invitation. Null: everybody who got it is reminded. */
  declines: z.string().trim().min(1).max(25).nullable(),
});
export type ReminderBody = z.infer<typeof reminderBody>;
