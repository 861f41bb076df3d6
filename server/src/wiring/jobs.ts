import type { Core } from '@strapi/strapi';
import { accountsService, type AccountStatus } from '../accounts/public';
import { automationsService } from '../automations/public';
import { botsService } from '../bots/public';
import { flowsService } from '../flows/public';
import { campaignsService, checkWebhookHealth, reckonBestHours } from '../campaigns/public';
import { catchUpTexts, wakeSnoozed } from '../conversations/public';
import { consentService } from '../consent/public';
import { refoldPeople } from '../contacts/public';
import { conversionsService } from '../conversions/public';
import { handoverService } from '../handover/public';
import { importsService, UPLOAD_MS } from '../imports/public';
import { DAY_MS } from '../kernel/time';
import { limitsService } from '../limits/public';
import { logsService } from '../logs/public';
import { optInService } from '../opt-in/public';
import { operationsService } from '../operations/public';
import { mediaService } from '../media/public';
import { followRelease } from '../moving/public';
import { outboundService } from '../outbound/public';
import { privacyService } from '../privacy/public';
import { realtimeService } from '../realtime/public';
import { purgeWrites, recordsService } from '../records/public';
import {
  createDaily,
  runtimeService,
  singleFlight,
  startTicking,
  type EngineConfig,
} from '../runtime/public';
import { purgeLater, sendingService } from '../sending/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { teamService } from '../team/public';
import { templatesService } from '../templates/public';
import { claimConnected, purgeWebhooks, webhookService } from '../webhook/public';
import { sendConsentReplies } from './consent-replies';

interface Job {
  name: string;
  /** node-cron expression with seconds; the clock of this process only ticks, what is due is in rows. */
  rule: string;
  /** `everywhere`: each process; `one`: the process that holds the lease `tick:<name>`. */
  where: 'everywhere' | 'one';
  work(): Promise<unknown>;
}

const housekeeping = async (strapi: Core.Strapi): Promise<void> => {
  const { db, clock } = contextOf(strapi);
  const settings = await settingsService(strapi).get();
  await purgeWebhooks(db, settings.webhookDays * DAY_MS);
  await logsService(strapi).purge(clock.now() - settings.logDays * DAY_MS);
  await operationsService(strapi).purge(clock.now() - settings.operationDays * DAY_MS);
  await importsService(strapi).purge(clock.now() - UPLOAD_MS);
  await purgeLater(contextOf(strapi).db.knex, clock.now() - 7 * DAY_MS);
  await optInService(strapi).purge();
  await flowsService(strapi).purge(clock.now() - settings.logDays * DAY_MS);
  await purgeWrites(db.knex, clock.now() - settings.logDays * DAY_MS);
  await outboundService(strapi).purge();
  await realtimeService(strapi).trim();
  await teamService(strapi).housekeeping();
  await mediaService(strapi).housekeeping();
  await limitsService(strapi).audit();
  await campaignsService(strapi).audit();
  await campaignsService(strapi).purgeRemoved();
  await automationsService(strapi).purge();
};

const SECOND = '* * * * * *';
const MINUTE = '0 * * * * *';
/** When daily jobs are due, by the server's clock (runtime/domain/daily.ts). */
const NIGHTLY = {
  // In the morning: people read it.
  'template-reviews': { hour: 8, minute: 7 },
  'template-sync': { hour: 4, minute: 7 },
  'best-hours': { hour: 2, minute: 7 },
  'unheard-changes': { hour: 2, minute: 37 },
  housekeeping: { hour: 3, minute: 17 },
  'uploaded-files': { hour: 3, minute: 27 },
  retention: { hour: 3, minute: 37 },
} as const;
const job = (name: string, rule: string, work: () => Promise<unknown>): Job => ({
  name,
  rule,
  where: 'everywhere',
  work,
});
const alone = (name: string, rule: string, work: () => Promise<unknown>): Job => ({
  ...job(name, rule, work),
  where: 'one',
});

/** What came for a number before it was connected is applied. */
const claimNumbers = async (strapi: Core.Strapi) => {
  const ids = (await accountsService(strapi).list()).map(({ phoneNumberId }) => phoneNumberId);
  const webhook = webhookService(strapi);
  await claimConnected(contextOf(strapi).db, ids, () => webhook.resume());
};

