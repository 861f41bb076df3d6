import { z } from 'zod';
import { id } from './common';

const language = z.enum(['en', 'tr']).default('en');

/** GET /privacy/people/:id/export: a ZIP with everything that is known of one person. */
export const exportPersonQuery = z.object({ language });

/** GET /privacy/people/:id/proof: what proves the consents of one person, as data or as a page to print (O-20). */
export const proofQuery = z.object({ language, format: z.enum(['json', 'html']).default('json') });

/** GET /privacy/people/:id: how much is known, before it is taken away or erased. */
export const personSummary = z.object({
  id,
  name: z.string(),
  messages: z.number().int(),
  tasks: z.number().int(),
  campaigns: z.number().int(),
  consents: z.number().int(),
  records: z.number().int(),
});
export type PersonSummary = z.infer<typeof personSummary>;

/** POST /privacy/people/:id/erase: the name as it is shown, typed by hand. */
export const erasePersonBody = z.object({ typed: z.string().trim().min(1).max(255) });
export type ErasePersonBody = z.infer<typeof erasePersonBody>;
export const erasePersonResult = z.object({ operationId: id });
export type ErasePersonResult = z.infer<typeof erasePersonResult>;

/** What has a keeping time of its own. */
export const retentionKind = z.enum([
  'messages',
  'files',
  'recipients',
  'conversions',
  'webhooks',
  'logs',
  'operations',
  'access',
]);
export type RetentionKind = z.infer<typeof retentionKind>;

/** Whole days; null = it is kept for good. */
const keepDays = z.number().int().min(1).max(3650).nullable();

/** GET and PUT /privacy/retention */
export const retentionView = z.object({
  kinds: z.array(
    z.object({
      kind: retentionKind,
      days: keepDays,
      /** It may be kept for good. */
      canKeep: z.boolean(),
      /** Fewer days would break what still comes from Meta. */
      leastDays: z.number().int(),
      /** What the next night would delete with these days. */
      wouldDelete: z.number().int(),
    })
  ),
});
export type RetentionView = z.infer<typeof retentionView>;
export const retentionBody = z.object({ days: z.partialRecord(retentionKind, keepDays) });
export type RetentionBody = z.infer<typeof retentionBody>;

/** POST /privacy/retention/preview: what these days would delete today; saves nothing. */
export const previewRetentionBody = z.object({
  kind: retentionKind,
  days: z.number().int().min(1).max(3650),
});
export type PreviewRetentionBody = z.infer<typeof previewRetentionBody>;
export const previewRetentionResult = z.object({ wouldDelete: z.number().int() });
export type PreviewRetentionResult = z.infer<typeof previewRetentionResult>;
