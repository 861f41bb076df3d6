import { z } from 'zod';

/** Who wakes the work: the timers of each process alone, or Redis beside them (engine 7). */
export const jobEngineName = z.enum(['embedded', 'bullmq']);
export type JobEngineName = z.infer<typeof jobEngineName>;

/** What a process takes upon itself: everything, pages and webhooks only, or work only. */
export const servedPart = z.enum(['all', 'web', 'worker']);
export type ServedPart = z.infer<typeof servedPart>;

/** What is wrong with the engine of a process. The work goes on in each case; only the wake-ups are slower or in danger. */
export const engineProblem = z.enum(['redis-lost', 'redis-evicts', 'redis-too-old']);
export type EngineProblem = z.infer<typeof engineProblem>;

/** GET /processes */
export const processesResult = z.object({
  processes: z.array(
    z.object({
      /** The first characters of its random id. */
      name: z.string(),
      /** The one that answers. */
      self: z.boolean(),
      serve: servedPart,
      engine: jobEngineName,
      problem: engineProblem.nullable(),
      /** Its clock minus the database's, in milliseconds. */
      clockOffsetMs: z.number().int(),
      bootAt: z.number().int(),
      beatAt: z.number().int(),
    })
  ),
  /** Somebody takes up work. */
  working: z.boolean(),
  /** The address of Redis without user and password; null without Redis. */
  redis: z.string().nullable(),
});
export type ProcessesResult = z.infer<typeof processesResult>;
