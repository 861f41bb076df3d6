import { z } from 'zod';

/**
 * What somebody should know of a number that was read: the plan of its country does not name its range; the letter O was written for
 * a zero; the text held several numbers, and this is the first mobile number of them.
 */
export const phoneRemark = z.enum(['unknown-range', 'letter-o', 'first-of-several']);
export type PhoneRemark = z.infer<typeof phoneRemark>;

/**
 * Numbers of a list that could not be read in the country that was chosen for it, with what they would be read otherwise. A row
 * may count in several places.
 */
export const unreadNumbers = z.object({
  /** ISO alpha-2 of the list. */
  country: z.string(),
  /** How many rows it is about. */
  rows: z.number().int(),
  /** With a plus sign before their digits: by the country that they would be of, the most first. */
  international: z.array(z.object({ country: z.string(), rows: z.number().int() })),
  /** As mobile numbers of another country, the most first. */
  national: z.array(z.object({ country: z.string(), rows: z.number().int() })),
});
export type UnreadNumbers = z.infer<typeof unreadNumbers>;
