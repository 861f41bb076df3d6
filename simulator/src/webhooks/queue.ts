import type { SimulatorConfig } from '../config';
import type { Random } from '../kernel/random';
import type { Scheduler } from '../kernel/scheduler';
import { STATUS_BIT, type LedgerEntry, type StatusName } from '../world/ledger';
import { createDeliveryLog, type Delivery, type DeliveryLog } from './log';
import { packChanges, signatureOf } from './pack';
import type { WebhookChange } from './payload';
import type { Caller } from './post';

/** What a webhook tells about a ledger entry, so that the ledger knows which statuses were answered. */
export type StatusRef = { entry: LedgerEntry; status: StatusName };
type Item = { change: WebhookChange; url: string; ref: StatusRef | null };

export type QueueCounts = {
  queued: number;
  inFlight: number;
  retrying: number;
  delivered: number;
  attempts: number;
  refused: number;
  dropped: number;
  duplicated: number;
  abandoned: number;
  untargeted: number;
};

export type WebhookQueue = {
  push(change: WebhookChange, url: string | null, ref?: StatusRef): void;
  /** Sends an earlier delivery again, byte for byte. */
  redeliver(id: string): boolean;
  /** Call after `hold` or other settings changed. */
  pump(): void;
  /** Tries everything that waits for its next gap now. */
  retryNow(): void;
  counts(): QueueCounts;
  log: DeliveryLog;
  /** Resolves when nothing is queued, in flight, delayed or retrying. */
  idle(): Promise<void>;
  clear(): void;
  stop(): void;
};

export type QueueDeps = {
  config: () => SimulatorConfig['webhooks'];
  appSecret: () => string;
  now: () => number;
  scheduler: Scheduler;
  random: Random;
  caller: Caller;
  changed: () => void;
};

