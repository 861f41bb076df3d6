import { z } from 'zod';
import { instant } from './common';

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
  /** People who may configure, for visitors who may not. */
  administrators: z.array(z.string()),
});
export type SetupResult = z.infer<typeof setupResult>;

/** PUT /setup/payment */
export const paymentBody = z.object({ ticked: z.boolean() });

/** GET /logs (L-08) */
export const listLogsQuery = z.object({
  area: z.enum(['webhook', 'campaign', 'message', 'account', 'api', 'engine']).optional(),
  level: z.enum(['info', 'warn', 'error']).optional(),
  cursor: z.string().optional(),
});
export type ListLogsQuery = z.infer<typeof listLogsQuery>;
export const logView = z.object({
  id: z.number().int(),
  at: instant,
  area: z.string(),
  level: z.string(),
  event: z.string(),
  text: z.string(),
  /** Same line in a row, collapsed. */
  times: z.number().int(),
  details: z.record(z.string(), z.unknown()).nullable(),
});
export const listLogsResult = z.object({
  logs: z.array(logView),
  nextCursor: z.string().nullable(),
});
export type ListLogsResult = z.infer<typeof listLogsResult>;
