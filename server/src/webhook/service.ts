import type { Core } from '@strapi/strapi';
import { contextOf } from '../strapi/context';
import type { Dialect } from '../strapi/db';
import { errorText } from '../strapi/log';
import { runtimeService, singleFlight } from '../runtime/public';
import { readBacklog, statusesWaiting, type Backlog } from './backlog';
import { SHARDS } from './domain/shard';
import { nextBatchSize, type BatchLimits } from '../kernel/batch-size';
import { QUEUES, type Queue } from './domain/queue';
import type { ParkedCount } from './domain/parked-tally';
import { createIngest, type Ingest } from './ingest';
import { createParkedNews, type ParkedNews } from './parked-news';
import { SPLIT_EVENTS, splitSome } from './splitter';
import { createChangeWorker, INBOUND_BATCH, type ChangeHandlers } from './worker';

type ChangeWorker = ReturnType<typeof createChangeWorker>;

/**
 * What arrives within so many ms after a small round is split and applied together. A round takes four commits, during which
 * SQLite's driver lets nobody in who brings a webhook; what stands still for nobody on a server is not waited for.
 */
const GATHER_MS = { sqlite: 40, postgres: 0, mysql: 0 };

/** Statuses of one transaction. SQLite's driver stops the process for it, so it is kept short there. */
const STATUSES: Record<Dialect, BatchLimits> = {
  sqlite: { least: 20, most: 500, targetMs: 30 },
  postgres: { least: 50, most: 500, targetMs: 150 },
  mysql: { least: 50, most: 500, targetMs: 150 },
};
/** Rounds in which receipts are split before they are applied: most deliveries hold one, and a transaction takes many. */
const RECEIPT_ROUNDS = 5;

export interface Receipt {
  kind:
    | 'accepted'
    | 'wrong-signature'
    | 'no-secret'
    | 'malformed'
    | 'handshake-ok'
    | 'handshake-refused'
    | 'not-stored';
  bytes: number;
  address: string;
}

/** What this room needs of rooms above it; set once by the wiring. */
export interface WebhookHooks {
  appSecrets(): Promise<string[]>;
  verifyTokens(): Promise<string[]>;
  handlers: ChangeHandlers;
  /** Each receipt, for the log that people read. */
  receipt(receipt: Receipt): void;
  /** Changes and deliveries were parked: in bundles of equal ones, empty when only the count of them is another. */
  parked(lines: ParkedCount[]): void;
}

export interface Webhook {
  hooks: WebhookHooks | null;
  ingest: Ingest;
  /** Splits and applies what waits; returns when nothing is due for this process. */
  process(): Promise<void>;
  /** Rows were put back into the queue by a person: looks for them at once, in all processes. Nobody waits. */
  resume(): void;
  /** What is told of parked rows. */
  parkedNews: ParkedNews;
  /** Is it this process that takes apart what was accepted? */
  splits(): boolean;
  backlog(): Promise<Backlog>;
  statusesWaiting(olderThanMs: number): Promise<boolean>;
  /** A webhook was accepted since this process booted. */
  seen(): boolean;
  markSeen(): void;
}

export const createWebhook = ({ strapi }: { strapi: Core.Strapi }): Webhook => {
  const { db, clock, log } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const { leases, instances, config, draining, engine } = runtime;
  const lines = log('webhook');
  const parkedNews = createParkedNews(clock, (counts) => service.hooks?.parked(counts));
  const parked = parkedNews.note;
  let seen = false;
  let again = false;

  /** Splits one round of a queue; returns how many events it had. */
  const split = async (queue: Queue): Promise<number> => {
    if (!(await leases.take('tick:split'))) return 0;
    const some = await splitSome({ db, log: lines, parked }, queue);
    // Most shards may be another's.
    if (some > 0) engine.tell('changes');
    return some;
  };

  const holdShards = async (): Promise<number[]> => {
    const mine = leases.heldNames('shard:');
    const share = Math.ceil(SHARDS / (await instances.serving()));
    if (mine.length > share) for (const name of mine.slice(share)) await leases.give(name);
    if (mine.length < share) await leases.takeSome('shard:', share - mine.length);

    return leases.heldNames('shard:').map((name) => Number(name.slice('shard:'.length)));
  };

  let statuses = STATUSES[db.dialect].most;

  /** Everything that people said, before any receipt. Returns how much there was to do. */
  const people = async (worker: ChangeWorker, shards: number[]): Promise<number> => {
    let done = 0;
    let events: number;
    let changes: number;
    do {
      events = await split(QUEUES.people);
      changes = await worker.people(shards);
      done += events + changes;
    } while ((events >= SPLIT_EVENTS || changes >= INBOUND_BATCH) && !draining.aborted);
    return done;
  };

  /** One turn of the receipts; people's events that come meanwhile go before each step of it. */
  const receipts = async (worker: ChangeWorker, shards: number[]): Promise<number> => {
    let done = 0;
    for (let round = 0; round < RECEIPT_ROUNDS && !draining.aborted; round += 1) {
      const events = await split(QUEUES.receipts);
      done += events;
      if (events < SPLIT_EVENTS) break;
      done += await people(worker, shards);
    }
    const started = clock.monotonic();
    const rows = await worker.receipts(shards, statuses);
    const tookMs = clock.monotonic() - started;
    statuses = nextBatchSize(STATUSES[db.dialect], { size: statuses, rows, tookMs });
    return done + rows;
  };

  const pass = async () => {
    if (!service.hooks || !runtime.works()) return;
    const { handlers } = service.hooks;
    const retryMs = config.changeRetryMs;
    const worker = createChangeWorker({ db, log: lines, handlers, retryMs, parked });
    await leases.ensure(Array.from({ length: SHARDS }, (_, i) => `shard:${i}`));
    const shards = await holdShards();
    let done: number;
    do {
      again = false;
      done = (await people(worker, shards)) + (await receipts(worker, shards));
      const isSmall = done > 0 && done < INBOUND_BATCH;
      if (isSmall) await clock.sleep(GATHER_MS[db.dialect], draining);
    } while ((again || done > 0) && !draining.aborted);
  };
  /** Only the holder of this lease may split what was accepted. */
  const splits = () => runtime.works() && leases.held('tick:split') !== undefined;
  const process = singleFlight('webhook processing', lines, pass);
  const start = () => {
    again = true;
    if (!splits()) engine.wake('webhooks');
    process().catch((error: unknown) =>
      lines.error('webhook processing failed', { error: errorText(error) })
    );
  };

  const service: Webhook = {
    hooks: null,
    ingest: createIngest(db, clock, start),
    resume: () => {
      // Most shards may be another's.
      engine.tell('changes');
      start();
    },
    parkedNews,
    process: () => {
      again = true;
      return process();
    },
    splits,
    backlog: () => readBacklog(db),
    statusesWaiting: (ms) => statusesWaiting(db, ms),
    seen: () => seen,
    markSeen: () => void (seen = true),
  };
  runtime.oldestUnansweredMs = () => service.ingest.oldestMs();
  return service;
};
