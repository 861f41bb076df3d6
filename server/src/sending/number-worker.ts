import type { AccountRow } from '../accounts/public';
import type { CloudApi } from '../cloud-api/client';
import type { Clock } from '../kernel/clock';
import { failPoint } from '../kernel/fail-point';
import type { Bucket } from '../limits/public';
import type { EngineConfig, Lease } from '../runtime/public';
import { errorText, type Log } from '../strapi/log';
import type { Permitted, SendSource, Settled } from './source';

export interface WorkerDeps {
  account: AccountRow;
  /** The number as it was last read: limits and speed change while the worker runs. */
  current(): AccountRow;
  /** False as soon as the number may not send any more, or is gone. */
  usable(): boolean;
  /** Nothing of this number leaves for so long. */
  rest(ms: number): void;
  lease: Lease;
  sources: SendSource[];
  bucket: Bucket;
  /** Asked for each group: the token may be replaced while the worker runs. */
  cloudApi(): Pick<CloudApi, 'sendMessage'>;
  clock: Clock;
  config: EngineConfig;
  log: Log;
  draining: AbortSignal;
  /** Resolves when there may be new work. */
  wake(): Promise<void>;
}

type Api = ReturnType<WorkerDeps['cloudApi']>;

interface Post {
  item: Permitted;
  permitAt: number;
}

const FLUSH_ROWS = 500;
const MAX_UNWRITTEN = 5_000;
const GROUP_MAX = 250;
const READ_AHEAD_MS = 1_500;
const IDLE_MS = 3_000;

/** A permit group is what the bucket gives in 100 ms. */
const groupSize = (rate: number): number => Math.min(GROUP_MAX, Math.max(1, Math.ceil(rate / 10)));
const readAhead = (rate: number): number =>
  Math.min(2_000, Math.max(20, Math.ceil((rate * READ_AHEAD_MS) / 1000)));

/** A source that gave less than it was asked for is left alone for so long. */
const ASK_AGAIN_MS = 100;
const WORTHWHILE_MS = 20;

/**
 * A permit is a transaction: a group waits until it has what the bucket gives in 20 ms (it keeps 50), or a sixteenth of
 * the calls in flight, whichever is less. Neither costs speed.
 */
const worthwhile = (rate: number, inFlightMax: number): number =>
  Math.max(1, Math.floor(Math.min((rate * WORTHWHILE_MS) / 1000, inFlightMax / 16)));

/**
 * Serves one number while its lease lasts: reads ahead, takes tokens, lets a small group pass the permit, posts, writes
 * results in batches. Permits need the lease; results do not: what is under way is always written (I4).
 */
