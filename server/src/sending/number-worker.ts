import type { AccountRow } from '../accounts/public';
import type { CloudApi } from '../cloud-api/client';
import type { Clock } from '../kernel/clock';
import { failPoint } from '../kernel/fail-point';
import type { Bucket } from '../limits/public';
import type { EngineConfig, Lease } from '../runtime/public';
import { errorText, type Log } from '../strapi/log';
import { createPacer } from './pacer';
import { createResultWriter } from './result-writer';
import type { Silence } from './domain/silence';
import type { SendSource } from './source';

export type NumberApi = Pick<CloudApi, 'sendMessage' | 'getPhoneNumber'>;

export interface WorkerDeps {
  account: AccountRow;
  /** The number as it was last read: limits and speed change while the worker runs. */
  current(): AccountRow;
  /** False as soon as the number may not send any more, or is gone. */
  usable(): boolean;
  /** Nothing of this number leaves for so long. */
  rest(ms: number): void;
  /** Whether Meta answers for this number; outlives the worker. */
  silence: Silence;
  lease: Lease;
  sources: SendSource[];
  bucket: Bucket;
  /** Slows the bucket down while the process is late. */
  giveWay(): void;
  /** How long one permit or one write of results may take, ms, where the driver stops the whole process for it; else null. */
  turnMs: number | null;
  /** Asked for each group: the token may be replaced while the worker runs. */
  cloudApi(): NumberApi;
  clock: Clock;
  config: EngineConfig;
  log: Log;
  draining: AbortSignal;
  /** Resolves when there may be new work. */
  wake(): Promise<void>;
}

const MAX_UNWRITTEN = 5_000;
const READ_AHEAD_MS = 1_500;
const IDLE_MS = 3_000;
const LOOK_AGAIN_MS = 250;
/** A source that gave less than it was asked for is left alone for so long. */
const ASK_AGAIN_MS = 100;

const readAhead = (rate: number): number =>
  Math.min(2_000, Math.max(20, Math.ceil((rate * READ_AHEAD_MS) / 1000)));

/** Asks Meta for something that changes nothing: a refusal of Meta's is an answer too. */
const answers = async (api: NumberApi, { phoneNumberId }: AccountRow): Promise<boolean> => {
  const asked = await api.getPhoneNumber(phoneNumberId);
  return asked.ok || asked.error.code !== null;
};

/** Rows that were read ahead, by source. A source that had no more is asked again a little later. */
const createAhead = ({ sources, bucket, clock, lease, current }: WorkerDeps) => {
  const lists = new Map<SendSource, number[]>(sources.map((source) => [source, []]));
  const askAgainAt = new Map<SendSource, number>();
  return {
    of: async (source: SendSource): Promise<number[]> => {
      const list = lists.get(source) ?? [];
      const want = readAhead(bucket.rate());
      if (list.length < want / 2 && clock.monotonic() >= (askAgainAt.get(source) ?? 0)) {
        const asked = want - list.length;
        const found = await source.claim(current(), lease, asked);
        list.push(...found);
        if (found.length < asked) askAgainAt.set(source, clock.monotonic() + ASK_AGAIN_MS);
      }
      failPoint('after-claim');
      return list;
    },
    askAtOnce: () => askAgainAt.clear(),
  };
};

/** By when a process that ends must be done; far away until it ends. */
const drainDeadline = ({ draining, clock, config }: WorkerDeps) => {
  let until = Number.POSITIVE_INFINITY;
  const drain = () => (until = clock.monotonic() + config.drainMs);
  if (draining.aborted) drain();
  else draining.addEventListener('abort', drain, { once: true });
  return { until: () => until, forget: () => draining.removeEventListener('abort', drain) };
};

/**
 * Serves one number while its lease lasts: reads ahead, lets a small group pass the permit while the one before it leaves,
 * a token each, writes results in batches. Permits need the lease; results do not: what is under way is always written
 * (I4).
 */
export const runNumberWorker = async (deps: WorkerDeps): Promise<void> => {
  const { account, lease, sources, clock, config, log } = deps;
  const stopped = () => lease.signal.aborted || deps.draining.aborted || !deps.usable();
  const deadline = drainDeadline(deps);
  const ahead = createAhead(deps);
  const results = createResultWriter(deps, deadline.until);
  const pacer = createPacer(deps, { results, stopped });
  let turn = 0;

  const permit = async (source: SendSource, list: number[], most: number) => {
    // Before the permit: without a readable token nothing is permitted, so nothing becomes uncertain.
    const api = deps.cloudApi();
    if (deps.silence.isSilent() && !(await answers(api, account)))
      return deps.rest(deps.silence.stillSilent());
    const group = list.splice(0, most);
    const permitAt = clock.monotonic();
    const permitted = await source.permit(deps.current(), lease, group).catch((error: unknown) => {
      list.unshift(...group); // nothing was permitted: the same rows are asked for again
      throw error;
    });
    failPoint('after-permit');
    const messages = permitted.map((item) => ({ source, api, item, permitAt }));
    pacer.add(messages, clock.monotonic() - permitAt);
  };

  /** One permit group of the first source that has rows. Answers false when there is nothing to do. */
  const step = async (): Promise<boolean> => {
    turn += 1;
    // The first source goes first, but every tenth group belongs to the others: nobody starves.
    const order = turn % 10 === 0 ? [...sources].reverse() : sources;
    for (const source of order) {
      const list = await ahead.of(source);
      if (list.length === 0) continue;
      const room = results.unwritten() < MAX_UNWRITTEN ? pacer.room() : 0;
      if (room > 0) await permit(source, list, room);
      else await Promise.race([pacer.moved(), clock.sleep(LOOK_AGAIN_MS)]);
      return true;
    }
    return false;
  };

  const isOpen = () => pacer.open() > 0 || results.unwritten() > 0;
  const settleAll = async (limitMs: number) => {
    const end = clock.monotonic() + limitMs;
    while (isOpen() && clock.monotonic() < end) {
      await results.flush();
      // The last answers are written together, not each by itself.
      if (pacer.open() > 0) await clock.sleep(config.flushMs);
    }
    await results.flush();
  };

  let idleSince: number | null = null;
  while (!stopped()) {
    try {
      if (await step()) {
        idleSince = null;
        continue;
      }
      if (isOpen()) {
        await settleAll(1_000);
        continue;
      }
      for (const source of sources) await source.idle(account, lease);
      idleSince ??= clock.monotonic();
      if (clock.monotonic() - idleSince > IDLE_MS) break;
      await Promise.race([deps.wake(), clock.sleep(250, lease.signal)]);
      ahead.askAtOnce();
    } catch (error) {
      log.error('number worker', { account: account.id, error: errorText(error) });
      await clock.sleep(1_000, lease.signal);
    }
  }
  await pacer.end();
  await settleAll(deps.draining.aborted ? config.drainMs : config.callMs + 1_000);
  deadline.forget();
  for (const source of sources) await source.release(account, lease);
};
