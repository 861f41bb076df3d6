import type { Core } from '@strapi/strapi';
import { errorText } from '../strapi/log';
import { contextOf } from '../strapi/context';
import { runtimeService } from '../runtime/public';
import { readBacklog, receiptsWaitMs, statusesWaiting, type Backlog } from './backlog';
import { recent } from '../kernel/recent';
import type { ParkedCount } from './domain/parked-tally';
import { createIngest, type Ingest } from './ingest';
import { createParkedNews, type ParkedNews } from './parked-news';
import { createProcessing } from './processing';
import type { ChangeHandlers } from './worker';

/** How often the sender asks how far behind the receipts are. */
const RECEIPTS_LOOK_MS = 1_000;

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
  /** The same, and nobody waits: while receipts come without end, `process` does not return. */
  look(): void;
  /** Rows were put back into the queue by a person: looks for them at once, in all processes. Nobody waits. */
  resume(): void;
  /** What open pages hear of parked rows. */
  parkedNews: ParkedNews;
  /** Is it this process that takes apart what was accepted? */
  splits(): boolean;
  /** Of all numbers; null: they could not be read. */
  appSecrets(): Promise<string[] | null>;
  /** Can this process keep a delivery now? */
  hasRoom(): boolean;
  /** Is every delivery refused now, whatever it holds? */
  isShut(): Promise<boolean>;
  backlog(): Promise<Backlog>;
  statusesWaiting(olderThanMs: number): Promise<boolean>;
}

export const createWebhook = ({ strapi }: { strapi: Core.Strapi }): Webhook => {
  const { db, clock, log } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const lines = log('webhook');
  const parkedNews = createParkedNews(clock, (counts) => service.hooks?.parked(counts));
  const { process, look, stored, splits } = createProcessing({
    db,
    clock,
    log: lines,
    runtime,
    handlers: () => service.hooks?.handlers ?? null,
    parked: parkedNews.note,
  });

  const service: Webhook = {
    hooks: null,
    ingest: createIngest(db, clock, stored),
    resume: () => {
      // Most shards may be another's.
      runtime.engine.tell('changes');
      if (!splits()) runtime.engine.wake('webhooks');
      look();
    },
    parkedNews,
    process,
    look,
    splits,
    appSecrets: async () => {
      try {
        return (await service.hooks?.appSecrets()) ?? null;
      } catch (error) {
        lines.error('app secrets could not be read', { error: errorText(error) });
        return null;
      }
    },
    // While rows are being replaced a delivery would be stored with those that go.
    hasRoom: () =>
      !runtime.draining.aborted && runtime.suspended() !== 'replacing' && service.ingest.hasRoom(),
    isShut: async () =>
      !service.hasRoom() || service.ingest.isFailing() || !(await service.appSecrets())?.length,
    backlog: () => readBacklog(db),
    statusesWaiting: (ms) => statusesWaiting(db, ms),
  };
  runtime.oldestUnansweredMs = () => service.ingest.oldestMs();
  runtime.receiptsWaitMs = recent(clock, RECEIPTS_LOOK_MS, (keep) =>
    runtime.background.run(lines, 'receipts', async () => keep(await receiptsWaitMs(db)))
  );
  return service;
};
