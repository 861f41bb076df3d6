import type { EngineProblem } from '../../contracts/processes';
import type { Clock } from '../../kernel/clock';
import { parseJson } from '../../kernel/json';
import { errorText, type Log } from '../../strapi/log';
import { jobIdOf, problemOfInfo, redisPlace, type RedisSettings } from '../domain/jobs';
import { createGather } from './gather';
import type { EngineHealth, Handler, JobEngine, JobKind, Topic } from './job-engine';
import type {
  Job,
  JobQueue,
  JobWorker,
  RedisClient,
  RedisOptions,
  RedisPackages,
} from './packages';

const QUEUE = 'wake';
/** What comes within so long is told together; a commit that was announced before its end has ended by then. */
const GATHER_MS = 20;
/** A job only begins work; what takes longer goes on in the process without it (engine 7). */
const JOB_MS = 20_000;
const LOCK_MS = 30_000;
const JOBS_AT_ONCE = 8;
const CONNECT_MS = 5_000;
const RETRY_MOST_MS = 2_000;
const CLOSE_MS = 2_000;

export interface BullmqDeps {
  clock: Clock;
  log: Log;
  redis: RedisSettings;
  instanceId: string;
  /** Of this database: several apps may share one Redis. */
  installId(): Promise<string>;
  /** Does this process take up jobs? */
  takesJobs: boolean;
  works(): boolean;
  packages(): RedisPackages;
}

/** What processes say to each other: look at this, if you have the right to it; or something for everybody. */
interface Said {
  from: string;
  topic?: Topic;
  kind?: JobKind;
  id?: string;
}

interface Connections {
  commands: RedisClient;
  queue: JobQueue;
  worker: JobWorker | null;
  channel: string;
  end(): void;
}

interface Hooks {
  ready(client: RedisClient): Promise<void>;
  lost(): void;
  heard(text: string): void;
  job(job: Job): Promise<void>;
}

const ignore = (): void => undefined;

/** Tells of the connection: gone, back, or unsafe. One line for each change, not one for each try. */
const createWatch = ({ log, redis }: BullmqDeps, changed: JobEngine['changed']) => {
  const place = redisPlace(redis);
  // Until it has answered once nobody knows: what is not there within the first seconds is reported lost.
  let problem: EngineProblem | null = null;
  let open = false;
  let over = false;
  const health = (): EngineHealth => ({ engine: 'bullmq', redis: place, problem });
  const set = (next: EngineProblem | null): void => {
    if (over || next === problem) return;
    problem = next;
    if (next === 'redis-lost')
      log.warn('redis does not answer: the ticks go on without it', { redis: place });
    else if (next === 'redis-evicts')
      log.error('redis may throw jobs away: set its maxmemory-policy to noeviction', {
        redis: place,
      });
    else if (next === 'redis-too-old')
      log.error('redis is too old for bullmq: use 6.2 or newer', { redis: place });
    else log.info('redis answers', { redis: place });
    for (const tell of changed) tell(health());
  };
  return {
    health,
    isOpen: () => open,
    /** From now on nothing is news: the process ends. */
    end: () => void (over = true),
    lost: () => {
      open = false;
      set('redis-lost');
    },
    ready: async (client: RedisClient) => {
      open = true;
      const info = await client.info().catch(() => null);
      if (open) set(info === null ? null : problemOfInfo(info));
    },
  };
};

/** What Redis says goes to whom it concerns in this process; answers what a job does. */
const createReceiver = (deps: BullmqDeps) => {
  const { log, clock } = deps;
  const handlers = new Map<JobKind, Handler>();
  const listeners = new Map<Topic, () => void>();

  /** False only when another process has the right to it. */
  const look = async (kind: JobKind, id: string): Promise<boolean> => {
    const handler = handlers.get(kind);
    if (!handler || !deps.works()) return false;
    try {
      return await handler(id);
    } catch (error) {
      log.error('a wake-up failed', { kind, id, error: errorText(error) });
      return true; // the next tick tries again
    }
  };
  return {
    handlers,
    listeners,
    heard: (text: string) => {
      const { from, topic, kind, id = '' } = (parseJson(text) ?? {}) as Partial<Said>;
      if (from === deps.instanceId) return;
      if (topic) listeners.get(topic)?.();
      if (kind) void look(kind, id);
    },
    /** Answers whether it is served; what lasts goes on without the job. */
    job: async ({ data }: Job): Promise<boolean> => {
      const done = new AbortController();
      const served = await Promise.race([
        look(data.kind as JobKind, data.id),
        clock.sleep(JOB_MS, done.signal).then(() => true),
      ]);
      done.abort();
      return served;
    },
  };
};

