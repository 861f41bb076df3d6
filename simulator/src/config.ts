import { CATALOGUE } from './graph/catalogue';
import { defaultFleet, type FleetSettings } from './fleet/settings';
import { isObject, type JsonObject } from './kernel/json';

/** Everything about the simulator's behaviour that can be changed while it runs. Times in milliseconds, shares 0–1. */
export type SimulatorConfig = {
  throughput: { enforce: boolean; perSecond: number };
  /** One message per gap to one person; this many at once within a gap, borrowed from the time after. */
  pairRate: { enforce: boolean; gapMs: number; burst: number };
  window: 'async' | 'sync' | 'off';
  notOnWhatsApp: 'async' | 'sync';
  marketingStopped: 'async' | 'sync';
  messagingLimit: { enforce: boolean };
  managementLimit: { enforce: boolean; perHour: number };
  unknownPeople: 'create' | 'not-on-whatsapp';
  rateLimitStatus: number;
  latency: { beforeMs: number; afterMs: number; jitterMs: number };
  statuses: {
    enabled: boolean;
    sentMs: number;
    deliveredMs: number;
    readMs: number;
    jitterMs: number;
    deliveredShare: number;
    autoReadShare: number;
    heldShare: number;
  };
  webhooks: {
    apiVersion: string;
    maxBatch: number;
    batchDelayMs: number;
    shape: 'changes' | 'entries' | 'merged';
    concurrency: number;
    timeoutMs: number;
    retryGapsMs: number[];
    retryForMs: number;
    dropShare: number;
    duplicateShare: number;
    shuffle: boolean;
    delayMs: number;
    delayJitterMs: number;
    hold: boolean;
  };
  templates: {
    review: 'rules' | 'approve' | 'reject' | 'manual';
    reviewMs: number;
    maxTemplates: number;
  };
  /** New marketing templates: the first `sample` messages go, the rest wait for `assessMs`. 0 = off. */
  pacing: { sample: number; assessMs: number };
  /** Quality follows blocks and reads once `minSample` messages of a template or number arrived. */
  quality: { follow: boolean; minSample: number; yellowAt: number; redAt: number };
  /** The messaging limit and the throughput grow with use. */
  growth: { follow: boolean };
  /** Marketing messages outside windows to one person in 24 hours (131049); 0 = no limit. */
  marketingCap: { perDay: number; unitedStates: boolean };
  /** Share of people who are held out of marketing (130472). */
  holdOut: { share: number };
  /** Has the account signed the terms of the Marketing Messages API? */
  marketingApi: { onboarded: boolean };
  pricing: { freeServiceMessages: number };
  auth: { requireAppSecretProof: boolean };
  /** How webhooks name earlier messages; `mixed`: half of them by the person's user id. */
  ids: { spelling: 'as-sent' | 'user-id' | 'mixed' };
  /** Does Meta hand out files of customers to a question that names the number? On some accounts it refuses. */
  media: { numberParameter: 'taken' | 'refused' };
  threads: { keep: number };
  fleet: FleetSettings;
};

type Patch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: Patch<T[K]> }
    : T;

/** A partial configuration, as a test or the control API hands it in. */
export type ConfigPatch = Patch<SimulatorConfig>;

const MINUTE = 60_000;

