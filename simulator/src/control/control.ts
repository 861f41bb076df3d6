import { mergeConfig, type ConfigPatch, type SimulatorConfig } from '../config';
import type { Fault } from '../faults';
import { isObject, type JsonObject } from '../kernel/json';
import { fillWorld, type Sim } from '../sim';
import { tellOwed } from '../state/resume';
import { settleHeld } from '../traffic/held';
import { emitChange } from '../traffic/emit';
import { handshake } from '../webhooks/post';
import type { QueueCounts } from '../webhooks/queue-state';
import type { DeliveryView } from '../webhooks/log';
import type { LedgerEntry, LedgerFilter } from '../world/ledger';
import { createActs, personOf, type Acts } from './acts';
import { ControlError } from './control-error';
import { createFleetControl, type FleetControl } from './fleet-control';
import { listCodes, openLink, type CodeView, type OpenedLink } from './links';
import { createBusinessControl, type BusinessControl } from './business-control';
import { createNumbersControl, type NumbersControl } from './numbers-control';
import { createPeopleControl, type PeopleControl } from './people-control';
import { createTemplatesControl, type TemplatesControl } from './templates-control';
import { createWebhookControl, type WebhookControl } from './webhook-control';
import { viewBubble, viewState, type BubbleView } from './views';

export type WebhookSetting = {
  url: string;
  verifyToken: string;
  appSecret?: string;
  /** Subscribe the app to every WABA (default true): without it Meta sends nothing. */
  subscribe?: boolean;
  /** Do the GET handshake first (default false). */
  verify?: boolean;
};

/** The simulator's verbs, in process. The HTTP control API under /_sim says the same words. */
export type Control = {
  state(): JsonObject;
  config(): SimulatorConfig;
  configure(patch: ConfigPatch): SimulatorConfig;
  /** Forgets people, messages, media, faults and deliveries; keeps settings, secrets and the webhook target. */
  reset(options?: { bare?: boolean; config?: boolean }): void;
  /** Moves simulated time forward; everything that became due happens. */
  advance(ms: number): void;
  now(): number;
  setWebhook(setting: WebhookSetting | null): Promise<void>;
  /** Sends any webhook as it is: the escape hatch for fields without a verb. */
  emit(field: string, value: JsonObject, options?: { wabaId?: string; time?: number }): void;
  /** Webhooks that nothing in the simulator causes by itself, and raw bodies. */
  webhook: WebhookControl;
  business: BusinessControl;
  people: PeopleControl;
  fleet: FleetControl;
  act: Acts;
  /** What a wa.me link or the code of a QR opens on a phone. */
  link(link: string): OpenedLink;
  /** The QR codes of all numbers. */
  codes(): CodeView[];
  thread(person: string, phoneNumberId?: string): BubbleView[];
  templates: TemplatesControl;
  numbers: NumbersControl;
  ledger: {
    query(filter?: LedgerFilter, page?: { offset?: number; limit?: number }): LedgerEntry[];
    count(filter?: LedgerFilter): number;
    countByToken(token: string): number;
    doubledTokens(): string[];
    get(wamid: string): LedgerEntry | undefined;
  };
  held: { release(template: string): number; drop(template: string): number };
  faults: {
    add(input: Partial<Fault> & Pick<Fault, 'kind'>): Fault;
    list(): Fault[];
    remove(id: string): boolean;
    clear(): void;
  };
  deliveries: {
    list(limit?: number): DeliveryView[];
    counts(): QueueCounts;
    hold(): void;
    release(): void;
    retryNow(): void;
    redeliver(id: string): void;
    /** Resolves when no webhook is queued, on the way or waiting for a retry. */
    idle(): Promise<void>;
  };
  /** Files that the simulated Meta holds: uploaded by the business, or sent by a customer. */
  media: {
    get(id: string): { mimeType: string; bytes: Buffer } | undefined;
    /** As if its time had ended. */
    drop(id: string): boolean;
    count(): number;
  };
  /** Statuses and other work that are still to come. */
  pending(): number;
};

const configure = (sim: Sim, patch: unknown): SimulatorConfig => {
  const merged = mergeConfig(sim.config, patch);
  if ('problems' in merged) throw new ControlError(400, merged.problems.join('; '));
  sim.config = merged.config;
  sim.webhooks.pump();
  sim.live.state();
  return sim.config;
};

const setWebhook = async (sim: Sim, setting: WebhookSetting | null): Promise<void> => {
  if (setting === null) {
    sim.webhook = null;
    sim.live.state();
    return;
  }
  if (!URL.canParse(setting.url) || !/^https?:/.test(setting.url))
    throw new ControlError(400, 'url must be an address that starts with http:// or https://.');
  if (setting.verify) {
    const problem = await handshake(sim.caller, setting, sim.random.digits(10));
    if (problem) throw new ControlError(400, problem);
  }
  if (setting.appSecret) sim.app.secret = setting.appSecret;
  sim.webhook = { url: setting.url, verifyToken: setting.verifyToken };
  if (setting.subscribe !== false) for (const waba of sim.wabas.values()) waba.subscribed = true;
  tellOwed(sim);
  sim.live.state();
};

