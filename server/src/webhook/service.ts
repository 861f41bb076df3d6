import type { Core } from '@strapi/strapi';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { runtimeService, singleFlight } from '../runtime/public';
import { readBacklog, statusesWaiting, type Backlog } from './backlog';
import { SHARDS } from './domain/shard';
import { createIngest, type Ingest } from './ingest';
import { SPLIT_EVENTS, splitSome } from './splitter';
import { createChangeWorker, INBOUND_BATCH, type ChangeHandlers } from './worker';

/**
 * What arrives within so many ms after a small round is split and applied together. A round takes four commits, during which
 * SQLite's driver lets nobody in who brings a webhook; what stands still for nobody on a server is not waited for.
 */
const GATHER_MS = { sqlite: 40, postgres: 0, mysql: 0 };

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
}

export interface Webhook {
  hooks: WebhookHooks | null;
  ingest: Ingest;
  /** Splits and applies what waits; returns when nothing is due for this process. */
  process(): Promise<void>;
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
  let seen = false;
  let again = false;

  const split = async () => {
    const lease = await leases.take('tick:split');
    if (!lease) return;
    let some = 0;
    let last = SPLIT_EVENTS;
    while (last >= SPLIT_EVENTS && !draining.aborted) some += last = await splitSome(db);
    // Most shards may be another's.
    if (some > 0) engine.tell('changes');
  };

  const holdShards = async (): Promise<number[]> => {
    const mine = leases.heldNames('shard:');
    const share = Math.ceil(SHARDS / (await instances.serving()));
    if (mine.length > share) for (const name of mine.slice(share)) await leases.give(name);
    if (mine.length < share) await leases.takeSome('shard:', share - mine.length);

    return leases.heldNames('shard:').map((name) => Number(name.slice('shard:'.length)));
  };

  const pass = async () => {
    if (!service.hooks || !runtime.works()) return;
    const { handlers } = service.hooks;
    const worker = createChangeWorker({ db, log: lines, handlers, retryMs: config.changeRetryMs });
    await leases.ensure(Array.from({ length: SHARDS }, (_, i) => `shard:${i}`));
    const shards = await holdShards();
    let tried: number;
    do {
      again = false;
      await split();
      tried = await worker.work(shards);
      const isSmall = tried > 0 && tried < INBOUND_BATCH;
      if (isSmall) await clock.sleep(GATHER_MS[db.dialect], draining);
    } while ((again || tried > 0) && !draining.aborted);
  };
  /** Only the holder of this lease may split what was accepted. */
  const splits = () => runtime.works() && leases.held('tick:split') !== undefined;
  const process = singleFlight('webhook processing', lines, pass);

  const service: Webhook = {
    hooks: null,
    ingest: createIngest(
      db,
      () => clock.now(),
      () => {
        again = true;
        if (!splits()) engine.wake('webhooks');
        process().catch((error: unknown) =>
          lines.error('webhook processing failed', { error: errorText(error) })
        );
      }
    ),
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
  return service;
};