/** Makes clients that come back by themselves until they are ended. */
const createConnector = ({ redis, packages }: BullmqDeps) => {
  const { url, ...credentials } = redis;
  const { Redis } = packages();
  const clients: RedisClient[] = [];
  let ended = false;
  return {
    connect: (options: RedisOptions): RedisClient => {
      const client = new Redis(url, {
        ...credentials,
        connectTimeout: CONNECT_MS,
        // BullMQ copies a client together with this: its copies end with ours.
        retryStrategy: (times) => (ended ? null : Math.min(RETRY_MOST_MS, times * 100)),
        ...options,
      });
      client.on('error', ignore); // told by `close`, once
      clients.push(client);
      return client;
    },
    end: () => {
      ended = true;
      for (const client of clients) client.disconnect();
    },
  };
};

const open = async (deps: BullmqDeps, hooks: Hooks): Promise<Connections> => {
  const { Queue, Worker } = deps.packages();
  const { connect, end } = createConnector(deps);
  const prefix = `whatsapp:${await deps.installId()}`;
  const patient = { maxRetriesPerRequest: null };
  // What cannot be told now is not told later: the rows will have been found by then.
  const commands = connect({ maxRetriesPerRequest: 0, enableOfflineQueue: false });
  commands.on('ready', () => void hooks.ready(commands));
  commands.on('close', hooks.lost);
  const channel = `${prefix}:told`;
  const ears = connect(patient);
  ears.on('message', (_channel, text) => hooks.heard(text));
  ears.subscribe(channel).catch(ignore); // waits for the connection; renewed by itself after a loss
  const shared = { prefix, skipVersionCheck: true };
  const queue = new Queue(QUEUE, {
    ...shared,
    connection: commands,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
  });
  queue.on('error', ignore);
  if (!deps.takesJobs) return { commands, queue, worker: null, channel, end };
  const worker = new Worker(QUEUE, hooks.job, {
    ...shared,
    connection: connect(patient),
    concurrency: JOBS_AT_ONCE,
    lockDuration: LOCK_MS,
    runRetryDelay: RETRY_MOST_MS,
  });
  worker.on('error', ignore);
  return { commands, queue, worker, channel, end };
};

/**
 * BullMQ on Redis beside the ticks: a job says that there is work, one process takes it up and looks; who has the right to
 * it already is told by a message to all. Redis holds no truth: while it is gone the ticks find the same rows, a little later.
 */
export const createBullmqEngine = (deps: BullmqDeps): JobEngine => {
  const { clock } = deps;
  const changed: JobEngine['changed'] = [];
  const watch = createWatch(deps, changed);
  const receiver = createReceiver(deps);
  let connections: Connections | null = null;

  /** After the connection went nothing is tried: it would only fail. */
  const online = (): Connections | null => (watch.isOpen() ? connections : null);
  const say = (said: Omit<Said, 'from'>): void => {
    const now = online();
    const text = JSON.stringify({ from: deps.instanceId, ...said } satisfies Said);
    now?.commands.publish(now.channel, text).catch(ignore);
  };
  const add = (kind: JobKind, id: string): void => {
    online()
      ?.queue.add(kind, { kind, id }, { jobId: jobIdOf(kind, id) })
      .catch(ignore);
  };
  const told = createGather(clock, GATHER_MS, (topics) => {
    for (const topic of topics) say({ topic: topic as Topic });
  });
  const woken = createGather(clock, GATHER_MS, (keys) => {
    for (const key of keys) {
      const [kind = '', id = ''] = key.split(' ');
      add(kind as JobKind, id);
    }
  });

  const start = async (): Promise<void> => {
    // Connections that were given up have nothing to tell any more.
    const isCurrent = () => connections === null || connections === mine;
    const mine = await open(deps, {
      ready: watch.ready,
      lost: () => {
        if (isCurrent()) watch.lost();
      },
      heard: receiver.heard,
      job: async (job) => {
        const { kind, id } = job.data;
        if (!(await receiver.job(job))) say({ kind: kind as JobKind, id });
      },
    });
    connections = mine;
  };
  const close = async (going: Connections): Promise<void> => {
    // A Redis that is gone answers no goodbye.
    const late = new AbortController();
    const parts = [going.queue, ...(going.worker ? [going.worker] : [])];
    const closed = Promise.all(parts.map((part) => part.close().catch(ignore)));
    await Promise.race([closed, clock.sleep(CLOSE_MS, late.signal)]);
    late.abort();
    going.end();
  };

  return {
    changed,
    health: watch.health,
    on: (kind, handler) => void receiver.handlers.set(kind, handler),
    hear: (topic, listener) => void receiver.listeners.set(topic, listener),
    wake: (kind, id) => woken(`${kind} ${id ?? 'all'}`),
    tell: told,
    start,
    renew: async () => {
      const before = connections;
      if (!before) return;
      await start();
      await close(before);
    },
    stop: async () => {
      const going = connections;
      connections = null;
      if (!going) return;
      watch.end();
      await close(going);
    },
  };
};