const reset = (
  sim: Sim,
  options: { bare?: boolean; config?: boolean } | undefined,
  startConfig: SimulatorConfig
): void => {
  const subscribed = [...sim.wabas.values()].some((waba) => waba.subscribed);
  sim.scheduler.clear();
  sim.background.clear();
  sim.webhooks.clear();
  sim.fleet.clear();
  sim.faults.clear();
  if (options?.config) sim.config = structuredClone(startConfig);
  fillWorld(sim, options?.bare ?? false);
  for (const waba of sim.wabas.values()) waba.subscribed = subscribed;
  sim.live.state();
};

const deliveries = (sim: Sim): Control['deliveries'] => ({
  list: (limit) => sim.webhooks.log.list(limit),
  counts: () => sim.webhooks.counts(),
  hold: () => void configure(sim, { webhooks: { hold: true } }),
  release: () => void configure(sim, { webhooks: { hold: false } }),
  retryNow: () => sim.webhooks.retryNow(),
  redeliver: (id) => {
    if (!sim.webhooks.redeliver(id)) throw new ControlError(404, 'No such delivery in the log.');
  },
  idle: () => sim.webhooks.idle(),
});

const ledger = (sim: Sim): Control['ledger'] => ({
  query: (filter = {}, page) => sim.ledger.query(filter, page).map((entry) => ({ ...entry })),
  count: (filter) => sim.ledger.count(filter),
  countByToken: (token) => sim.ledger.countByToken(token),
  doubledTokens: () => sim.ledger.doubledTokens(),
  get: (wamid) => {
    const entry = sim.ledger.get(wamid);
    return entry ? { ...entry } : undefined;
  },
});

const faults = (sim: Sim): Control['faults'] => ({
  add: (input) => {
    const fault = sim.faults.add(input);
    if ('problem' in fault) throw new ControlError(400, `${fault.problem}.`);
    sim.live.state();
    return { ...fault };
  },
  list: () => sim.faults.list(),
  remove: (id) => sim.faults.remove(id),
  clear: () => sim.faults.clear(),
});

const emit = (
  sim: Sim,
  field: string,
  change: { value: JsonObject; wabaId?: string; time?: number }
): void => {
  if (!/^[a-z_]{1,64}$/.test(field))
    throw new ControlError(400, 'field must be the name of a webhook field.');
  if (!isObject(change.value)) throw new ControlError(400, 'value must be an object.');
  emitChange(sim, {
    wabaId: change.wabaId ?? sim.wabas.keys().next().value ?? '',
    field,
    value: change.value,
    time: change.time ?? (field === 'messages' ? null : Math.floor(sim.clock.now() / 1000)),
  });
};

export const createControl = (sim: Sim): Control => {
  const startConfig = structuredClone(sim.config);
  return {
    state: () => viewState(sim),
    config: () => structuredClone(sim.config),
    configure: (patch) => structuredClone(configure(sim, patch)),
    reset: (options) => reset(sim, options, startConfig),
    advance: (ms) => {
      if (!(ms >= 0) || !Number.isFinite(ms))
        throw new ControlError(400, 'ms must be a number ≥ 0: time only moves forward.');
      sim.clock.advance(ms);
      sim.scheduler.poke();
      sim.background.poke();
      sim.live.state();
    },
    now: () => sim.clock.now(),
    setWebhook: (setting) => setWebhook(sim, setting),
    emit: (field, value, options) => emit(sim, field, { value, ...options }),
    webhook: createWebhookControl(sim),
    business: createBusinessControl(sim),
    people: createPeopleControl(sim),
    fleet: createFleetControl(sim, (patch) => configure(sim, patch)),
    act: createActs(sim),
    link: (link) => openLink(sim, link),
    codes: () => listCodes(sim),
    thread: (key, phoneNumberId) =>
      sim.threads.of(personOf(sim, key).id, phoneNumberId).map((bubble) => viewBubble(sim, bubble)),
    templates: createTemplatesControl(sim),
    numbers: createNumbersControl(sim),
    ledger: ledger(sim),
    held: {
      release: (template) => settleHeld(sim, template, 'release'),
      drop: (template) => settleHeld(sim, template, 'drop'),
    },
    faults: faults(sim),
    media: {
      get: (id) => sim.media.get(id, sim.clock.now()),
      drop: (id) => sim.media.remove(id),
      count: () => sim.media.count(),
    },
    deliveries: deliveries(sim),
    pending: () => sim.scheduler.pending(),
  };
};
