/**
 * The process that chaos kills: a real Strapi with the plugin from source, driven over IPC.
 * Environment: DATABASE_*, CHAOS_PORT, CHAOS_ENGINE and CHAOS_CONFIG (JSON), CHAOS_SKEW_MS, CHAOS_CALLS_TO: where the calls of
 * flows go, whatever their address.
 */
import type { Core } from '@strapi/types';
import { botsService } from '../../server/src/bots/public';
import { consentService } from '../../server/src/consent/public';
import { wakeSnoozed } from '../../server/src/conversations/public';
import { armFailPoint } from '../../server/src/kernel/fail-point';
import { createCall } from '../../server/src/outbound/call';
import { outboundService } from '../../server/src/outbound/public';
import { numberHints, readFeed } from '../../server/src/realtime/feed';
import type { FeedRow } from '../../server/src/realtime/tables';
import { runtimeService } from '../../server/src/runtime/public';
import { recordsService } from '../../server/src/records/public';
import { sendingService } from '../../server/src/sending/public';
import { contextOf } from '../../server/src/strapi/context';
import { dbNow } from '../../server/src/strapi/db';
import { teamService } from '../../server/src/team/public';
import { createAdminUsers } from '../support/admin-users';
import { addPeople } from '../support/people';
import { waitingWebhooks } from '../support/waiting';
import {
  fail,
  launchCampaign,
  listenOn,
  loadPluginApp,
  pluginService,
} from '../support/plugin-process';
import { trialPlan } from '../../server/src/contracts/campaign-trial';
import { healthOf } from './health';
import type { ChaosCommand, ChaosReply, FeedDump, OptOut, RecipientDump } from './protocol';

type TeamCommand = Extract<
  ChaosCommand,
  { verb: 'agent' | 'tick' | 'age' | 'age-runs' | 'rows' | 'leases' }
>;

const seed = async (strapi: Core.Strapi, command: Extract<ChaosCommand, { verb: 'seed' }>) => {
  const account = await pluginService(strapi, 'accounts').connectNumber(command.account);
  await pluginService(strapi, 'templates').sync(account.id);
  const groupId = await addPeople({ strapi } as never, {
    group: `Chaos ${command.from ?? 1}`,
    from: command.from ?? 1,
    count: command.recipients,
    optIn: command.recipients,
  });
  const { campaignId } = await launchCampaign(strapi, {
    name: 'Chaos',
    accountId: account.id,
    groupId,
    uncertainPolicy: command.policy,
    trial: trialPlan.parse(command.trial ?? {}),
  });
  return { campaignId };
};

const dump = async (strapi: Core.Strapi, campaignId: number): Promise<RecipientDump[]> => {
  const rows = (await strapi.db
    .connection('whatsapp_recipients')
    .where({ campaign_id: campaignId })
    .select('id', 'state', 'rank', 'attempt', 'doubled', 'contact_id', 'permit_at')) as Record<
    string,
    unknown
  >[];
  return rows.map((row) => ({
    id: Number(row.id),
    state: String(row.state),
    rank: Number(row.rank),
    attempt: Number(row.attempt),
    doubled: Boolean(Number(row.doubled)),
    contactId: Number(row.contact_id),
    permitAt: row.permit_at === null ? null : Number(row.permit_at),
  }));
};

const events = async (strapi: Core.Strapi): Promise<string[]> => {
  const rows = (await strapi.db.connection('whatsapp_webhook_events').select('hash')) as {
    hash: string;
  }[];
  return rows.map((row) => row.hash);
};

const changes = async (strapi: Core.Strapi, kind: string) =>
  (await strapi.db
    .connection('whatsapp_webhook_changes')
    .where({ kind })
    .orderBy('id')
    .select('state', 'attempts', 'failures')) as unknown;

const files = async (strapi: Core.Strapi) =>
  (await strapi.db
    .connection('whatsapp_stored_files')
    .orderBy('id')
    .select('state', 'attempts', 'size_bytes')) as unknown;

const optOut = async (
  strapi: Core.Strapi,
  { campaignId, count }: Extract<ChaosCommand, { verb: 'opt-out' }>
): Promise<OptOut[]> => {
  const { db } = contextOf(strapi);
  const waiting = (await db
    .knex('whatsapp_recipients')
    .where({ campaign_id: campaignId })
    .whereIn('state', ['queued', 'claimed'])
    .orderBy('id', 'desc')
    .limit(count)
    .select('contact_id')) as { contact_id: unknown }[];
  const done: OptOut[] = [];
  for (const contactId of waiting.map((row) => Number(row.contact_id))) {
    for (const category of ['marketing', 'utility'] as const)
      await consentService(strapi).record(null, {
        contactId,
        category,
        action: 'opt-out',
        source: 'chaos',
        at: await dbNow(db),
      });
    done.push({ contactId, at: await dbNow(db) });
  }
  return done;
};

const feed = async (strapi: Core.Strapi): Promise<FeedDump[]> => {
  const { db } = contextOf(strapi);
  const rows: FeedRow[] = [];
  await numberHints(db);
  for (;;) {
    const page = await readFeed(db.knex, rows.at(-1)?.pos ?? 0, 1_000);
    rows.push(...page);
    if (page.length === 0)
      return rows.map(({ pos, type, subjectId, parentId }) => ({
        pos,
        type,
        id: subjectId,
        parent: parentId,
      }));
  }
};