/** Delivery queue: batches, retries with growing gaps, and misbehaves exactly as configured. */
export const createWebhookQueue = (deps: QueueDeps): WebhookQueue => {
  const counts: QueueCounts = {
    queued: 0,
    inFlight: 0,
    retrying: 0,
    delivered: 0,
    attempts: 0,
    refused: 0,
    dropped: 0,
    duplicated: 0,
    abandoned: 0,
    untargeted: 0,
  };
  const log = createDeliveryLog();
  let queue: Item[] = [];
  let head = 0;
  let delayed = 0;
  let waiters: (() => void)[] = [];
  const waiting = new Set<Delivery>();
  let pumpArmed = false;
  let stopped = false;
  let epoch = 0;

  const settle = (): void => {
    if (head < queue.length || counts.inFlight > 0 || delayed > 0 || waiting.size > 0 || pumpArmed)
      return;
    const ready = waiters;
    waiters = [];
    for (const resolve of ready) resolve();
  };

  const takeOne = (): Item | undefined => {
    if (deps.config().shuffle && head < queue.length) {
      const pick = head + deps.random.below(queue.length - head);
      const [a, b] = [queue[head], queue[pick]];
      if (a && b) [queue[head], queue[pick]] = [b, a];
    }
    const item = queue[head];
    head += 1;
    if (head > 4096 && head * 2 > queue.length) {
      queue = queue.slice(head);
      head = 0;
    }
    return item;
  };

  const takeBatch = (): Item[] => {
    const batch: Item[] = [];
    const limit = deps.config().maxBatch;
    while (batch.length < limit && head < queue.length) {
      const next = queue[head];
      if (batch[0] && next && next.url !== batch[0].url && !deps.config().shuffle) break;
      const item = takeOne();
      if (!item) break;
      if (batch[0] && item.url !== batch[0].url) {
        queue.push(item);
        break;
      }
      batch.push(item);
    }
    return batch;
  };

  const answered = (refs: readonly StatusRef[]): void => {
    for (const ref of refs) ref.entry.answered |= STATUS_BIT[ref.status];
  };

  const retryLater = (delivery: Delivery): void => {
    const { retryGapsMs, retryForMs } = deps.config();
    if (deps.now() - delivery.createdAt > retryForMs) {
      delivery.state = 'abandoned';
      counts.abandoned += 1;
      return;
    }
    const gap = retryGapsMs[Math.min(delivery.attempts - 1, retryGapsMs.length - 1)] ?? 1000;
    delivery.state = 'retrying';
    delivery.nextAt = deps.now() + gap;
    waiting.add(delivery);
    const { attempts } = delivery;
    deps.scheduler.in(gap, () => {
      if (waiting.has(delivery) && delivery.attempts === attempts) void attempt(delivery);
    });
  };

  const attempt = async (delivery: Delivery): Promise<void> => {
    if (deps.config().hold) {
      delivery.state = 'held';
      waiting.add(delivery);
      return;
    }
    const born = epoch;
    waiting.delete(delivery);
    counts.inFlight += 1;
    counts.attempts += 1;
    delivery.attempts += 1;
    delivery.state = 'sending';
    const outcome = await deps.caller.post(delivery.url, delivery.bytes, {
      timeoutMs: deps.config().timeoutMs,
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'facebookexternalua',
        'X-Hub-Signature-256': signatureOf(delivery.bytes, deps.appSecret()),
      },
    });
    counts.inFlight -= 1;
    delivery.lastStatus = outcome.status;
    delivery.lastAnswer = outcome.error ?? outcome.body;
    delivery.tookMs = outcome.tookMs;
    if (outcome.status === 200) {
      delivery.state = 'delivered';
      counts.delivered += 1;
      answered(delivery.refs);
      delivery.refs = [];
    } else {
      counts.refused += 1;
      // A cleared or stopped queue forgets what was on the way.
      if (born === epoch && !stopped) retryLater(delivery);
    }
    deps.changed();
    pump();
    settle();
  };

  const startDelivery = (batch: readonly Item[]): void => {
    const first = batch[0];
    if (!first) return;
    const bytes = packChanges(
      batch.map((item) => item.change),
      deps.config().shape
    );
    const refs = batch.flatMap((item) => (item.ref ? [item.ref] : []));
    const delivery = log.open({
      url: first.url,
      bytes,
      refs,
      events: batch.length,
      now: deps.now(),
    });
    void attempt(delivery);
    if (deps.random.chance(deps.config().duplicateShare)) {
      counts.duplicated += 1;
      void attempt(
        log.open({ url: first.url, bytes, refs: [], events: batch.length, now: deps.now() })
      );
    }
  };

  const drain = (): void => {
    pumpArmed = false;
    const config = deps.config();
    while (!stopped && !config.hold && counts.inFlight < config.concurrency && head < queue.length)
      startDelivery(takeBatch());
    counts.queued = queue.length - head;
    settle();
  };

  function pump(): void {
    counts.queued = queue.length - head;
    if (pumpArmed || stopped || head >= queue.length || deps.config().hold) return;
    pumpArmed = true;
    const gap = deps.config().batchDelayMs;
    if (gap > 0) deps.scheduler.in(gap, drain);
    else setImmediate(drain);
  }

  const enqueue = (item: Item): void => {
    queue.push(item);
    pump();
  };

  return {
    log,
    push: (change, url, ref) => {
      const config = deps.config();
      if (url === null) {
        counts.untargeted += 1;
        return;
      }
      if (deps.random.chance(config.dropShare)) {
        counts.dropped += 1;
        if (ref) ref.entry.dropped |= STATUS_BIT[ref.status];
        return;
      }
      const item = { change, url, ref: ref ?? null };
      const delay =
        config.delayMs + (config.delayJitterMs > 0 ? deps.random.below(config.delayJitterMs) : 0);
      if (delay <= 0) {
        enqueue(item);
        return;
      }
      delayed += 1;
      const born = epoch;
      deps.scheduler.in(delay, () => {
        if (born !== epoch) return;
        delayed -= 1;
        enqueue(item);
      });
    },
    redeliver: (id) => {
      const found = log.get(id);
      if (!found) return false;
      void attempt(
        log.open({
          url: found.url,
          bytes: found.bytes,
          refs: [],
          events: found.events,
          now: deps.now(),
        })
      );
      return true;
    },
    pump: () => {
      if (!deps.config().hold)
        for (const delivery of [...waiting]) if (delivery.state === 'held') void attempt(delivery);
      pump();
      settle();
    },
    retryNow: () => {
      for (const delivery of [...waiting]) void attempt(delivery);
    },
    counts: () => ({ ...counts, queued: queue.length - head + delayed, retrying: waiting.size }),
    idle: () =>
      new Promise((resolve) => {
        waiters.push(resolve);
        settle();
      }),
    clear: () => {
      epoch += 1;
      queue = [];
      head = 0;
      delayed = 0;
      waiting.clear();
      log.clear();
      for (const key of Object.keys(counts) as (keyof QueueCounts)[])
        if (key !== 'inFlight') counts[key] = 0;
      settle();
    },
    stop: () => {
      stopped = true;
    },
  };
};
