import { defaultConfig, mergeConfig, type ConfigPatch, type SimulatorConfig } from './config';
import { inSpelling, wamidOf } from './kernel/wamid';
import { NO_FLEET, type FleetPort } from './fleet/port';
import { fleetWords } from './fleet/settings';
import { createFaultStore, type FaultStore } from './faults';
import { createLiveFeed, type LiveFeed } from './live';
import { createWorldClock, systemClock, type BaseClock, type WorldClock } from './kernel/clock';
import { createRandom, type Random } from './kernel/random';
import { createScheduler, type Scheduler } from './kernel/scheduler';
import { seedWorld, shopIn, type WorldLanguage } from './world/seed';
import {
  SCOPES,
  type AppRecord,
  type BusinessNumber,
  type Portfolio,
  type Waba,
  type WebhookTarget,
} from './world/accounts';
import { createLedger, type Ledger, type LedgerEntry } from './world/ledger';
import { createMediaStore, type MediaStore } from './world/media';
import { createOrderStore, type OrderStore } from './world/orders';
import { createFeedback, type Feedback } from './world/feedback';
import type { NumberBooks } from './world/number-book';
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
import type { KeptWebhooks } from './webhooks/unaccepted';
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
  until: number;
};

/** Somebody pressed a button of a template. */
export type Click = {
  wamid: string;
  at: number;
  kind: 'quick_reply_button' | 'url_button';
  label: string;
};

/** Everything the simulator knows. Handlers get it whole; each store guards its own part. */
export type Sim = {
  clock: WorldClock;
  scheduler: Scheduler;
  /** Work that nobody waits for (ends of pauses, reviews of the limit): not counted as pending. */
  background: Scheduler;
  random: Random;
  /** For ids: seeded with the start moment too, so a restarted simulator never repeats one. */
  ids: Random;
  startedAt: number;
  /** When this world began: kept over restarts, another one after it was forgotten or could not be read. */
  begunAt: number;
  serial: number;
  /** The language of the seeds; null = both. */
  language: WorldLanguage | null;
  config: SimulatorConfig;
  app: AppRecord;
  portfolio: Portfolio;
  wabas: Map<string, Waba>;
  numbers: Map<string, BusinessNumber>;
  people: PeopleStore;
  templates: TemplateStore;
  media: MediaStore;
  uploads: Map<string, UploadSession>;
  books: NumberBooks;
  /** Presses of template buttons, for the analytics. */
  clicks: Click[];
  feedback: Feedback;
  /** When people got marketing messages lately, by person; kept only while a limit is set. */
  marketing: Map<string, number[]>;
  /** The messaging limit is about to grow. */
  growing: boolean;
  ledger: Ledger;
  orders: OrderStore;
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
  /** The virtual customers; set by the holder of the control. */
  fleet: FleetPort;
  counters: Counters;
  baseUrl: string;
  /** Something happened that a kept state should know. */
  changed: () => void;
  /** What was not accepted before a restart, until the app has named its address again; null = nothing waits for that. */
  owed: KeptWebhooks | null;
};

export type SimOptions = {
  clock?: BaseClock;
  seed?: number;
  config?: ConfigPatch;
  token?: string;
  appSecret?: string;
  /** Leave people and templates out (benchmarks). */
  bare?: boolean;
  /** Account, templates, people and the fleet's words in one language; without one in both, as a suite needs them. */
  language?: WorldLanguage;
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
  sim.begunAt = sim.clock.now();
  sim.people = createPeopleStore((length) => source().digits(length));
  sim.templates = createTemplateStore(() => `16${source().digits(13)}`);
  sim.media = createMediaStore(() => sim.ids.digits(16));
  sim.uploads = new Map();
  sim.books = new Map();
  sim.clicks = [];
  sim.feedback = createFeedback();
  sim.marketing = new Map();
  sim.growing = false;
  sim.ledger = createLedger();
  sim.orders = createOrderStore();
  sim.threads = createThreadStore(() => sim.config.threads.keep);
  sim.portfolioLimit = createPortfolioLimit();
  sim.calls = createCallCounter();
  sim.waiting = new Map();
  sim.tickets = new Map();
  sim.owed = null;
  sim.wabas = new Map();
  sim.numbers = new Map();
  sim.counters = freshCounters();
  seedWorld(sim, bare);
  seeding = false;
};

const startConfig = ({ config: patch, seed, language }: SimOptions): SimulatorConfig => {
  const start = defaultConfig();
  if (seed !== undefined) start.fleet.seed = seed;
  if (language) Object.assign(start.fleet, fleetWords[language]);
  const merged = mergeConfig(start, patch ?? {});
  if ('problems' in merged)
    throw new Error(`Simulator configuration: ${merged.problems.join('; ')}.`);
  return merged.config;
};

const appOf = ({ appSecret, token, language }: SimOptions): AppRecord => ({
  id: '100000000000001',
  name: `${shopIn(language ?? null).name} Messaging`,
  secret: appSecret ?? 'simulator-app-secret',
  token: token ?? 'simulator-token',
  tokenExpiresAt: 0,
  tokenRevoked: 0,
  scopes: [...SCOPES],
});

const portfolioOf = ({ language }: SimOptions): Portfolio => ({
  id: '300000000000001',
  name: shopIn(language ?? null).name,
  tier: 'TIER_2K',
});

export const createSim = (options: SimOptions): Sim => {
  const clock = createWorldClock(options.clock ?? systemClock);
  const seed = options.seed ?? SEED_OF_SEEDS;
  const random = createRandom(seed);
  const startedAt = clock.now();
  // The object is made below, with what is made here.
  const changed = (): void => sim.changed();
  const scheduler = createScheduler(clock, changed);
  const background = createScheduler(clock, changed);
  const caller = createCaller();
  const sim = {
    clock,
    random,
    ids: createRandom(seed ^ startedAt),
    startedAt,
    serial: 0,
    language: options.language ?? null,
    scheduler,
    background,
    caller,
    config: startConfig(options),
    app: appOf(options),
    portfolio: portfolioOf(options),
    webhook: null,
    faults: createFaultStore(random),
    live: createLiveFeed(clock),
    fleet: NO_FLEET,
    baseUrl: '',
    changed: () => undefined,
    owed: null,
  } as unknown as Sim; // the stores of the world are filled in below, before anyone can see the object
  sim.webhooks = createWebhookQueue({
    config: () => sim.config.webhooks,
    appSecret: () => sim.app.secret,
    now: () => clock.now(),
    scheduler,
    random,
    caller,
    changed: () => {
      sim.live.state();
      sim.changed();
    },
  });
  fillWorld(sim, options.bare ?? false);
  return sim;
};

/** A message id that was never given before. */
export const newWamid = (sim: Sim, address: string): string => {
  const tail = `${sim.startedAt.toString(16)}${(sim.serial += 1).toString(16).padStart(7, '0')}`;
  return wamidOf(address, tail.toUpperCase());
};

/** Half of all ids, always the same ones. */
const isOdd = (wamid: string): boolean =>
  [...wamid].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 2 === 1;

/** How a webhook names an earlier message: as its sender knows it, or by the person's user id (`ids.spelling`). */
export const spelled = (sim: Sim, wamid: string, person: { bsuid: string }): string => {
  const { spelling } = sim.config.ids;
  const isOther = spelling === 'user-id' || (spelling === 'mixed' && isOdd(wamid));
  return isOther ? inSpelling(wamid, person.bsuid) : wamid;
};
