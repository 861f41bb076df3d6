import { createRequire } from 'node:module';
import path from 'node:path';

/** A client of ioredis, as far as it is used here. */
export interface RedisClient {
  on(event: 'ready' | 'close' | 'error', listener: () => void): unknown;
  on(event: 'message', listener: (channel: string, text: string) => void): unknown;
  info(): Promise<string>;
  publish(channel: string, text: string): Promise<unknown>;
  subscribe(channel: string): Promise<unknown>;
  disconnect(): void;
}
export interface RedisOptions {
  username?: string;
  password?: string;
  maxRetriesPerRequest?: number | null;
  enableOfflineQueue?: boolean;
  connectTimeout?: number;
  retryStrategy?(times: number): number | null;
}

export interface Job {
  data: { kind: string; id: string };
}
interface Closing {
  on(event: 'error', listener: () => void): unknown;
  close(force?: boolean): Promise<unknown>;
}
/** A queue of BullMQ, as far as it is used here. */
export interface JobQueue extends Closing {
  add(name: string, data: Job['data'], options: { jobId: string }): Promise<unknown>;
}
export type JobWorker = Closing;

export interface RedisPackages {
  Redis: new (url: string, options: RedisOptions) => RedisClient;
  Queue: new (name: string, options: Record<string, unknown>) => JobQueue;
  Worker: new (
    name: string,
    work: (job: Job) => Promise<void>,
    options: Record<string, unknown>
  ) => JobWorker;
}

type Load = (name: string) => unknown;

const NAMES = ['bullmq', 'ioredis'] as const;

/** The app's own packages: they are optional, and only this engine needs them. */
export const loaderOf = (appRoot: string): Load =>
  createRequire(path.join(appRoot, 'package.json'));

/** Loads BullMQ and ioredis, or throws which of them is missing and what to do. */
export const loadPackages = (load: Load): RedisPackages => {
  const found: unknown[] = [];
  const missing: string[] = [];
  for (const name of NAMES) {
    try {
      found.push(load(name));
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'MODULE_NOT_FOUND') throw error;
      missing.push(name);
    }
  }
  if (missing.length > 0)
    throw new Error(
      `WhatsApp: jobs.engine is bullmq, but ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not installed: run "npm install ${missing.join(' ')}" in the app, or set jobs.engine to embedded.`
    );
  const [bullmq, ioredis] = found as [
    Pick<RedisPackages, 'Queue' | 'Worker'>,
    { Redis: RedisPackages['Redis'] },
  ];
  return { Redis: ioredis.Redis, Queue: bullmq.Queue, Worker: bullmq.Worker };
};