/** 4 TB of pages of 4 KB. */
const MOST_PAGES = 1_073_741_823;
const limitFile = async (strapi: Core.Strapi, isFull: boolean): Promise<unknown> => {
  const knex = strapi.db.connection;
  const [row] = (await knex.raw('PRAGMA page_count')) as { page_count: number }[];
  const most = isFull ? (row?.page_count ?? 0) : MOST_PAGES;
  return knex.raw(`PRAGMA max_page_count = ${most}`);
};

const timers = (strapi: Core.Strapi) => ({
  later: () => sendingService(strapi).later.tick(),
  answers: () => teamService(strapi).answer(),
  wake: () => wakeSnoozed(strapi),
  give: () => teamService(strapi).give(),
  records: () => recordsService(strapi).work(),
  bots: () => botsService(strapi).tick(),
});

const age = async (strapi: Core.Strapi, ms: number): Promise<void> => {
  const knex = strapi.db.connection;
  const back = (column: string) => knex.raw('?? - ?', [column, ms]);
  await knex('whatsapp_conversations')
    .where({ status: 'snoozed' })
    .update({ snoozed_until: back('snoozed_until') });
  await knex('whatsapp_later_messages')
    .whereIn('state', ['waiting', 'sending'])
    .update({ due_at: back('due_at'), next_at: back('next_at') });
};

const ageRuns = async (strapi: Core.Strapi, ms: number): Promise<void> => {
  const knex = strapi.db.connection;
  const back = (column: string) => knex.raw('?? - ?', [column, ms]);
  // Silence is counted from when WhatsApp took the question.
  await knex('whatsapp_messages')
    .where({ direction: 'out', origin: 'bot' })
    .whereNotNull('accepted_at')
    .update({ accepted_at: back('accepted_at') });
  await knex('whatsapp_bot_runs')
    .where({ state: 'waiting' })
    .update({ next_at: back('next_at'), asked_at: back('asked_at') });
  await knex('whatsapp_segment_looks').update({ next_at: 0 });
};

/** Flows call the open internet only, where a test has no other system. */
const sendCallsTo = (strapi: Core.Strapi, base: string): void => {
  const call = createCall({ allowPrivate: true });
  outboundService(strapi).call = (request) => {
    const { pathname, search } = new URL(request.url);
    return call({ ...request, url: `${base}${pathname}${search}` });
  };
};

/** What tests of the team's work ask. */
const teamAnswer = async (strapi: Core.Strapi, command: TeamCommand): Promise<unknown> => {
  switch (command.verb) {
    case 'agent':
      return createAdminUsers(strapi)({ actions: command.actions });
    case 'tick': {
      const work = timers(strapi)[command.job];
      await Promise.all(Array.from({ length: command.times }, () => work()));
      return true;
    }
    case 'age':
      return age(strapi, command.ms);
    case 'age-runs':
      return ageRuns(strapi, command.ms);
    case 'rows':
      return (await strapi.db.connection(command.table).orderBy('id')) as unknown;
    case 'leases':
      return runtimeService(strapi).leases.heldNames(command.prefix);
  }
};

const answer = async (strapi: Core.Strapi, command: ChaosCommand): Promise<unknown> => {
  const campaigns = pluginService(strapi, 'campaigns');
  switch (command.verb) {
    case 'seed':
      return seed(strapi, command);
    case 'state':
      return campaigns.get(command.campaignId);
    case 'dump':
      return dump(strapi, command.campaignId);
    case 'waiting':
      return waitingWebhooks(strapi.db.connection);
    case 'events':
      return events(strapi);
    case 'audit':
      return [...(await campaigns.audit()).keys()];
    case 'send-again':
      return campaigns.resolve(command.campaignId, { action: 'send-again' }, 1);
    case 'arm':
      armFailPoint(command.point);
      return true;
    case 'act':
      return campaigns.act(command.campaignId, { action: command.action }, null);
    case 'opt-out':
      return optOut(strapi, command);
    case 'serves-number':
      return runtimeService(strapi).leases.heldNames('number:').length > 0;
    case 'admin-token':
      return (await createAdminUsers(strapi)()).token;
    case 'feed':
      return feed(strapi);
    case 'changes':
      return changes(strapi, command.kind);
    case 'files':
      return files(strapi);
    case 'health':
      return healthOf(strapi);
    case 'disk':
      return limitFile(strapi, command.isFull);
    case 'pace':
      return strapi.db
        .connection('whatsapp_accounts')
        .update({ throughput_mps: command.perSecond });
    case 'stop':
      await strapi.destroy();
      return true;
    default:
      return teamAnswer(strapi, command);
  }
};

const main = async () => {
  const strapi = await loadPluginApp(
    process.env.CHAOS_ENGINE,
    Number(process.env.CHAOS_SKEW_MS ?? 0),
    JSON.parse(process.env.CHAOS_CONFIG ?? '{}') as object
  );
  const { CHAOS_CALLS_TO: callsTo } = process.env;
  if (callsTo) sendCallsTo(strapi, callsTo);
  await listenOn(strapi, Number(process.env.CHAOS_PORT));
  process.on('message', (message: { id: number; command: ChaosCommand }) => {
    void answer(strapi, message.command)
      .then((value): ChaosReply => ({ id: message.id, ok: true, value }))
      .catch((error: unknown): ChaosReply => ({
        id: message.id,
        ok: false,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }))
      .then((reply) => process.send?.(reply));
  });
  process.send?.({ id: 0, ok: true, value: 'ready' } satisfies ChaosReply);
};

main().catch(fail);
