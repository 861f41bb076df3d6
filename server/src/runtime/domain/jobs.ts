import type { EngineProblem, JobEngineName, ServedPart } from '../../contracts/processes';

/** `jobs` of the plugin's configuration. */
export interface JobsConfig {
  engine?: JobEngineName | undefined;
  serve?: ServedPart | undefined;
  redis?:
    | { url?: string | undefined; username?: string | undefined; password?: string | undefined }
    | undefined;
}

/** Where Redis is, and as whom. Never logged as it is: see `redisPlace`. */
export interface RedisSettings {
  url: string;
  username?: string;
  password?: string;
}

export interface Jobs {
  engine: JobEngineName;
  serve: ServedPart;
  redis: RedisSettings | null;
}

type Env = Record<string, string | undefined>;

const ENGINES: readonly JobEngineName[] = ['embedded', 'bullmq'];
const PARTS: readonly ServedPart[] = ['all', 'web', 'worker'];

const oneOf = <T extends string>(env: Env, name: string, allowed: readonly T[]): T | undefined => {
  const text = env[name]?.trim();
  if (!text) return undefined;
  const found = allowed.find((one) => one === text);
  if (found) return found;
  throw new Error(`WhatsApp: ${name} must be one of ${allowed.join(', ')}, not "${text}".`);
};

/** A refusal never repeats the address: it may hold a password. */
const checkedUrl = (url: string): string => {
  const wrong = (what: string) =>
    new Error(
      `WhatsApp: the address of Redis ${what}: set jobs.redis.url of the plugin or WHATSAPP_REDIS_URL, for example redis://127.0.0.1:6379/0 or rediss://… with TLS.`
    );
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw wrong('is no address');
  }
  if (!['redis:', 'rediss:'].includes(parsed.protocol))
    throw wrong('must begin with redis:// or rediss://');
  if (parsed.hostname === '') throw wrong('names no host');
  if (!/^\/?\d*$/.test(parsed.pathname)) throw wrong('may end with the number of a database only');
  return url;
};

const redisOf = (config: JobsConfig, env: Env): RedisSettings => {
  const url = env.WHATSAPP_REDIS_URL?.trim() || config.redis?.url;
  if (!url)
    throw new Error(
      'WhatsApp: jobs.engine is bullmq, but nobody says where Redis is: set jobs.redis.url of the plugin in config/plugins, or WHATSAPP_REDIS_URL.'
    );
  const username = env.WHATSAPP_REDIS_USERNAME || config.redis?.username;
  const password = env.WHATSAPP_REDIS_PASSWORD || config.redis?.password;
  return {
    url: checkedUrl(url),
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
  };
};

/** What this process is told about work. The environment wins: processes of one app differ by it alone. */
export const readJobs = (config: JobsConfig, env: Env): Jobs => {
  const engine =
    oneOf(env, 'WHATSAPP_JOBS_ENGINE', ENGINES) ?? config.engine ?? ('embedded' as const);
  return {
    engine,
    serve: oneOf(env, 'WHATSAPP_SERVE', PARTS) ?? config.serve ?? 'all',
    redis: engine === 'bullmq' ? redisOf(config, env) : null,
  };
};

/** The address for logs and pages: without user and password. */
export const redisPlace = ({ url }: RedisSettings): string => {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
};

/** One waiting job for each thing to look at. BullMQ keeps the colon for itself. */
export const jobIdOf = (kind: string, id: string): string => `${kind}-${id}`;

/** BullMQ's scripts need at least this. */
const OLDEST_REDIS = 6;

const field = (info: string, name: string): string | null =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? null;

/** What is wrong with a Redis that answers, from its INFO; null when nothing is, or it does not say. */
export const problemOfInfo = (info: string): EngineProblem | null => {
  const policy = field(info, 'maxmemory_policy');
  if (policy !== null && policy !== 'noeviction') return 'redis-evicts';
  const version = Number.parseInt(field(info, 'redis_version') ?? '', 10);
  return version < OLDEST_REDIS ? 'redis-too-old' : null;
};
