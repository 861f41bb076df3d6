import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import type { Core } from '@strapi/types';
import { importsService } from '../server/src/imports/public';
import { createAdminUsers } from '../tests/support/admin-users';
import { launchCampaign, type PluginServices } from '../tests/support/plugin-process';
import {
  addCustomers,
  automationProgress,
  linkCustomers,
  releaseHeld,
  saveCustomers,
  watchCustomers,
} from './app-automations';
import {
  comeDue,
  idleTicks,
  lateness,
  makeBots,
  makeWaitingFlow,
  naiveAnswers,
  seedRuns,
} from './app-bots';
import { addContacts, naiveSnapshot } from './app-people';
import { IMPORTER, naiveImport, uploadList, uploadWorkbook } from './app-import';
import { inboxQueries, seedInbox, type InboxShape } from './app-inbox';
import { applyBatch, naiveStatuses } from './app-statuses';
import { createWatch } from './app-watch';
import { queueOf } from '../server/src/webhook/domain/queue';

export type AppCommand =
  | { verb: 'url' }
  /** Token of a new administrator who may do everything. */
  | { verb: 'sign-in' }
  | { verb: 'connect'; account: Record<string, unknown> }
  | { verb: 'aim'; accountId: number; baseUrl: string; mps: number }
  /** Constants of the engine, changed while it runs. */
  | { verb: 'engine'; change: Record<string, unknown> }
  /** Adds people up to `count` and answers a group of the first `members`. */
  | { verb: 'people'; count: number; members: number }
  | { verb: 'campaign'; accountId: number; groupId: number }
  | { verb: 'state'; campaignId: number }
  | { verb: 'usage' }
  | { verb: 'process-id' }
  /** Begins to note what is applied when; `watched` answers it. */
  | { verb: 'watch' }
  | { verb: 'watched' }
  /** When each recipient of these people got its permit: [contact's wa_id, moment]. */
  | { verb: 'permits'; campaignId: number; waIds: string[] }
  | { verb: 'act'; campaignId: number; action: string }
  | { verb: 'stall' }
  | { verb: 'naive-snapshot'; rows: number }
  | { verb: 'naive-import'; rows: number }
  | { verb: 'import-upload'; rows: number }
  | { verb: 'workbook-upload'; file: string }
  | { verb: 'import-check' | 'import-start' | 'import-view'; importId: number }
  | { verb: 'count'; table: string; where?: Record<string, unknown> }
  | { verb: 'store'; bodies: string[] }
  | { verb: 'hashes' }
  | { verb: 'apply' }
  | { verb: 'naive-statuses'; statuses: { wamid: string; status: string; at: number }[] }
  | { verb: 'seed-inbox'; accountId: number; shape: InboxShape }
  | { verb: 'inbox'; runs: number }
  | { verb: 'make-bots'; count: number }
  | { verb: 'make-waiting-flow' }
  | { verb: 'naive-answers'; count: number; url: string }
  | { verb: 'seed-runs'; botId: number; accountId: number; count: number }
  | { verb: 'idle-ticks'; runs: number }
  | { verb: 'come-due'; botId: number; count: number; inMs: number }
  | { verb: 'lateness'; botId: number }
  | AutomationCommand;
type AutomationCommand =
  | { verb: 'add-customers'; count: number }
  | { verb: 'link-customers' | 'watch-customers' }
  | { verb: 'save-customers'; count: number; field: 'city' | 'visits'; round: number }
  | { verb: 'automation-progress'; id: number; botId: number }
  | { verb: 'release-held'; id: number };
type BotCommand = Extract<
  AppCommand,
  {
    verb:
      | 'make-bots'
      | 'make-waiting-flow'
      | 'naive-answers'
      | 'seed-runs'
      | 'idle-ticks'
      | 'come-due'
      | 'lateness';
  }
>;

export interface Usage {
  cpuMicros: number;
  rssMb: number;
  /** Highest resident memory of the process so far. */
  peakMb: number;
}

interface Services extends PluginServices {
  runtime: { config: Record<string, unknown> };
  webhook: { ingest: { store(raw: Buffer, queue: ReturnType<typeof queueOf>): Promise<void> } };
}

const usage = (): Usage => {
  const { user, system } = process.cpuUsage();
  const status = readFileSync('/proc/self/status', 'utf8');
  const peak = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  return {
    cpuMicros: user + system,
    rssMb: process.memoryUsage().rss / 1_048_576,
    peakMb: peak,
  };
};

const rowsIn = async (strapi: Core.Strapi, table: string, where = {}): Promise<number> => {
  const [row] = (await strapi.db.connection(table).where(where).count({ n: '*' })) as {
    n: unknown;
  }[];
  return Number(row?.n);
};

const aim = (
  strapi: Core.Strapi,
  { accountId, baseUrl, mps }: Extract<AppCommand, { verb: 'aim' }>
) =>
  strapi.db
    .connection('whatsapp_accounts')
    .where({ id: accountId })
    .update({ base_url: baseUrl, throughput_mps: mps, limit_known: true, messaging_limit: null });

