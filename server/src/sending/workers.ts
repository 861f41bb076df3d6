import type { AccountRow } from '../accounts/public';
import type { Clock } from '../kernel/clock';
import { createBucket, type Bucket } from '../limits/public';
import type { Lease, Runtime } from '../runtime/public';
import { errorText, type Log } from '../strapi/log';
import { runNumberWorker, type NumberApi } from './number-worker';
import { createSilence, type Silence } from './domain/silence';
import { createYielding } from './domain/yielding';
import type { SendSource } from './source';

interface Deps {
  runtime: Runtime;
  clock: Clock;
  log: Log;
  accounts(): Promise<AccountRow[]>;
  /** Throws when there is no usable token. */
  cloudApi(account: AccountRow): NumberApi;
  /** Meta answers nothing for this number any more, or answers again. */
  silent(accountId: number, isSilent: boolean): void;
  /** May this number send at all? */
  sendable(account: AccountRow): boolean;
  /** As in `WorkerDeps`. */
  turnMs: number | null;
  /** Longer turns of the event loop are late: its numbers send more slowly. */
  lateTurnMs: number;
}

export interface NumberWorkers {
  /** In the order in which they are served; set by the wiring. */
  sources: SendSource[];
  /** Starts workers for numbers that have work and whose lease is free. Called by the tick. */
  check(): Promise<void>;
  /** Somebody says that this number has work. False: another process serves it. */
  serve(accountId: number): Promise<boolean>;
  /** Does this process serve the number now? */
  serves(accountId: number): boolean;
  /** There is new work: do not wait for the next tick. */
  wake(): void;
  /** Ends all workers and waits for them. */
  stop(): Promise<void>;
  /** Nothing of this number leaves for so long: Meta is working on it. Kept over the ends and starts of its worker. */
  rest(accountId: number, ms: number): void;
  /** When this number goes on, or null when it is not at rest. */
  restsUntil(accountId: number): number | null;
  /** Meta answers nothing for this number: of what was sent nobody knows what became, so nothing leaves for a while. */
  isSilent(accountId: number): boolean;
  /** Rate in use now, or null when this process does not serve the number. */
  rate(accountId: number): number | null;
  /** The process is late, so its numbers send so slowly that people should know why. */
  givesWay(accountId: number): boolean;
}

const SHARE_KEY = 'rateShare';

interface Serving {
  done: Promise<void>;
  bucket: Bucket;
  /** As last read. */
  account: AccountRow;
  /** May it send at all? */
  usable: boolean;
}

/** One worker per number with work, held by whichever process has the number's lease (engine 6). */
export const createNumberWorkers = (deps: Deps): NumberWorkers => {
  const { runtime, clock, log } = deps;
  const running = new Map<number, Serving>();
  /** Number → monotonic time at which it goes on. */
  const resting = new Map<number, number>();
  const silences = new Map<number, Silence>();
  const silenceOf = (id: number): Silence => {
    const known = silences.get(id);
    if (known) return known;
    const told = (isSilent: boolean) => deps.silent(id, isSilent);
    const made = createSilence(() => clock.monotonic(), told);
    silences.set(id, made);
    return made;
  };
  runtime.forgetting.push(() => {
    resting.clear();
    silences.clear();
  });
  const yielding = createYielding(deps.lateTurnMs, () => clock.monotonic());
  let wakers: (() => void)[] = [];

  const wake = () => {
    const waiting = wakers;
    wakers = [];
    for (const resolve of waiting) resolve();
  };

  const start = (account: AccountRow, lease: Lease) => {
    const saved = Number(lease.data[SHARE_KEY] ?? 1);
    const bucket = createBucket(account.throughputMps, () => clock.monotonic(), saved);
    const current = () => running.get(account.id)?.account ?? account;
    const rests = resting.get(account.id);
    if (rests !== undefined) bucket.restUntil(rests);
    const serve = async () => {
      try {
        await runNumberWorker({
          account,
          current,
          usable: () => running.get(account.id)?.usable ?? true,
          rest: (ms) => workers.rest(account.id, ms),
          silence: silenceOf(account.id),
          lease,
          sources: workers.sources,
          bucket,
          giveWay: () => {
            yielding.look(runtime.loop.turnMs(), runtime.receiptsWaitMs());
            bucket.giveWay(yielding.share());
          },
          turnMs: deps.turnMs,
          cloudApi: () => deps.cloudApi(current()),
          clock,
          config: runtime.config,
          log,
          draining: runtime.draining,
          wake: () => new Promise<void>((resolve) => wakers.push(resolve)),
        });
      } catch (error) {
        log.error('number worker ended', { account: account.id, error: errorText(error) });
      } finally {
        running.delete(account.id);
        await runtime.leases.give(lease.name, {
          [SHARE_KEY]: Math.round(bucket.share() * 1_000) / 1_000,
        });
      }
    };
    if (running.size === 0) yielding.begin(account.throughputMps);
    const done = serve();
    running.set(account.id, { done, bucket, account, usable: true });
  };

  /** False when the number has work and another process the right to it. */
  const checkOne = async (account: AccountRow): Promise<boolean> => {
    const serving = running.get(account.id);
    if (serving) {
      serving.account = account;
      serving.usable = deps.sendable(account);
      serving.bucket.setAllowed(account.throughputMps);
      return true;
    }
    if (!deps.sendable(account)) return true;
    const work = await Promise.all(workers.sources.map((source) => source.hasWork(account.id)));
    if (!work.includes(true)) return true;
    const lease = await runtime.leases.take(`number:${account.id}`);
    if (lease && !running.has(account.id)) start(account, lease);
    return lease !== null;
  };

  const workers: NumberWorkers = {
    sources: [],
    wake,
    check: async () => {
      if (!runtime.works()) return;
      const accounts = await deps.accounts();
      const known = new Set(accounts.map(({ id }) => id));
      for (const [id, serving] of running) if (!known.has(id)) serving.usable = false;
      for (const account of accounts) await checkOne(account);
      wake();
    },
    serve: async (accountId) => {
      if (!runtime.works()) return false;
      const account = (await deps.accounts()).find(({ id }) => id === accountId);
      const isServed = account ? await checkOne(account) : true;
      wake();
      return isServed;
    },
    serves: (accountId) => running.has(accountId),
    stop: async () => {
      wake();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
    rest: (accountId, ms) => {
      const until = Math.max(resting.get(accountId) ?? 0, clock.monotonic() + ms);
      resting.set(accountId, until);
      running.get(accountId)?.bucket.restUntil(until);
    },
    restsUntil: (accountId) => {
      const leftMs = (resting.get(accountId) ?? 0) - clock.monotonic();
      if (leftMs > 0) return clock.now() + leftMs;
      resting.delete(accountId);
      return null;
    },
    isSilent: (accountId) => silences.get(accountId)?.isSilent() ?? false,
    rate: (accountId) => running.get(accountId)?.bucket.rate() ?? null,
    givesWay: (accountId) => running.has(accountId) && yielding.isSlow(),
  };
  return workers;
};
