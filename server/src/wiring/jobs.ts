import type { Core } from '@strapi/strapi';
import cron, { type ScheduledTask } from 'node-cron';
import { accountsService } from '../accounts/public';
import { campaignsService } from '../campaigns/public';
import { limitsService } from '../limits/public';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { sendingService } from '../sending/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { templatesService } from '../templates/public';
import { purgeWebhooks, webhookService } from '../webhook/public';

const DAY = 86_400_000;

interface Job {
  name: string;
  /** node-cron expression with seconds; the clock of this process only ticks, what is due is in rows. */
  rule: string;
  /** `everywhere`: each process; `one`: whoever holds the lease `tick:<name>`. */
  where: 'everywhere' | 'one';
  work(): Promise<unknown>;
}

/** Every task that runs by itself. */
const jobsOf = (strapi: Core.Strapi): Job[] => {
  const { clock } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const purge = async () => {
    const { db } = contextOf(strapi);
    const settings = await settingsService(strapi).get();
    await purgeWebhooks(db, settings.webhookDays * DAY);
    await logsService(strapi).purge(clock.now() - settings.logDays * DAY);
    await realtimeService(strapi).trim();
    await limitsService(strapi).audit();
    await campaignsService(strapi).audit();
  };
  return [
    { name: 'renew', rule: '*/5 * * * * *', where: 'everywhere', work: () => runtime.leases.renew() },
    { name: 'beat', rule: '*/5 * * * * *', where: 'everywhere', work: () => runtime.instances.beat() },
    { name: 'webhooks', rule: '* * * * * *', where: 'everywhere', work: () => webhookService(strapi).process() },
    { name: 'campaigns', rule: '* * * * * *', where: 'everywhere', work: () => campaignsService(strapi).tick() },
    { name: 'numbers', rule: '* * * * * *', where: 'everywhere', work: () => sendingService(strapi).workers.check() },
    { name: 'sweep-recipients', rule: '*/15 * * * * *', where: 'one', work: () => campaignsService(strapi).sweep() },
    { name: 'sweep-messages', rule: '*/15 * * * * *', where: 'one', work: () => sendingService(strapi).sweep() },
    { name: 'templates', rule: '30 */5 * * * *', where: 'one', work: () => templatesService(strapi).poll() },
    { name: 'accounts', rule: '40 */15 * * * *', where: 'one', work: () => refreshAccounts(strapi) },
    { name: 'housekeeping', rule: '0 17 3 * * *', where: 'one', work: purge },
  ];
};

const refreshAccounts = async (strapi: Core.Strapi) => {
  for (const account of await accountsService(strapi).list()) {
    if (account.status === 'connected') await accountsService(strapi).refresh(account.id);
  }
};

/** Nothing that talks to Meta or sends runs before a number exists (ux 2). */
const NEEDS_NUMBER = new Set(['campaigns', 'numbers', 'sweep-recipients', 'sweep-messages', 'templates', 'accounts']);

const guarded = (strapi: Core.Strapi, job: Job) => async () => {
  const runtime = runtimeService(strapi);
  if (runtime.draining.aborted) return;
  try {
    if (NEEDS_NUMBER.has(job.name) && (await accountsService(strapi).list()).length === 0) return;
    if (job.where === 'one' && !(await runtime.leases.take(`tick:${job.name}`))) return;
    await job.work();
  } catch (error) {
    contextOf(strapi).log('jobs').error(job.name, { error: errorText(error) });
  }
};

/** Seconds between runs of the sweeps when tests shorten them; the rule above is the default of 15 s. */
const everySeconds = (ms: number): string => (ms < 1_000 ? '* * * * * *' : `*/${Math.min(30, Math.round(ms / 1_000))} * * * * *`);

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };

/** Starts all tasks with node-cron's no-overlap option. Answers how to stop them. */
export const startJobs = (strapi: Core.Strapi): { stop(): Promise<void> } => {
  const { config } = runtimeService(strapi);
  const tasks: ScheduledTask[] = jobsOf(strapi).map((job) => {
    const rule =
      job.name.startsWith('sweep-') ? everySeconds(config.sweepMs)
      : job.name === 'renew' ? everySeconds(config.renewMs)
      : job.name === 'beat' ? everySeconds(config.beatMs)
      : job.rule;
    return cron.schedule(rule, guarded(strapi, job), {
      name: `whatsapp.${job.name}`,
      noOverlap: true,
      // A tick that comes late finds its work in the rows: nothing was missed, so nobody is told.
      suppressMissedWarning: true,
      logger: quiet,
    });
  });
  return {
    stop: async () => {
      for (const task of tasks) await task.destroy();
    },
  };
};