/** What automations do by the clock. */
const automationJobs = (strapi: Core.Strapi): Job[] => [
  job('automations-known', '*/5 * * * * *', () => automationsService(strapi).load()),
  job('automations', '*/2 * * * * *', () => automationsService(strapi).work()),
  alone('automation-rights', MINUTE, () => automationsService(strapi).inspect()),
  alone('automation-silence', '25 25 * * * *', () => automationsService(strapi).listen()),
];

type Nightly = (name: keyof typeof NIGHTLY, work: () => Promise<unknown>) => Job;

const templateJobs = (strapi: Core.Strapi, nightly: Nightly): Job[] => [
  alone('templates', '30 */5 * * * *', () => templatesService(strapi).poll()),
  alone('template-notices', '25 * * * * *', () => templatesService(strapi).mailNotices()),
  nightly('template-reviews', () => templatesService(strapi).tellSoonOver()),
  nightly('template-sync', () => templatesService(strapi).syncAll()),
];

/** Every task that runs by itself. */
const jobsOf = (strapi: Core.Strapi): Job[] => {
  const { leases } = runtimeService(strapi);
  const { clock, db } = contextOf(strapi);
  const daily = createDaily({ db, clock, leases });
  /** Looked at every minute, done once a day, by one process for all. */
  const nightly: Nightly = (name, work) =>
    alone(name, MINUTE, async () => {
      if (await daily.ofAll(name, NIGHTLY[name])) await work();
    });
  const campaigns = campaignsService(strapi);
  const sending = sendingService(strapi);
  return [
    job('renew', '*/5 * * * * *', () => leases.renew()),
    job('beat', '*/5 * * * * *', () => runtimeService(strapi).beat()),
    job('released', '*/5 * * * * *', () => followRelease(strapi)),
    job('webhooks', SECOND, () => Promise.resolve(webhookService(strapi).look())),
    job('files', '*/2 * * * * *', () => mediaService(strapi).process()),
    job('bots', SECOND, () => botsService(strapi).tick()),
    job('campaigns', SECOND, () => campaigns.tick()),
    job('numbers', SECOND, () => sending.workers.check()),
    job('operations', SECOND, () => operationsService(strapi).runner.check()),
    job('opt-out-words', '20 * * * * *', () => consentService(strapi).loadWords()),
    alone('wake-snoozed', SECOND, () => wakeSnoozed(strapi)),
    alone('message-texts', '*/2 * * * * *', () => catchUpTexts(strapi)),
    alone('folded-keys', '*/2 * * * * *', () => refoldPeople(strapi)),
    alone('consent-replies', SECOND, () => sendConsentReplies(strapi)),
    job('team-online', '*/15 * * * * *', () =>
      teamService(strapi).seen(realtimeService(strapi).hub.userIds())
    ),
    alone('team-answers', SECOND, () => teamService(strapi).answer()),
    alone('team-give', '*/5 * * * * *', () => teamService(strapi).give()),
    job('outbound-known', '*/5 * * * * *', () => outboundService(strapi).load()),
    job('outbound', SECOND, () => outboundService(strapi).deliver()),
    job('handover', SECOND, () => handoverService(strapi).work()),
    job('records', '*/2 * * * * *', () => recordsService(strapi).work()),
    ...automationJobs(strapi),
    alone('conversions', '*/10 * * * * *', () => conversionsService(strapi).work()),
    alone('sweep-recipients', '*/15 * * * * *', () => campaigns.sweep()),
    alone('later', SECOND, () => sending.later.tick()),
    alone('sweep-messages', '*/15 * * * * *', () => sending.sweep()),
    alone('sweep-numbers', '*/15 * * * * *', () => restWithoutNumber(strapi)),
    alone('claim-numbers', '*/5 * * * * *', () => claimNumbers(strapi)),
    alone('webhook-health', '50 * * * * *', () => checkWebhookHealth(strapi)),
    ...templateJobs(strapi, nightly),
    alone('accounts', '40 */15 * * * *', () => refreshAccounts(strapi)),
    alone('sweep-operations', '*/15 * * * * *', () => operationsService(strapi).sweep()),
    alone('erase-remains', '*/10 * * * * *', () => privacyService(strapi).sweep()),
    nightly('retention', () => privacyService(strapi).retention.start()),
    nightly('best-hours', () => reckonBestHours(strapi)),
    nightly('unheard-changes', () => automationsService(strapi).sweep()),
    nightly('housekeeping', () => housekeeping(strapi)),
    // Each machine has a disk of its own.
    job('uploaded-files', MINUTE, async () => {
      if (daily.ofProcess('uploaded-files', NIGHTLY['uploaded-files']))
        await importsService(strapi).removeFilesBefore(clock.now() - UPLOAD_MS);
    }),
  ];
};

