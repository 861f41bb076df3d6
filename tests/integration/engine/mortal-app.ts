import { startSimulator, type Simulator } from '../../../simulator/src/start';
import { startApp, type AppProcess } from '../../chaos/process';
import type { ChaosCommand, RecipientDump } from '../../chaos/protocol';
import { createDatabase, type DatabaseClient } from '../../support/databases';
import { freePort } from '../../support/free-port';

/** People of each campaign. */
export const PEOPLE = 40;

/** Short enough that a death and what follows take seconds; the rules are the same. */
const ENGINE = {
  leaseMs: 1_500,
  renewMs: 500,
  beatMs: 1_000,
  sweepMs: 500,
  uncertainAfterMs: 1_500,
  callMs: 1_000,
  catchUp: [],
  changeRetryMs: [50, 100],
  drainMs: 2_000,
  snapshotPiece: 15,
};

type Seed = Extract<ChaosCommand, { verb: 'seed' }>;

/** An app in a process of its own that dies where it is told to, on a database and beside a simulator that stay. */
export interface MortalApp {
  sim: Simulator;
  /** The process that lives now. */
  app(): AppProcess;
  /** Starts the next process, which may be told where to die. */
  boot(failPoint?: string): Promise<void>;
  /** Starts one more beside it. */
  beside(): Promise<AppProcess>;
  /** Starts a campaign with people of its own; answers its id, also when the process dies of it. */
  seed(more?: Pick<Seed, 'trial'>): Promise<number>;
  state(campaignId: number): Promise<{ state: string; counts: Record<string, number> }>;
  dump(campaignId: number): Promise<RecipientDump[]>;
  close(): Promise<void>;
}

/** `engine`: what this test needs otherwise. */
export const startMortalApp = async (
  client: DatabaseClient,
  engine: object = {}
): Promise<MortalApp> => {
  const own = { ...ENGINE, ...engine };
  const port = await freePort();
  const database = await createDatabase(client);
  const sim = await startSimulator();
  sim.control.configure({
    statuses: { sentMs: 20, deliveredMs: 40, readMs: 60 },
    webhooks: { retryGapsMs: [100, 200, 400] },
    latency: { beforeMs: 10, afterMs: 20 },
    throughput: { enforce: false },
  });
  await sim.control.setWebhook({
    url: `http://127.0.0.1:${port}/api/whatsapp/webhook`,
    verifyToken: 'fail',
  });
  const start = (failPoint?: string, at = port) =>
    startApp({ env: database.env, port: at, engine: own, ...(failPoint ? { failPoint } : {}) });
  const account = {
    name: 'Mortal',
    wabaId: sim.account.wabaId,
    phoneNumberId: sim.account.phoneNumberIds[0],
    token: sim.account.token,
    appSecret: sim.account.appSecret,
    verifyToken: 'fail',
    baseUrl: sim.url,
  };
  let app = await start();
  let campaigns = 0;
  return {
    sim,
    app: () => app,
    boot: async (failPoint) => void (app = await start(failPoint)),
    beside: async () => start(undefined, await freePort()),
    seed: async (more = {}) => {
      campaigns += 1;
      const from = 1 + (campaigns - 1) * PEOPLE;
      const command: Seed = { verb: 'seed', recipients: PEOPLE, policy: 'ask', account, from };
      // It may die before it answers: campaigns are numbered one by one.
      await app
        .ask<{ campaignId: number }>({ ...command, ...more })
        .then(({ campaignId }) => expect(campaignId).toBe(campaigns))
        .catch((error: unknown) => expect(String(error)).toContain('the process ended'));
      return campaigns;
    },
    state: (campaignId) => app.ask({ verb: 'state', campaignId }),
    dump: (campaignId) => app.ask<RecipientDump[]>({ verb: 'dump', campaignId }),
    close: async () => {
      await app.kill('SIGKILL');
      await sim.close();
      await database.drop();
    },
  };
};
