/**
 * The process that chaos kills: a real Strapi with the plugin from source, driven over IPC.
 * Environment: DATABASE_*, CHAOS_PORT, CHAOS_SIM_URL, CHAOS_ENGINE (JSON).
 */
import type { Core } from '@strapi/types';
import { armFailPoint } from '../../server/src/kernel/fail-point';
import { addPeople } from '../support/people';
import {
  fail,
  launchCampaign,
  listenOn,
  loadPluginApp,
  pluginService,
} from '../support/plugin-process';
import type { ChaosCommand, ChaosReply, RecipientDump } from './protocol';

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
  });
  return { campaignId };
};

const dump = async (strapi: Core.Strapi, campaignId: number): Promise<RecipientDump[]> => {
  const rows = (await strapi.db
    .connection('whatsapp_recipients')
    .where({ campaign_id: campaignId })
    .select('id', 'state', 'rank', 'attempt', 'doubled')) as Record<string, unknown>[];
  return rows.map((row) => ({
    id: Number(row.id),
    state: String(row.state),
    rank: Number(row.rank),
    attempt: Number(row.attempt),
    doubled: Boolean(Number(row.doubled)),
  }));
};

const waiting = async (strapi: Core.Strapi): Promise<number> => {
  const count = async (table: string, states: string[]) => {
    const [row] = (await strapi.db
      .connection(table)
      .whereIn('state', states)
      .count({ n: '*' })) as { n: unknown }[];
    return Number(row?.n);
  };
  return (
    (await count('whatsapp_webhook_events', ['new'])) +
    (await count('whatsapp_webhook_changes', ['new', 'retry']))
  );
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
      return waiting(strapi);
    case 'events':
      return events(strapi);
    case 'audit':
      return [...(await campaigns.audit()).keys()];
    case 'send-again':
      return campaigns.resolve(command.campaignId, { action: 'send-again' }, 1);
    case 'arm':
      armFailPoint(command.point);
      return true;
    case 'changes':
      return changes(strapi, command.kind);
    case 'stop':
      await strapi.destroy();
      return true;
  }
};

const main = async () => {
  const strapi = await loadPluginApp(process.env.CHAOS_ENGINE);
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
