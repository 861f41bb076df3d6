import { createServer } from 'node:net';
import { startSimulator, type Simulator } from '../../simulator/src/start';
import { createDatabase, type DatabaseClient, type TestDatabase } from '../support/databases';
import { judge, type ChaosResult } from './judge';
import { startApp, type AppProcess } from './process';
import type { RecipientDump } from './protocol';

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
  /** Kill at this named place of the code instead of at random moments. */
  failPoint?: string;
  log(line: string): void;
}

export interface ChaosReport extends ChaosResult {
  kills: number;
  /** Longest time from a restart to the next accepted message, in ms. */
  resumeMs: number;
  seconds: number;
}

/** Engine constants for a run of a minute instead of an hour; the rules are the same. */
const ENGINE = {
  leaseMs: 2_000,
  renewMs: 500,
  beatMs: 1_000,
  sweepMs: 1_000,
  uncertainAfterMs: 4_000,
  callMs: 2_000,
  verdictAfterMs: 5_000,
  resendAfterMs: 6_000,
  catchUpMs: 0,
  changeRetryMs: [100, 500, 2_000],
};
const LIMIT = 100_000;

/** Repeatable numbers in [0, 1). */
const mulberry = (seed: number) => {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const until = async (
  what: string,
  limitMs: number,
  look: () => Promise<boolean>
): Promise<void> => {
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    if (await look().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`did not happen in ${limitMs} ms: ${what}`);
};

const prepareSimulator = async (options: ChaosOptions, port: number): Promise<Simulator> => {
  const sim = await startSimulator({ seed: options.seed });
  sim.control.configure({
    statuses: { sentMs: 20, deliveredMs: 60, readMs: 90 },
    webhooks: {
      retryGapsMs: [100, 200, 400],
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
    sim.control.faults.add({ kind: 'timeout-after', endpoint: 'messages', share: 0.01 });
    sim.control.faults.add({ kind: 'reset-after', endpoint: 'messages', share: 0.01 });
    sim.control.faults.add({ kind: 'reset-before', endpoint: 'messages', share: 0.01 });
    sim.control.faults.add({ kind: 'bad-gateway', endpoint: 'messages', share: 0.01 });
    sim.control.faults.add({
      kind: 'graph-error',
      endpoint: 'messages',
      code: 130429,
      share: 0.005,
    });
  }
  return sim;
};

interface Run {
  options: ChaosOptions;
  sim: Simulator;
  database: TestDatabase;
  port: number;
  app: AppProcess;
  campaignId: number;
  random: () => number;
  resumeMs: number;
}

/** Kills after a random number of further messages, starts again, and waits until sending goes on. */
const killOnce = async (run: Run): Promise<boolean> => {
  const { options, sim } = run;
  const before = sim.control.ledger.count();
  const target = before + 1 + Math.floor((run.random() * options.recipients) / (options.kills + 1));
  const done = async () =>
    (await run.app.ask<{ state: string }>({ verb: 'state', campaignId: run.campaignId })).state ===
    'completed';
  let finished = false;
  await until('more messages', 60_000, async () => {
    if (sim.control.ledger.count() >= target) return true;
    finished = await done();
    return finished;
  });
  if (finished) return false;
  await run.app.kill('SIGKILL');
  const at = sim.control.ledger.count();
  const started = Date.now();
  run.app = await startApp({ env: run.database.env, port: run.port, engine: ENGINE });
  const served = Date.now();
  await until(
    'sending again',
    60_000,
    async () => sim.control.ledger.count() > at || (await done())
  );
  run.resumeMs = Math.max(run.resumeMs, Date.now() - served);
  options.log(`killed at ${at} accepted; served again after ${served - started} ms`);
  return true;
};

/** Everything delivered, everything applied, every row settled as far as facts go. */
const quiesce = async ({ sim, app, campaignId, options }: Run): Promise<void> => {
  sim.control.faults.clear();
  sim.control.configure({ webhooks: { dropShare: 0 } });
  const settled = async () => {
    const { state, counts } = await app.ask<{ state: string; counts: Record<string, number> }>({
      verb: 'state',
      campaignId,
    });
    return state === 'completed' && counts.sending === 0 && counts.queued === 0;
  };
  await until('completion', 60_000 + options.recipients * 60, settled);
  await until('webhooks delivered', 60_000, async () => {
    sim.control.deliveries.retryNow();
    const { queued, retrying, inFlight } = sim.control.deliveries.counts();
    return queued + retrying + inFlight === 0 && sim.control.pending() === 0;
  });
  await until(
    'webhooks applied',
    60_000,
    async () => (await app.ask<number>({ verb: 'waiting' })) === 0
  );
};

/** One run: a campaign, kills, rest, judgement. */
export const runChaos = async (options: ChaosOptions): Promise<ChaosReport> => {
  const began = Date.now();
  const port = await freePort();
  const database = await createDatabase(options.db);
  const sim = await prepareSimulator(options, port);
  const app = await startApp({ env: database.env, port, engine: ENGINE }).catch(
    async (error: unknown) => {
      await sim.close();
      await database.drop();
      throw error;
    }
  );
  const run: Run = {
    options,
    sim,
    database,
    port,
    app,
    campaignId: 0,
    random: mulberry(options.seed),
    resumeMs: 0,
  };
  try {
    const account = {
      name: 'Chaos',
      wabaId: sim.account.wabaId,
      phoneNumberId: sim.account.phoneNumberIds[0],
      token: sim.account.token,
      appSecret: sim.account.appSecret,
      verifyToken: 'chaos',
      baseUrl: sim.url,
    };
    const { recipients, policy } = options;
    run.campaignId = (
      await app.ask<{ campaignId: number }>({ verb: 'seed', recipients, policy, account })
    ).campaignId;
    let kills = 0;
    while (kills < options.kills && (await killOnce(run))) kills += 1;
    await quiesce(run);
    const rows = await run.app.ask<RecipientDump[]>({ verb: 'dump', campaignId: run.campaignId });
    const differing = await run.app.ask<number[]>({ verb: 'audit' });
    if (differing.length > 0)
      throw new Error('the sums of the campaign differ from its rows (I17)');
    const result = judge(rows, sim.control.ledger.query({}, { limit: 10_000_000 }), {
      dropped: options.drop > 0,
      limit: LIMIT,
    });
    return {
      ...result,
      kills,
      resumeMs: run.resumeMs,
      seconds: Math.round((Date.now() - began) / 1000),
    };
  } finally {
    await run.app.kill('SIGKILL');
    await sim.close();
    await database.drop();
  }
};
