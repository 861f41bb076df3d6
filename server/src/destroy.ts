import type { Core } from '@strapi/strapi';
import { accountsService } from './accounts/public';
import { failPoint } from './kernel/fail-point';
import { logsService } from './logs/public';
import { realtimeService } from './realtime/public';
import { runtimeService } from './runtime/public';
import { sendingService } from './sending/public';
import { contextOf } from './strapi/context';
import { errorText } from './strapi/log';
import { webhookService } from './webhook/public';

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
  const { log } = contextOf(strapi);
  const step = async (name: string, work: () => Promise<unknown> | void) => {
    try {
      await work();
    } catch (error) {
      log('stop').error(name, { error: errorText(error) });
    }
  };
  const runtime = runtimeService(strapi);
  runtime.drain();
  await step('jobs', () => jobs.get(strapi)?.stop());
  failPoint('in-destroy');
  await step('ingest', () => webhookService(strapi).ingest.drain());
  await step('processing', () => webhookService(strapi).process());
  await step('workers', () => sendingService(strapi).workers.stop());
  await step('realtime', () => realtimeService(strapi).stop());
  await step('logs', () => logsService(strapi).flush());
  await step('leases', () => runtime.leases.giveAll());
  await step('instance', () => runtime.instances.leave());
  await step('connections', () => accountsService(strapi).close());
};
