import { startSimulator } from '../simulator/src/start';
import { createDatabase, type DatabaseClient } from '../tests/support/databases';
import type { AppCommand } from './app-answers';
import { startChild, type Child } from './child';
import type { StubCommand, StubStats } from './stub';

/** Strapi's own default is a rollback journal with synchronous=FULL; an operator may have chosen the write-ahead log. */
export const SQLITE_MODES = {
  default: 'journal_mode = delete;synchronous = full',
  'wal-full': 'journal_mode = wal;synchronous = full',
  'wal-normal': 'journal_mode = wal;synchronous = normal',
} as const;
export type SqliteMode = keyof typeof SQLITE_MODES;

export interface BenchOptions {
  db: DatabaseClient;
  /** How SQLite commits. */
  sqlite: SqliteMode;
  recipients: number | null;
  seconds: number;
  rounds: number;
  /** Folder for a processor profile of the Strapi process. */
  profile: string | null;
  /** Heap that V8 may use in the Strapi process, MB; null leaves V8's own, which follows the machine. */
  heapMb: number | null;
  /** Messages a second, for `whole`; null = its own. */
  rate: number | null;
  /** Leaves the Strapi process half a core, for `whole`. */
  busy: boolean;
  log(line: string): void;
}

/** A Strapi with one connected number that sends to the stub. */
export interface BenchWorld {
  app: Child<AppCommand>;
  stub: Child<StubCommand>;
  stubUrl: string;
  accountId: number;
  phoneNumberId: string;
  wabaId: string;
  appSecret: string;
  /** Points the number, or another one, at the stub with this throughput. */
  aim(mps: number, accountId?: number): Promise<void>;
  /** Connects the next number of the same WABA. */
  addNumber(): Promise<number>;
  /** Ends the Strapi process without warning and starts another on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const ENGINE = { catchUp: [], sweepMs: 15_000 };

/** As often as the page of a campaign asks at most: asking costs the process that is measured. */
const ASK_MS = 500;

/** Polls until `look` is true; throws with `what` after the limit. */
export const until = async (
  what: string,
  limitMs: number,
  look: () => Promise<boolean>,
  everyMs = 50
): Promise<void> => {
  const end = performance.now() + limitMs;
  while (performance.now() < end) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error(`did not happen in ${limitMs} ms: ${what}`);
};

const connect = async (app: Child<AppCommand>, nth = 0) => {
  const sim = await startSimulator();
  try {
    const account = {
      name: 'Bench',
      wabaId: sim.account.wabaId,
      phoneNumberId: sim.account.phoneNumberIds[nth],
      token: sim.account.token,
      appSecret: sim.account.appSecret,
      verifyToken: 'bench',
      baseUrl: sim.url,
    };
    return await app.ask<number>({ verb: 'connect', account });
  } finally {
    await sim.close();
  }
};

/** What the simulator's account looks like, without one running. */
const simulatorAccount = async () => {
  const sim = await startSimulator();
  await sim.close();
  return sim.account;
};

const nodeArguments = ({ profile, heapMb }: BenchOptions): string[] => [
  ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []),
  ...(heapMb === null ? [] : [`--max-old-space-size=${heapMb}`]),
];

/** Starts the Strapi process that is measured. */
export const startApp = (
  options: BenchOptions,
  { env, appSecret, engine }: { env: NodeJS.ProcessEnv; appSecret: string; engine: object }
): Promise<Child<AppCommand>> =>
  startChild<AppCommand>('app.ts', {
    env: {
      ...env,
      DATABASE_PRAGMAS: SQLITE_MODES[options.sqlite],
      BENCH_ENGINE: JSON.stringify(engine),
      BENCH_APP_SECRET: appSecret,
    },
    execArgv: nodeArguments(options),
  });

/** Ends it; a profile is written only by a process that ends by itself. */
export const endApp = ({ profile }: BenchOptions, app: Child<AppCommand>): Promise<unknown> =>
  profile ? app.end() : app.kill();

/** Starts everything that a bench needs; `close` ends it. */
export const startBench = async (options: BenchOptions): Promise<BenchWorld> => {
  const database = await createDatabase(options.db);
  const account = await simulatorAccount();
  const start = () =>
    startApp(options, { env: database.env, appSecret: account.appSecret, engine: ENGINE });
  const stub = await startChild<StubCommand>('stub.ts');
  const stubUrl = await stub.ask<string>({ verb: 'address' });
  const app = await start();
  const accountId = await connect(app);
  const world: BenchWorld = {
    app,
    stub,
    stubUrl,
    accountId,
    phoneNumberId: account.phoneNumberIds[0] ?? '',
    wabaId: account.wabaId,
    appSecret: account.appSecret,
    aim: async (mps, number = accountId) => {
      await world.app.ask({ verb: 'aim', accountId: number, baseUrl: stubUrl, mps });
    },
    addNumber: () => connect(world.app, 1),
    restart: async () => {
      await world.app.kill();
      world.app = await start();
    },
    close: async () => {
      await endApp(options, world.app);
      await stub.kill();
      await database.drop();
    },
  };
  return world;
};

export interface CampaignRun {
  campaignId: number;
  stats: StubStats;
  cpuMicros: number;
}

/** Runs a campaign to its end and answers what the stub saw and what the Strapi process spent. */
export const runCampaign = async (
  { app, stub, accountId }: Pick<BenchWorld, 'app' | 'stub' | 'accountId'>,
  groupId: number
): Promise<CampaignRun> => {
  const before = await app.ask<{ cpuMicros: number }>({ verb: 'usage' });
  const { campaignId } = await app.ask<{ campaignId: number }>({
    verb: 'campaign',
    accountId,
    groupId,
  });
  const isDone = async () => {
    const { state } = await app.ask<{ state: string }>({ verb: 'state', campaignId });
    return state === 'completed';
  };
  await until('the campaign completes', 600_000, isDone, ASK_MS);
  const after = await app.ask<{ cpuMicros: number }>({ verb: 'usage' });
  const stats = await stub.ask<StubStats>({ verb: 'stats' });
  return { campaignId, stats, cpuMicros: after.cpuMicros - before.cpuMicros };
};