const permitsOf = async (
  strapi: Core.Strapi,
  { campaignId, waIds }: Extract<AppCommand, { verb: 'permits' }>
): Promise<[string, number][]> => {
  const rows = (await strapi.db
    .connection('whatsapp_recipients as r')
    .join('whatsapp_contacts as c', 'c.id', 'r.contact_id')
    .where('r.campaign_id', campaignId)
    .whereIn('c.wa_id', waIds)
    .whereNotNull('r.permit_at')
    .select('c.wa_id', 'r.permit_at')) as { wa_id: string; permit_at: unknown }[];
  return rows.map((row) => [row.wa_id, Number(row.permit_at)]);
};

/** What the bench of bots asks. */
const botAnswer = async (strapi: Core.Strapi, command: BotCommand): Promise<unknown> => {
  switch (command.verb) {
    case 'make-bots':
      return makeBots(strapi, command.count);
    case 'make-waiting-flow':
      return makeWaitingFlow(strapi);
    case 'naive-answers':
      return naiveAnswers(strapi, command);
    case 'seed-runs':
      return seedRuns(strapi, command);
    case 'idle-ticks':
      return idleTicks(strapi, command.runs);
    case 'come-due':
      return comeDue(strapi, command);
    case 'lateness':
      return lateness(strapi, command.botId);
  }
};

/** What the bench of automations asks. */
const automationAnswer = async (
  strapi: Core.Strapi,
  command: AutomationCommand
): Promise<unknown> => {
  switch (command.verb) {
    case 'add-customers':
      return addCustomers(strapi, command.count);
    case 'link-customers':
      return linkCustomers(strapi);
    case 'watch-customers':
      return watchCustomers(strapi);
    case 'save-customers':
      return saveCustomers(strapi, command);
    case 'automation-progress':
      return automationProgress(strapi, command);
    case 'release-held':
      return releaseHeld(strapi, command.id);
  }
};

/** What this process can be asked for. */
export const createAnswers = (strapi: Core.Strapi, url: string) => {
  const service = <K extends keyof Services>(name: K) =>
    strapi.plugin('whatsapp').service(name) as Services[K];
  const watch = createWatch(strapi);
  let delay: IntervalHistogram | null = null;

  /** Longest time that the loop was blocked since the last call, ms. */
  const stall = (): number => {
    const longest = delay ? delay.max / 1e6 : 0;
    delay?.disable();
    delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    return longest;
  };

  return async (command: AppCommand): Promise<unknown> => {
    switch (command.verb) {
      case 'url':
        return url;
      case 'sign-in':
        return (await createAdminUsers(strapi)()).token;
      case 'connect': {
        const { id } = await service('accounts').connectNumber(command.account);
        await service('templates').sync(id);
        return id;
      }
      case 'aim':
        return aim(strapi, command);
      case 'engine':
        Object.assign(service('runtime').config, command.change);
        return true;
      case 'people':
        return addContacts(strapi, command);
      case 'campaign':
        return launchCampaign(strapi, {
          name: 'Bench',
          accountId: command.accountId,
          groupId: command.groupId,
          uncertainPolicy: 'ask',
        });
      case 'state':
        return service('campaigns').get(command.campaignId);
      case 'usage':
        return usage();
      case 'process-id':
        return process.pid;
      case 'watch':
        return watch.begin();
      case 'watched':
        return watch.read();
      case 'permits':
        return permitsOf(strapi, command);
      case 'act':
        return service('campaigns').act(command.campaignId, { action: command.action }, null);
      case 'stall':
        return stall();
      case 'naive-snapshot':
        return naiveSnapshot(strapi, command.rows);
      case 'naive-import':
        return naiveImport(strapi, command.rows);
      case 'import-upload':
        return uploadList(strapi, command.rows);
      case 'workbook-upload':
        return uploadWorkbook(strapi, command.file);
      case 'import-check':
        return importsService(strapi).check(command.importId, IMPORTER);
      case 'import-start':
        return importsService(strapi).start(command.importId, IMPORTER);
      case 'import-view':
        return importsService(strapi).view(command.importId);
      case 'count':
        return rowsIn(strapi, command.table, command.where);
      case 'store':
        await Promise.all(
          command.bodies.map((body) =>
            service('webhook').ingest.store(Buffer.from(body), queueOf(JSON.parse(body)))
          )
        );
        return true;
      case 'hashes':
        return strapi.db.connection('whatsapp_webhook_events').pluck('hash') as unknown;
      case 'apply':
        return applyBatch(strapi);
      case 'naive-statuses':
        return naiveStatuses(strapi, command.statuses);
      case 'seed-inbox':
        return seedInbox(strapi, command);
      case 'inbox':
        return inboxQueries(strapi, command.runs);
      case 'make-bots':
      case 'make-waiting-flow':
      case 'naive-answers':
      case 'seed-runs':
      case 'idle-ticks':
      case 'come-due':
      case 'lateness':
        return botAnswer(strapi, command);
      default:
        return automationAnswer(strapi, command);
    }
  };
};
