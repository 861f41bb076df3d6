import { defaultConfig, mergeConfig, type ConfigPatch, type SimulatorConfig } from './config';
import { createFaultStore, type FaultStore } from './faults';
import { createLiveFeed, type LiveFeed } from './live';
import { createWorldClock, systemClock, type BaseClock, type WorldClock } from './kernel/clock';
import { createRandom, type Random } from './kernel/random';
import { createScheduler, type Scheduler } from './kernel/scheduler';
import { seedWorld } from './world/seed';
import type { AppRecord, BusinessNumber, Portfolio, Waba, WebhookTarget } from './world/accounts';
import { createLedger, type Ledger, type LedgerEntry } from './world/ledger';
import { createMediaStore, type MediaStore } from './world/media';
import { createPeopleStore, type PeopleStore } from './world/people';
import {
  createCallCounter,
  createPortfolioLimit,
  type CallCounter,
  type PortfolioLimit,
} from './world/rates';
import { createTemplateStore, type TemplateStore } from './world/templates';
import { createThreadStore, type ThreadStore } from './world/threads';
import { createCaller, type Caller } from './webhooks/post';
import { createWebhookQueue, type WebhookQueue } from './webhooks/queue';

/** Counts since start or reset. */
export type Counters = {
  requests: number;
  accepted: number;
  refused: Record<string, number>;
  inbound: number;
  statuses: number;
};

export type UploadSession = {
  id: string;
  fileType: string;
  length: number;
  bytes: Buffer;
  handle: string | null;
};

/** Everything the simulator knows. Handlers get it whole; each store guards its own part. */
export type Sim = {
  clock: WorldClock;
  scheduler: Scheduler;
  random: Random;
  /** For ids: seeded with the start moment too, so a restarted simulator never repeats one. */
  ids: Random;
  startedAt: number;
  serial: number;
  config: SimulatorConfig;
  app: AppRecord;
  portfolio: Portfolio;
  wabas: Map<string, Waba>;
  numbers: Map<string, BusinessNumber>;
  people: PeopleStore;
  templates: TemplateStore;
  media: MediaStore;
  uploads: Map<string, UploadSession>;
  ledger: Ledger;
  threads: ThreadStore;
  portfolioLimit: PortfolioLimit;
  calls: CallCounter;
  faults: FaultStore;
  /** Messages that wait until the person's phone is on. */
  waiting: Map<string, LedgerEntry[]>;
  /** Short-lived media addresses: ticket → media id and last moment. */
  tickets: Map<string, { mediaId: string; until: number }>;
  webhook: WebhookTarget | null;
  webhooks: WebhookQueue;
  caller: Caller;
  live: LiveFeed;
  counters: Counters;
  baseUrl: string;
};

export type SimOptions = {
  clock?: BaseClock;
  seed?: number;
  config?: ConfigPatch;
  token?: string;
  appSecret?: string;
  /** Leave people and templates out (benchmarks). */
  bare?: boolean;
};

const SEED_OF_SEEDS = 20_261_120;

const freshCounters = (): Counters => ({
  requests: 0,
  accepted: 0,
  refused: {},
  inbound: 0,
  statuses: 0,
});

/** New stores and seed data; the webhook target, the app's secrets and the settings stay. */
export const fillWorld = (sim: Sim, bare: boolean): void => {
  // Seeded people and templates keep their ids over a restart; whatever comes later gets new ones.
  let seeding = true;
  const seeds = createRandom(SEED_OF_SEEDS);
  const source = (): Random => (seeding ? seeds : sim.ids);
  sim.people = createPeopleStore((length) => source().digits(length));
  sim.templates = createTemplateStore(() => `16${source().digits(13)}`);
  sim.media = createMediaStore(() => sim.ids.digits(16));
  sim.uploads = new Map();
  sim.ledger = createLedger();
  sim.threads = createThreadStore(() => sim.config.threads.keep);
  sim.portfolioLimit = createPortfolioLimit();
  sim.calls = createCallCounter();
  sim.waiting = new Map();
  sim.tickets = new Map();
  sim.wabas = new Map();
  sim.numbers = new Map();
  sim.counters = freshCounters();
  seedWorld(sim, bare);
  seeding = false;
};

const startConfig = (patch: ConfigPatch | undefined): SimulatorConfig => {
  const merged = mergeConfig(defaultConfig(), patch ?? {});
  if ('problems' in merged)
    throw new Error(`Simulator configuration: ${merged.problems.join('; ')}.`);
  return merged.config;
};

export const createSim = (options: SimOptions): Sim => {
  const clock = createWorldClock(options.clock ?? systemClock);
  const seed = options.seed ?? SEED_OF_SEEDS;
  const random = createRandom(seed);
  const startedAt = clock.now();
  const scheduler = createScheduler(clock);
  const caller = createCaller();
  const sim = {
    clock,
    random,
    ids: createRandom(seed ^ startedAt),
    startedAt,
    serial: 0,
    scheduler,
    caller,
    config: startConfig(options.config),
    app: {
      id: '100000000000001',
      name: 'Karaca Kahve Messaging',
      secret: options.appSecret ?? 'simulator-app-secret',
      token: options.token ?? 'simulator-token',
    },
    portfolio: { id: '300000000000001', name: 'Karaca Kahve', tier: 'TIER_2K' as const },
    webhook: null,
    faults: createFaultStore(random),
    live: createLiveFeed(clock),
    baseUrl: '',
  } as unknown as Sim; // the stores of the world are filled in below, before anyone can see the object
  sim.webhooks = createWebhookQueue({
    config: () => sim.config.webhooks,
    appSecret: () => sim.app.secret,
    now: () => clock.now(),
    scheduler,
    random,
    caller,
    changed: () => sim.live.state(),
  });
  fillWorld(sim, options.bare ?? false);
  return sim;
};

/** A message id in Meta's form: unique, opaque, with characters that need URL-encoding. */
export const newWamid = (sim: Sim, address: string): string => {
  const tail = `${sim.startedAt.toString(16)}${(sim.serial += 1).toString(16).padStart(7, '0')}`;
  return `wamid.${Buffer.from(`\x1c\x18\x0b${address}\x15\x02\x00\x11\x18\x12${tail.toUpperCase()}\x00`, 'latin1').toString('base64')}`;
};
