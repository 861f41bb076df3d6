import { startSimulator, type Simulator } from '../../simulator/src/start';
import type { DatabaseClient } from '../support/databases';

export interface ChaosOptions {
  db: DatabaseClient;
  recipients: number;
  kills: number;
  seed: number;
  policy: 'ask' | 'resend-if-silent';
  /** Share of webhooks thrown away, 0…1. */
  drop: number;
  /** Webhooks twice and out of order, and some calls that time out or break off after acceptance. */
  faults: boolean;
  /** Server processes on one database; SQLite serves one. */
  processes?: number;
  /** How often a process is stopped for longer than its lease and woken again. */
  freezes?: number;
  /** How often every connection to the database is broken. */
  cuts?: number;
  /** How often some of those who still wait for their message opt out. */
  optOuts?: number;
  /** How often the campaign is paused and resumed. */
  pauses?: number;
  /** How wrong the clock of the second process is, or of the only one, in ms. */
  skewMs?: number;
  /** How often the database takes nothing for a while, and how often Meta does not answer. */
  outages?: number;
  noAnswers?: number;
  /** How long each of these lasts, ms. */
  outageMs?: number;
  /** Cancels the campaign after the last disturbance. */
  cancel?: boolean;
  /** Ordinary work for this many minutes in place of disturbances. */
  soakMinutes?: number;
  log(line: string): void;
}

/** Engine constants for a run of a minute instead of an hour; the rules are the same. */
export const ENGINE = {
  leaseMs: 2_000,
  renewMs: 500,
  beatMs: 1_000,
  sweepMs: 1_000,
  permitTooOldMs: 1_000,
  uncertainAfterMs: 4_000,
  callMs: 2_000,
  verdictAfterMs: 5_000,
  resendAfterMs: 6_000,
  catchUp: [{ upToMs: null, waitMs: 1_500 }],
  changeRetryMs: [100, 500, 2_000],
};

/** Calls that end without an answer that can be read, before or after Meta took the message. */
const BROKEN_CALLS = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'cut-body',
  'bad-gateway',
] as const;
/** Too fast, too fast for this person, and "something went wrong". */
const REFUSALS = [130429, 131056, 131000];

/** Persons that Meta lets this portfolio reach in a day. */
export const LIMIT = 100_000;

/**
 * A message whose permit was committed before an opt-out, pause or cancel may still arrive so much later (I7): one permit
 * group and one call, and what a busy machine adds.
 */
export const LATE_AFTER_MS = ENGINE.permitTooOldMs + ENGINE.callMs + 1_500;

/** Repeatable numbers in [0, 1). */
export const mulberry = (seed: number) => {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** The simulator of a run, told where its webhooks go. */
export const prepareSimulator = async (options: ChaosOptions, port: number): Promise<Simulator> => {
  const sim = await startSimulator({ seed: options.seed });
  sim.control.numbers.setTier('TIER_100K');
  sim.control.configure({
    statuses: { sentMs: 20, deliveredMs: 60, readMs: 90 },
    webhooks: {
      retryGapsMs: [100, 200, 400],
      timeoutMs: 2_000,
      dropShare: options.drop,
      duplicateShare: options.faults ? 0.2 : 0,
      shuffle: options.faults,
    },
    latency: { beforeMs: 20, afterMs: 30, jitterMs: 40 },
  });
  await sim.control.setWebhook({
    url: `http://127.0.0.1:${port}/api/whatsapp/webhook`,
    verifyToken: 'chaos',
  });
  if (options.faults) {
    for (const kind of BROKEN_CALLS)
      sim.control.faults.add({ kind, endpoint: 'messages', share: 0.01 });
    for (const code of REFUSALS)
      sim.control.faults.add({ kind: 'graph-error', endpoint: 'messages', code, share: 0.005 });
  }
  return sim;
};
