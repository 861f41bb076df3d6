import { startSimulator, type Simulator } from '../../simulator/src/start';
import type { SimOptions } from '../../simulator/src/sim';
import { bootStrapi, type BootedStrapi, type BootOptions } from './boot-strapi';
import { runDueJobs } from './ticks';

/** Engine constants short enough for tests; the rules stay the same. */
export const QUICK = {
  sweepMs: 1_000,
  uncertainAfterMs: 60_000,
  catchUp: [],
  leaseMs: 4_000,
  renewMs: 1_000,
  beatMs: 1_000,
  verdictAfterMs: 1_000,
  resendAfterMs: 1_500,
  changeRetryMs: [50, 100],
  // A machine full of other tests is late by itself.
  lateTurnMs: 60_000,
};

export interface World extends BootedStrapi {
  sim: Simulator;
  /** Base address of the running Strapi. */
  url: string;
  /** Our id of the first number. */
  accountId: number;
  /** Signed in as super admin: `await api.get('/whatsapp/conversations')`. */
  api: {
    get<T = Record<string, unknown>>(path: string): Promise<{ status: number; body: T }>;
    post<T = Record<string, unknown>>(
      path: string,
      body?: unknown
    ): Promise<{ status: number; body: T }>;
    put<T = Record<string, unknown>>(
      path: string,
      body?: unknown
    ): Promise<{ status: number; body: T }>;
    del<T = Record<string, unknown>>(path: string): Promise<{ status: number; body: T }>;
  };
}

/** Short at first, a twentieth of what was waited already later on: a look costs a request as often as not. */
const pauseAfter = (waitedMs: number): number => Math.min(100, Math.max(10, waitedMs / 20));
/** What comes without a job has come by then. */
const WITHOUT_JOB_MS = 50;
/** A limit is set for an idle machine; one that runs other rings beside takes up to three times as long. */
const PATIENCE = 3;

/**
 * Polls until `look` gives something, and fails with its last error or `what` (or what it says then) after the limit. No
 * fixed waits. Meanwhile the plugin's jobs of every few seconds come oftener.
 */
export const eventually = async <T>(
  what: string | (() => string),
  look: () => Promise<T | null | undefined | false>,
  limitMs = 30_000
): Promise<T> => {
  const start = performance.now();
  const waited = () => performance.now() - start;
  let last: unknown;
  while (waited() < limitMs * PATIENCE) {
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    if (waited() > WITHOUT_JOB_MS) runDueJobs();
    await new Promise((resolve) => setTimeout(resolve, pauseAfter(waited())));
  }
  const said = typeof what === 'string' ? what : what();
  throw new Error(
    `did not happen in ${limitMs * PATIENCE} ms: ${said}${last instanceof Error ? ` (${last.message})` : ''}`
  );
};

/**
 * WhatsApp stamps whole seconds: of two decisions of one second the one that forbids holds, and of two equal events the second
 * is taken for a repeat.
 */
export const nextSecond = (): Promise<true> => {
  const second = () => Math.floor(Date.now() / 1_000);
  const now = second();
  return eventually('the next second', () => Promise.resolve(second() > now));
};

const clientOf = (booted: BootedStrapi, token: string): World['api'] => {
  const call = async (method: 'get' | 'post' | 'put' | 'delete', path: string, body?: unknown) => {
    const request = booted.http[method](path).set('Authorization', `Bearer ${token}`);
    const response = await (body === undefined ? request : request.send(body as object));
    return { status: response.status, body: response.body as never };
  };
  return {
    get: (path) => call('get', path),
    post: (path, body = {}) => call('post', path, body),
    put: (path, body = {}) => call('put', path, body),
    del: (path) => call('delete', path),
  };
};

export interface WorldOptions extends BootOptions {
  sim?: SimOptions;
  engine?: Record<string, unknown>;
}

const VERIFY = 'verify-token-of-the-tests';

/** A real Strapi that listens, the simulator, and one connected number with webhooks both ways. */
export const startWorld = async (options: WorldOptions = {}): Promise<World> => {
  const sim = await startSimulator(options.sim ?? {});
  sim.control.configure({ statuses: { sentMs: 5, deliveredMs: 10, readMs: 15 } });
  const booted = await bootStrapi({
    ...options,
    config: { ...options.config, engine: { ...QUICK, ...options.engine } },
  });
  try {
    const url = await booted.listen();
    const accounts = booted.strapi.plugin('whatsapp').service('accounts') as {
      connectNumber(input: Record<string, unknown>): Promise<{ id: number }>;
    };
    const account = await accounts.connectNumber({
      name: 'Test number',
      wabaId: sim.account.wabaId,
      phoneNumberId: sim.account.phoneNumberIds[0],
      token: sim.account.token,
      appSecret: sim.account.appSecret,
      verifyToken: VERIFY,
      baseUrl: sim.url,
    });
    await sim.control.setWebhook({
      url: `${url}/api/whatsapp/webhook`,
      verifyToken: VERIFY,
      verify: true,
    });
    const token = await booted.adminToken();
    return {
      ...booted,
      sim,
      url,
      accountId: account.id,
      api: clientOf(booted, token),
      close: async () => {
        await sim.close();
        await booted.close();
      },
    };
  } catch (error) {
    await sim.close();
    await booted.close();
    throw error;
  }
};