export const runNumberWorker = async (deps: WorkerDeps): Promise<void> => {
  const { account, lease, sources, bucket, clock, config, log } = deps;
  const ahead = new Map<SendSource, number[]>(sources.map((source) => [source, []]));
  const unwritten = new Map<SendSource, Settled[]>(sources.map((source) => [source, []]));
  let inFlight = 0;
  let writing: Promise<void> = Promise.resolve();
  let writeQueued = false;
  /** When a source that had no more rows is asked again. */
  const askAgainAt = new Map<SendSource, number>();
  let turn = 0;

  let drainUntil = Number.POSITIVE_INFINITY;
  const drain = () => (drainUntil = clock.monotonic() + config.drainMs);
  if (deps.draining.aborted) drain();
  else deps.draining.addEventListener('abort', drain, { once: true });

  const stop = () => lease.signal.aborted || deps.draining.aborted || !deps.usable();
  const unwrittenCount = () => [...unwritten.values()].reduce((n, list) => n + list.length, 0);
  const latencyMs = config.callMs;
  const inFlightMax = () =>
    Math.min(config.inFlightMax, Math.max(20, Math.ceil(deps.current().throughputMps * 0.45)));

  const write = async (source: SendSource, batch: Settled[]) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        failPoint('before-flush');
        const { refusedByRate, restMs } = await source.settle(deps.current(), batch);
        if (refusedByRate) bucket.refused();
        if (restMs > 0) deps.rest(restMs);
        return;
      } catch (error) {
        // The database is closed by now; the next start finds these rows in `sending`.
        if (clock.monotonic() > drainUntil) return;
        // Results are facts: they are kept and tried again until the process ends.
        log.error('results could not be written', {
          account: account.id,
          rows: batch.length,
          error: errorText(error),
        });
        await clock.sleep(Math.min(5_000, 100 * 2 ** attempt));
      }
    }
  };

  const flush = () => {
    writing = writing.then(async () => {
      // Results of a source are written also when it is taken away meanwhile.
      for (const [source, list] of unwritten) {
        while (list.length > 0) await write(source, list.splice(0, FLUSH_ROWS));
      }
    });
    return writing;
  };
  const flushSoon = () => {
    if (writeQueued) return;
    writeQueued = true;
    void clock.sleep(config.flushMs).then(() => {
      writeQueued = false;
      return flush();
    });
  };

  const post = async (source: SendSource, api: Api, { item, permitAt }: Post) => {
    inFlight += 1;
    const stillWanted = () => clock.monotonic() - permitAt < config.permitTooOldMs;
    try {
      const outcome = await api.sendMessage(account.phoneNumberId, item.payload, { stillWanted });
      failPoint('mid-send');
      unwritten.get(source)?.push({ item, outcome, at: clock.now() });
    } catch (error) {
      // The client promises not to throw; if it does, nobody knows what left.
      log.error('a send threw', { account: account.id, error: errorText(error) });
      unwritten.get(source)?.push({
        item,
        outcome: { kind: 'uncertain', why: 'other', status: null },
        at: clock.now(),
      });
    } finally {
      inFlight -= 1;
      flushSoon();
    }
  };

  const fill = async (source: SendSource): Promise<number[]> => {
    const list = ahead.get(source) ?? [];
    const want = readAhead(bucket.rate());
    if (list.length < want / 2 && clock.monotonic() >= (askAgainAt.get(source) ?? 0)) {
      const asked = want - list.length;
      const found = await source.claim(deps.current(), lease, asked);
      list.push(...found);
      if (found.length < asked) askAgainAt.set(source, clock.monotonic() + ASK_AGAIN_MS);
    }
    failPoint('after-claim');
    return list;
  };

  /** One permit group of the first source that has rows. Answers false when there is nothing to do. */
  const step = async (): Promise<boolean> => {
    turn += 1;
    // The first source goes first, but every tenth group belongs to the others: nobody starves.
    const order = turn % 10 === 0 ? [...sources].reverse() : sources;
    for (const source of order) {
      const list = await fill(source);
      if (list.length === 0) continue;
      const room = Math.min(groupSize(bucket.rate()), inFlightMax() - inFlight, list.length);
      const least = Math.min(worthwhile(bucket.rate(), inFlightMax()), list.length);
      const mayGo = room >= least && unwrittenCount() < MAX_UNWRITTEN && bucket.waitMs(least) === 0;
      const tokens = mayGo ? bucket.take(room) : 0;
      if (tokens === 0) {
        await clock.sleep(Math.max(5, Math.min(250, bucket.waitMs(least))), lease.signal);
        return true;
      }
      // Before the permit: without a readable token nothing is permitted, so nothing becomes uncertain.
      const api = deps.cloudApi();
      const group = list.splice(0, tokens);
      const permitAt = clock.monotonic();
      const permitted = await source
        .permit(deps.current(), lease, group)
        .catch((error: unknown) => {
          list.unshift(...group); // nothing was permitted: the same rows are asked for again
          throw error;
        });
      failPoint('after-permit');
      bucket.giveBack(group.length - permitted.length);
      for (const item of permitted) void post(source, api, { item, permitAt });
      return true;
    }
    return false;
  };

  const settleAll = async (limitMs: number) => {
    const deadline = clock.monotonic() + limitMs;
    while ((inFlight > 0 || unwrittenCount() > 0) && clock.monotonic() < deadline) {
      await flush();
      // The last answers are written together, not each by itself.
      if (inFlight > 0) await clock.sleep(config.flushMs);
    }
    await flush();
  };

  let idleSince: number | null = null;
  while (!stop()) {
    try {
      if (await step()) {
        idleSince = null;
        continue;
      }
      if (inFlight > 0 || unwrittenCount() > 0) {
        await settleAll(1_000);
        continue;
      }
      for (const source of sources) await source.idle(account, lease);
      idleSince ??= clock.monotonic();
      if (clock.monotonic() - idleSince > IDLE_MS) break;
      await Promise.race([deps.wake(), clock.sleep(250, lease.signal)]);
      askAgainAt.clear();
    } catch (error) {
      log.error('number worker', { account: account.id, error: errorText(error) });
      await clock.sleep(1_000, lease.signal);
    }
  }
  await settleAll(deps.draining.aborted ? config.drainMs : latencyMs + 1_000);
  deps.draining.removeEventListener('abort', drain);
  for (const source of sources) await source.release(account, lease);
};