export const defaultConfig = (): SimulatorConfig => ({
  throughput: { enforce: true, perSecond: 0 },
  pairRate: { enforce: true, gapMs: 6_000, burst: 45 },
  window: 'async',
  notOnWhatsApp: 'async',
  marketingStopped: 'async',
  messagingLimit: { enforce: true },
  managementLimit: { enforce: true, perHour: 5000 },
  unknownPeople: 'create',
  rateLimitStatus: 400,
  latency: { beforeMs: 0, afterMs: 0, jitterMs: 0 },
  statuses: {
    enabled: true,
    sentMs: 150,
    deliveredMs: 400,
    readMs: 800,
    jitterMs: 0,
    deliveredShare: 1,
    autoReadShare: 0,
    heldShare: 0,
  },
  webhooks: {
    apiVersion: 'v25.0',
    maxBatch: 50,
    batchDelayMs: 0,
    shape: 'changes',
    concurrency: 8,
    timeoutMs: 10_000,
    retryGapsMs: [1000, 5000, 15_000, MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 240 * MINUTE],
    retryForMs: 7 * 24 * 60 * MINUTE,
    dropShare: 0,
    duplicateShare: 0,
    shuffle: false,
    delayMs: 0,
    delayJitterMs: 0,
    hold: false,
  },
  templates: { review: 'rules', reviewMs: 3000, maxTemplates: 6000 },
  pacing: { sample: 0, assessMs: 60 * MINUTE },
  quality: { follow: false, minSample: 100, yellowAt: 0.02, redAt: 0.05 },
  growth: { follow: false },
  marketingCap: { perDay: 0, unitedStates: true },
  ...{ holdOut: { share: 0 }, marketingApi: { onboarded: true } },
  pricing: { freeServiceMessages: 1000 },
  auth: { requireAppSecretProof: false },
  ids: { spelling: 'mixed' },
  media: { numberParameter: 'taken' },
  threads: { keep: 20_000 },
  fleet: defaultFleet(),
});

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  window: ['async', 'sync', 'off'],
  notOnWhatsApp: ['async', 'sync'],
  marketingStopped: ['async', 'sync'],
  unknownPeople: ['create', 'not-on-whatsapp'],
  'ids.spelling': ['as-sent', 'user-id', 'mixed'],
  'media.numberParameter': ['taken', 'refused'],
  'webhooks.shape': ['changes', 'entries', 'merged'],
  'fleet.who': ['walk-ins', 'everyone'],
  'templates.review': ['rules', 'approve', 'reject', 'manual'],
};

const listProblem = (
  path: string,
  current: readonly unknown[],
  next: unknown
): string | undefined => {
  const filled = Array.isArray(next) && next.length > 0 ? (next as unknown[]) : null;
  if (typeof current[0] === 'string') {
    const fits = filled?.every((text) => typeof text === 'string' && text !== '');
    return fits ? undefined : `${path} must be a list of texts, none of them empty`;
  }
  if (!filled?.every((n) => typeof n === 'number' && n >= 0))
    return `${path} must be a list of numbers ≥ 0`;
  const strange = filled.find(
    (code) => path === 'fleet.fail.codes' && !(Number(code) in CATALOGUE)
  );
  return strange === undefined
    ? undefined
    : `${path} must be error codes that the simulator knows; ${String(strange)} is none`;
};

const problemWith = (path: string, current: unknown, next: unknown): string | undefined => {
  if (Array.isArray(current)) return listProblem(path, current, next);
  if (typeof next !== typeof current) return `${path} must be a ${typeof current}`;
  if (typeof next === 'number' && !(next >= 0)) return `${path} must be ≥ 0`;
  if (typeof next === 'number' && /([sS]hare|At)$/.test(path) && next > 1)
    return `${path} must be ≤ 1`;
  const choices = CHOICES[path];
  if (choices && !choices.includes(String(next)))
    return `${path} must be one of ${choices.join(', ')}`;
  if (path === 'webhooks.apiVersion' && !/^v\d+\.\d+$/.test(String(next)))
    return `${path} must look like v25.0`;
  if ((path === 'webhooks.maxBatch' || path === 'webhooks.concurrency') && !(Number(next) >= 1))
    return `${path} must be ≥ 1`;
  return undefined;
};

const mergeInto = (target: JsonObject, patch: JsonObject, prefix: string): string[] => {
  const problems: string[] = [];
  for (const [key, next] of Object.entries(patch)) {
    const path = prefix ? `${prefix}.${key}` : key;
    const current = target[key];
    if (current === undefined) problems.push(`${path} is not a setting`);
    else if (next === undefined) continue;
    else if (isObject(current) && isObject(next)) problems.push(...mergeInto(current, next, path));
    else {
      const problem = problemWith(path, current, next);
      if (problem) problems.push(problem);
      else target[key] = next;
    }
  }
  return problems;
};

/** Applies a patch to a copy. Either everything fits, or nothing changes and each problem names its field. */
export const mergeConfig = (
  current: SimulatorConfig,
  patch: unknown
): { config: SimulatorConfig } | { problems: string[] } => {
  if (!isObject(patch)) return { problems: ['the configuration must be an object'] };
  const copy = structuredClone(current);
  const problems = mergeInto(copy as unknown as JsonObject, patch, '');
  return problems.length > 0 ? { problems } : { config: copy };
};