const refreshAccounts = async (strapi: Core.Strapi) => {
  for (const account of await accountsService(strapi).list()) {
    if (account.status === 'connected') await accountsService(strapi).refresh(account.id);
  }
};

/**
 * A token that cannot be read (the encryption key changed while the server was down) is told at once, and campaigns of a
 * number that cannot send rest with its status as the reason instead of running without moving.
 */
const restWithoutNumber = async (strapi: Core.Strapi) => {
  const accounts = accountsService(strapi);
  const campaigns = campaignsService(strapi);
  for (const account of await accounts.list()) {
    const isUnread = accounts.credentials(account).problem === 'unreadable';
    if (isUnread && account.status !== 'token-unreadable') await accounts.refresh(account.id);
    const { id, status: word, statusReason } = await accounts.get(account.id);
    const status = word as AccountStatus;
    if (status === 'connected' || !(await campaigns.source.hasWork(id))) continue;
    await campaigns.pauseAll({ accountIds: [id] }, status, statusReason);
  }
};

/** Nothing that talks to Meta or sends runs before a number exists. */
const NEEDS_NUMBER = new Set([
  'consent-replies',
  'team-answers',
  'team-give',
  'files',
  'bots',
  'campaigns',
  'numbers',
  'sweep-recipients',
  'sweep-messages',
  'sweep-numbers',
  'webhook-health',
  'templates',
  'template-notices',
  'template-reviews',
  'template-sync',
  'accounts',
]);

/** What a process that serves HTTP only needs as well: it is alive, whose pages it serves, the words, who hears of what. */
const WITHOUT_WORKERS = new Set([
  'renew',
  'beat',
  'released',
  'opt-out-words',
  'outbound-known',
  'automations-known',
  'team-online',
  'uploaded-files',
]);

/** Asked for by a dozen jobs each second: once there is a number, the answer is kept. */
const createNumberLook = (strapi: Core.Strapi) => {
  let isKnown = false;
  return async (): Promise<boolean> =>
    (isKnown ||= (await accountsService(strapi).list()).length > 0);
};

const guarded = (strapi: Core.Strapi, task: Job, hasNumber: () => Promise<boolean>) => async () => {
  const runtime = runtimeService(strapi);
  if (runtime.draining.aborted) return;
  if (!runtime.works() && !WITHOUT_WORKERS.has(task.name)) return;
  await runtime.background.run(contextOf(strapi).log('jobs'), task.name, async () => {
    if (NEEDS_NUMBER.has(task.name) && !(await hasNumber())) return;
    if (task.where === 'one' && !(await runtime.leases.take(`tick:${task.name}`))) return;
    await task.work();
  });
};

/** Seconds between runs of the sweeps when tests shorten them; the rule above is the default of 15 s. */
const everySeconds = (ms: number): string =>
  ms < 1_000 ? '* * * * * *' : `*/${Math.min(30, Math.round(ms / 1_000))} * * * * *`;

const ruleOf = ({ name, rule }: Job, config: EngineConfig): string => {
  if (name.startsWith('sweep-')) return everySeconds(config.sweepMs);
  if (name === 'renew') return everySeconds(config.renewMs);
  return name === 'beat' ? everySeconds(config.beatMs) : rule;
};

/** Starts all tasks with node-cron. Answers how to stop them. */
export const startJobs = (strapi: Core.Strapi): { stop(): Promise<void> } => {
  const { config } = runtimeService(strapi);
  const lines = contextOf(strapi).log('jobs');
  const hasNumber = createNumberLook(strapi);
  const tasks = jobsOf(strapi).map((one) => ({
    name: one.name,
    rule: ruleOf(one, config),
    work: singleFlight(one.name, lines, guarded(strapi, one, hasNumber)),
  }));
  return startTicking(tasks, contextOf(strapi).clock);
};
