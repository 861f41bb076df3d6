import { z } from 'zod';
import { cursor, id, instant, nextCursor } from './common';

export const operationState = z.enum([
  'queued',
  'running',
  /** Goes on by itself, for example when the messaging limit has room again. */
  'waiting',
  /** Somebody has to let it go on. */
  'paused',
  'done',
  'failed',
  'cancelled',
]);
export type OperationState = z.infer<typeof operationState>;

/** One long work: an import, a sync, an export, a bulk change, a campaign (M-39, L-04, L-05). */
export const operationView = z.object({
  /** Who does it: our own runner, or the engine of campaigns. Ids are unique within a source. */
  source: z.enum(['operation', 'campaign']),
  id,
  /** `import`, `first-sync`, `template-sync`, `bulk-tag`, `log-purge`, `campaign`… translated by the admin. */
  kind: z.string(),
  /** What it is about: the file, the content type, the campaign. */
  title: z.string(),
  state: operationState,
  done: z.number().int(),
  /** Null while it is not known. */
  total: z.number().int().nullable(),
  /** Steps a second as measured lately; null when nothing runs. */
  perSecond: z.number().nullable(),
  /** Milliseconds that are left by that speed; an estimate. */
  leftMs: z.number().int().nullable(),
  /** What became of the parts, by name (`created`, `updated`, `refused`…). */
  counters: z.record(z.string(), z.number()),
  /** Parts that failed or were refused; `canDownload` says that there is a list of them. */
  problems: z.number().int(),
  /** Why it failed, waits or rests: a word to translate, and text in detail. */
  reason: z.object({ kind: z.string(), text: z.string().nullable() }).nullable(),
  startedBy: z.string().nullable(),
  addedAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  /** Somebody asked to cancel; it ends after the step under way. */
  cancelling: z.boolean(),
  canCancel: z.boolean(),
  canRetry: z.boolean(),
  canDownload: z.boolean(),
});
export type OperationView = z.infer<typeof operationView>;

/** GET /operations */
export const listOperationsQuery = z.object({
  kind: z.string().max(40).optional(),
  cursor: cursor.optional(),
});
export type ListOperationsQuery = z.infer<typeof listOperationsQuery>;
/** What runs, waits or rests is all in the first page; what ended comes newest first. */
export const listOperationsResult = z.object({
  running: z.array(operationView),
  finished: z.array(operationView),
  nextCursor,
});
export type ListOperationsResult = z.infer<typeof listOperationsResult>;

/** GET /operations/:id/problems: CSV, in the words of this language. */
export const problemsQuery = z.object({ language: z.enum(['en', 'tr']).default('en') });
