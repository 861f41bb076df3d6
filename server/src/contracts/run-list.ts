import { z } from 'zod';
import { cursor, id, instant, nextCursor } from './common';
import { flowKey } from './flow-graph';
import { runDetails, runOrigin, runState } from './flow-runs';

/** Runs of a page, and the most that are resumed, ended or marked at once. */
export const RUNS_PAGE = 50;
/** Runs that wait for a look are counted to this number: there it may be more. */
export const UNSEEN_COUNTED = 100;

/**
 * What the list shows. `open`: all that are not finished. `set-aside`: failed, or stopped by a bound (30 messages, loop
 * guard, a wait that was over for a day); these can be resumed. `ended`: ended on purpose.
 */
export const RUN_FILTERS = [
  'open',
  'waiting',
  'held',
  'set-aside',
  'failed',
  'done',
  'ended',
] as const;
export type RunFilter = (typeof RUN_FILTERS)[number];

/** Runs of all bots, also of deleted ones, newest first. */
export const allRunsQuery = z.object({
  state: z.enum(RUN_FILTERS).optional(),
  botId: id.optional(),
  /** Runs of flows that are at this step, or were stopped there. */
  node: flowKey.optional(),
  /** Why they ended, see `runLine.reason`. */
  reason: z
    .string()
    .regex(/^[a-z][a-z-]{0,63}$/)
    .optional(),
  /** Only what was set aside and nobody has looked at. */
  unseen: z.enum(['true']).optional(),
  /** They began at this instant or later. */
  from: z.coerce.number().int().min(0).optional(),
  /** They began at this instant or earlier. */
  to: z.coerce.number().int().min(0).optional(),
  cursor: cursor.optional(),
});
export type AllRunsQuery = z.input<typeof allRunsQuery>;
export type RunsWanted = z.output<typeof allRunsQuery>;

export const runLine = z.object({
  id,
  botId: id,
  /** Its name when the run began. */
  botName: z.string(),
  state: runState,
  /** Why it ended: the reason of the step that failed, else that of the end; null: it is not finished, or all is done. */
  reason: z.string().nullable(),
  origin: runOrigin,
  trigger: z.string(),
  /** Numbers are masked as in Logs. */
  contact: runDetails.shape.contact,
  conversationId: id,
  /** Where it is or was stopped, else the last step that failed; null: it has none of them. */
  place: runDetails.shape.place,
  waits: runDetails.shape.waits,
  /** Set aside, and nobody has looked at it. */
  isUnseen: z.boolean(),
  mayResume: z.boolean(),
  mayEnd: z.boolean(),
  startedAt: instant,
  endedAt: instant.nullable(),
});
export type RunLine = z.infer<typeof runLine>;
export const allRunsResult = z.object({ runs: z.array(runLine), nextCursor });
export type AllRunsResult = z.infer<typeof allRunsResult>;

/** How many were set aside and wait for a look, counted to `UNSEEN_COUNTED`. */
export const unseenRuns = z.object({ count: z.number().int(), more: z.boolean() });
export type UnseenRuns = z.infer<typeof unseenRuns>;

export const RUN_ACTIONS = ['resume', 'end', 'seen'] as const;
export type RunAction = (typeof RUN_ACTIONS)[number];

/** Resumes each from where it failed, ends what is open, or marks what was set aside as looked at. */
export const bulkRunsBody = z.object({
  ids: z.array(id).min(1).max(RUNS_PAGE),
  action: z.enum(RUN_ACTIONS),
});
export type BulkRunsBody = z.infer<typeof bulkRunsBody>;
export const bulkRunsResult = z.object({
  /** For how many it was done. */
  done: z.number().int(),
  /** The others, each with why: a stable word that the admin translates. */
  refused: z.array(z.object({ id, kind: z.string() })),
});
export type BulkRunsResult = z.infer<typeof bulkRunsResult>;
