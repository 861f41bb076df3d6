import { z } from 'zod';

export const stepKey = z.enum([
  'encryption-key',
  'public-url',
  'number',
  'webhook',
  'first-message',
  'payment',
  'consent-rules',
  'people',
  'team',
]);

/** Roles that can be made with one press. */
export const readyRole = z.enum(['agent', 'marketer', 'administrator']);
export type ReadyRole = z.infer<typeof readyRole>;

/** GET /setup: every step is checked by the server; only `payment` is ticked by hand. */
export const setupResult = z.object({
  configured: z.boolean(),
  steps: z.array(
    z.object({
      key: stepKey,
      state: z.enum(['done', 'open', 'problem']),
      /** Short fact to show: the address, the number of people… */
      detail: z.string().nullable(),
    })
  ),
  done: z.number().int(),
  webhookUrl: z.string(),
  simulator: z.object({ command: z.string(), running: z.boolean(), url: z.string() }),
  sample: z.object({ loaded: z.boolean(), rows: z.number().int(), allowed: z.boolean() }),
  roles: z.object({
    /** Ready roles that are not there yet. */
    missing: z.array(readyRole),
    /** This person may make roles in Strapi. */
    allowed: z.boolean(),
  }),
  /** People who may configure, for visitors who may not. */
  administrators: z.array(z.string()),
});
export type SetupResult = z.infer<typeof setupResult>;

/** PUT /setup/payment */
export const paymentBody = z.object({ ticked: z.boolean() });
