import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { jobEngineName, servedPart } from '../contracts/processes';
import { HOUR_MS, MINUTE_MS } from '../kernel/time';
import type { CatchUpStep } from './domain/gap';
import { readJobs, type Jobs } from './domain/jobs';

const ms = (value: number) => z.number().int().min(1).default(value);

/** Is there a step for every length? */
const isWhole = (steps: readonly CatchUpStep[]): boolean =>
  steps.every(({ upToMs }, i) => {
    const next = steps[i + 1];
    if (upToMs === null) return next === undefined;
    return next !== undefined && (next.upToMs === null || next.upToMs > upToMs);
  });

/** Constants of the engine (engine 18). Tests shorten them; operators rarely need to. All times in milliseconds. */
export const engineConfigSchema = z.object({
  leaseMs: ms(15_000),
  renewMs: ms(5_000),
  beatMs: ms(5_000),
  instanceDeadMs: ms(30_000),
  sweepMs: ms(15_000),
  /** `sending` older than this is uncertain: call limit + flush + margin. */
  uncertainAfterMs: ms(90_000),
  permitTooOldMs: ms(5_000),
  connectMs: ms(5_000),
  callMs: ms(30_000),
  flushMs: ms(50),
  /** Most calls in flight per number; fewer while the number's rate needs fewer. */
  inFlightMax: z.number().int().min(1).max(512).default(512),
  /** Accepted messages older than this should have a status; if none of the last twenty has, webhooks are missing. */
  silentAfterMs: ms(120_000),
  verdictAfterMs: ms(600_000),
  resendAfterMs: ms(900_000),
  /** How long what sends by itself waits after webhooks could not be taken for so long (engine 14). Empty: not at all. */
  catchUp: z
    .array(
      z.object({ upToMs: z.number().int().min(1).nullable(), waitMs: z.number().int().min(0) })
    )
    .refine((steps) => steps.length === 0 || isWhole(steps), {
      message: 'the steps must grow, and the last one needs upToMs: null',
    })
    .default([
      { upToMs: 10_000, waitMs: MINUTE_MS },
      { upToMs: MINUTE_MS, waitMs: 5 * MINUTE_MS },
      { upToMs: 10 * MINUTE_MS, waitMs: 15 * MINUTE_MS },
      { upToMs: HOUR_MS, waitMs: 30 * MINUTE_MS },
      { upToMs: null, waitMs: HOUR_MS },
    ]),
  /**
   * Turns of the event loop longer than this keep people waiting: campaigns give way (engine 14). Without a value 100 on
   * SQLite, where a turn is a whole transaction, and 20 on a server, where a message takes some thirty turns.
   */
  lateTurnMs: z.number().int().min(1).optional(),
  /** What people said and nobody has applied for longer holds marketing: it may be an opt-out. */
  inboundBacklogMs: ms(2_000),
  changeRetryMs: z
    .array(z.number().int().min(1))
    .default([1_000, 10_000, 60_000, 300_000, 900_000]),
  drainMs: ms(10_000),
  /** How often a campaign that waits for the messaging limit asks again. */
  limitAskMs: ms(60_000),
  feedPollMs: ms(250),
  /** An outside system has so long to answer; what a process claimed to send is somebody else's after the claim. */
  outboundCallMs: ms(10_000),
  outboundClaimMs: ms(60_000),
  snapshotPiece: z.number().int().min(1).max(50_000).default(2_000),
  /** Switches ticks and workers of this instance off (a web-only instance). */
  workers: z.boolean().default(true),
});
export type EngineConfig = z.infer<typeof engineConfigSchema>;

/** Who wakes the work, and what part of it this process takes (docs/scaling.md). */
export const jobsConfigSchema = z.strictObject({
  engine: jobEngineName.optional(),
  serve: servedPart.optional(),
  redis: z
    .strictObject({
      url: z.string().min(1).optional(),
      username: z.string().optional(),
      password: z.string().optional(),
    })
    .optional(),
});

/** `jobs` of the plugin's configuration and the environment. Throws what is wrong, without any secret. */
export const jobsConfig = (strapi: Core.Strapi): Jobs =>
  readJobs(jobsConfigSchema.parse(strapi.config.get('plugin::whatsapp.jobs') ?? {}), process.env);

export const engineConfig = (strapi: Core.Strapi): EngineConfig =>
  engineConfigSchema.parse(strapi.config.get('plugin::whatsapp.engine') ?? {});
