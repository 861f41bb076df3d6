import { z } from 'zod';
import { instant } from './common';

/** What went wrong, in words a person can act on; `retryable` says whether a retry can help. */
export const messageError = z.object({
  code: z.number().int().nullable(),
  class: z.string(),
  title: z.string(),
  advice: z.string(),
  retryable: z.boolean(),
});
export type MessageError = z.infer<typeof messageError>;

/** How far the customer is with paying what a message asks for, as WhatsApp reported it last. */
export const messagePayment = z.object({
  state: z.enum(['pending', 'paid', 'failed']),
  /** In the currency's main unit. */
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  /** The order, by the name that the business gave it. */
  reference: z.string().nullable(),
  /** Why it failed, as the payment provider says it. */
  code: z.string().nullable(),
  reason: z.string().nullable(),
  at: instant,
});
export type MessagePayment = z.infer<typeof messagePayment>;
