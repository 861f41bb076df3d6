import { z } from 'zod';
import { instant, timeZone } from './common';

/** POST /campaigns/:id/reminder → campaignView of a draft for those who got the invitation, less those who said no. */
export const reminderBody = z.object({
  name: z.string().trim().min(1).max(90),
  scheduledAt: instant,
  timezone: timeZone,
  /** The answer that declines: text of a quick reply of the invitation. Null: everybody who got it is reminded. */
  declines: z.string().trim().min(1).max(25).nullable(),
});
export type ReminderBody = z.infer<typeof reminderBody>;
