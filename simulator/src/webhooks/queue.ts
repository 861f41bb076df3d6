import type { JsonObject } from '../kernel/json';
import { STATUS_BIT } from '../world/ledger';
import { createBacklog, type Item } from './backlog';
import { attempt } from './deliver';
import { createDeliveryLog, type DeliveryLog, type StatusRef } from './log';
import { packBody, packChanges } from './pack';
import type { WebhookChange } from './payload';
import type { Unaccepted } from './unaccepted';
import { zeroCounts, type QueueCounts, type QueueDeps, type QueueState } from './queue-state';

export type WebhookQueue = {
  /** `url` null = nobody is subscribed: counted and forgotten. */
  push(change: WebhookChange, url: string | null, ref?: StatusRef): void;
  /** Any body to an address, signed, logged and tried again like every other. */
  pushRaw(body: JsonObject, url: string): void;
  /** Sends an earlier delivery again, byte for byte. */
  redeliver(id: string): boolean;
  /** Call after `hold` or other settings changed. */
  pump(): void;
  /** Tries everything that waits for its next gap now. */
  retryNow(): void;
  counts(): QueueCounts;
  /** What no receiver has accepted yet. */
  unaccepted(): Unaccepted;
  /** Sends what was not accepted before a restart. */
  resume(left: Unaccepted): void;
  log: DeliveryLog;
  /** Resolves when nothing is queued, in flight, delayed or retrying. */
  idle(): Promise<void>;
  clear(): void;
  stop(): void;
};

const isIdle = (state: QueueState): boolean =>
  state.backlog.size() === 0 &&
  state.counts.inFlight === 0 &&
  state.delayed.size === 0 &&
  state.waiting.size === 0 &&
  !state.armed;

const settle = (state: QueueState): void => {
  if (!isIdle(state)) return;
  const ready = state.idlers;
  state.idlers = [];
  for (const resolve of ready) resolve();
};

const startDelivery = (state: QueueState, batch: readonly Item[]): void => {
  const { deps, log, counts } = state;
  const url = batch[0]?.url;
  if (url === undefined) return;
  const bytes = packChanges(
    batch.map((item) => item.change),
    deps.config().shape
  );
  const refs = batch.flatMap((item) => (item.ref ? [item.ref] : []));
  const base = { url, bytes, events: batch.length, now: deps.now() };
  void attempt(state, log.open({ ...base, refs }));
  if (!deps.random.chance(deps.config().duplicateShare)) return;
  counts.duplicated += 1;
  void attempt(state, log.open({ ...base, refs: [] }));
};

const drain = (state: QueueState): void => {
  state.armed = false;
  const config = state.deps.config();
  while (
    !state.stopped &&
    !config.hold &&
    state.counts.inFlight < config.concurrency &&
    state.backlog.size() > 0
  )
    startDelivery(state, state.backlog.take(config.maxBatch, config.shuffle));
  settle(state);
};

const pump = (state: QueueState): void => {
  const config = state.deps.config();
  if (state.armed || state.stopped || config.hold || state.backlog.size() === 0) return;
  if (state.counts.inFlight >= config.concurrency) return;
  state.armed = true;
  if (config.batchDelayMs > 0) state.deps.scheduler.in(config.batchDelayMs, () => drain(state));
  else setImmediate(() => drain(state));
};

const enqueue = (state: QueueState, item: Item): void => {
  state.backlog.push(item);
  pump(state);
};

const push = (state: QueueState, item: Item): void => {
  const { deps } = state;
  const config = deps.config();
  if (deps.random.chance(config.dropShare)) {
    state.counts.dropped += 1;
    if (item.ref) item.ref.entry.dropped |= STATUS_BIT[item.ref.status];
    return;
  }
  const jitter = config.delayJitterMs > 0 ? deps.random.below(config.delayJitterMs) : 0;
  if (config.delayMs + jitter <= 0) {
    enqueue(state, item);
    return;
  }
  state.delayed.add(item);
  const { epoch } = state;
  deps.scheduler.in(config.delayMs + jitter, () => {
    if (epoch !== state.epoch) return;
    state.delayed.delete(item);
    enqueue(state, item);
  });
};

const releaseHeld = (state: QueueState): void => {
  if (state.deps.config().hold) return;
  for (const delivery of [...state.waiting])
    if (delivery.state === 'held') void attempt(state, delivery);
};

const clear = (state: QueueState): void => {
  const { inFlight } = state.counts;
  state.epoch += 1;
  state.backlog.clear();
  state.delayed.clear();
  state.sending.clear();
  state.armed = false;
  state.waiting.clear();
  state.log.clear();
  Object.assign(state.counts, zeroCounts(), { inFlight });
  settle(state);
};

const redeliver = (state: QueueState, id: string): boolean => {
  const found = state.log.get(id);
  if (!found) return false;
  const { url, bytes, events } = found;
  void attempt(state, state.log.open({ url, bytes, events, refs: [], now: state.deps.now() }));
  return true;
};

const unaccepted = (state: QueueState): Unaccepted => ({
  items: [...state.backlog.all(), ...state.delayed],
  deliveries: [...state.sending, ...state.waiting],
});

const resume = (state: QueueState, left: Unaccepted): void => {
  for (const { url, bytes, events, refs, createdAt } of left.deliveries)
    void attempt(state, state.log.open({ url, bytes, events, refs, now: createdAt }));
  for (const item of left.items) enqueue(state, item);
};

const createState = (deps: QueueDeps): QueueState => {
  const state: QueueState = {
    deps,
    counts: zeroCounts(),
    log: createDeliveryLog(),
    backlog: createBacklog(deps.random),
    waiting: new Set(),
    sending: new Set(),
    delayed: new Set(),
    armed: false,
    stopped: false,
    epoch: 0,
    idlers: [],
    onRoom: () => {
      pump(state);
      settle(state);
    },
  };
  return state;
};

/** Delivery queue: batches, retries with growing gaps, and misbehaves exactly as configured. */
export const createWebhookQueue = (deps: QueueDeps): WebhookQueue => {
  const state = createState(deps);
  return {
    log: state.log,
    push: (change, url, ref) => {
      if (url === null) state.counts.untargeted += 1;
      else push(state, { change, url, ref: ref ?? null });
    },
    pushRaw: (body, url) => {
      const now = deps.now();
      void attempt(state, state.log.open({ url, bytes: packBody(body), events: 1, refs: [], now }));
    },
    redeliver: (id) => redeliver(state, id),
    pump: () => {
      releaseHeld(state);
      pump(state);
      settle(state);
    },
    retryNow: () => {
      for (const delivery of [...state.waiting]) void attempt(state, delivery);
    },
    counts: () => ({
      ...state.counts,
      queued: state.backlog.size() + state.delayed.size,
      retrying: state.waiting.size,
    }),
    unaccepted: () => unaccepted(state),
    resume: (left) => resume(state, left),
    idle: () =>
      new Promise((resolve) => {
        state.idlers.push(resolve);
        settle(state);
      }),
    clear: () => clear(state),
    stop: () => {
      state.stopped = true;
    },
  };
};
