import type { Core } from '@strapi/strapi';
import { accountsService } from './accounts/public';
import { flowsService } from './flows/public';
import { failPoint } from './kernel/fail-point';
import { logsService } from './logs/public';
import { operationsService } from './operations/public';
import { outboundService } from './outbound/public';
import { realtimeService } from './realtime/public';
import { runtimeService } from './runtime/public';
import { sendingService } from './sending/public';
import { contextOf } from './strapi/context';
import { errorText } from './strapi/log';
import { webhookService } from './webhook/public';

/** What the last results need to be written, and idle connections to end. */
const WRITE_MS = 2_000;

interface Jobs {
  stop(): Promise<void>;
}
const jobs = new WeakMap<object, Jobs>();
export const setJobs = (strapi: Core.Strapi, started: Jobs): void => void jobs.set(strapi, started);

/**
 * Strapi calls this first, while HTTP still serves, then cuts all sockets and closes the database. So: refuse new work,
 * let what is under way end and be written, give the leases back. Never throws.
 */
export const destroy = async ({ strapi }: { strapi: Core.Strapi }): Promise<void> => {
  const { log, clock } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const { drainMs } = runtime.config;
  /** Nothing may hold the shutdown up: what is not done in time is found in the rows by the next start. */
  const step = async (name: string, work: () => Promise<unknown> | void, limitMs = drainMs) => {
    const done = new AbortController();
    const late = clock.sleep(limitMs, done.signal).then(() => {
      if (!done.signal.aborted) log('stop').warn(`${name} not done in time`, { limitMs });
    });
    try {
      await Promise.race([Promise.resolve(work()), late]);
    } catch (error) {
      log('stop').error(name, { error: errorText(error) });
    } finally {
      done.abort();
    }
  };
  runtime.drain();
  await step('jobs', () => jobs.get(strapi)?.stop());
  await step('wake-ups', () => runtime.engine.stop());
  failPoint('in-destroy');
  await step('ingest', () => webhookService(strapi).ingest.drain());
  await step('processing', () => webhookService(strapi).process());
  await step('parked', () => webhookService(strapi).parkedNews.flush());
  await step('bots', () => flowsService(strapi).process());
  // Chat and bulk drain at the same time; a little more than their own limit, so that results get written.
  await step(
    'sends',
    () => Promise.all([sendingService(strapi).settled(), sendingService(strapi).workers.stop()]),
    drainMs + WRITE_MS
  );
  await step('operations', () => operationsService(strapi).runner.settled());
  await step('background', () => runtime.background.settled());
  await step('realtime', () => realtimeService(strapi).stop());
  await step('logs', () => logsService(strapi).flush());
  await step('hints', () => runtime.background.settled());
  await step('leases', () => runtime.leases.giveAll());
  await step('instance', () => runtime.instances.leave());
  await step('door', () => runtime.door.flush());
  await step('database', () => runtime.leave());
  await step('connections', () => accountsService(strapi).close(), WRITE_MS);
  await step('outbound', () => outboundService(strapi).close(), WRITE_MS);
};
