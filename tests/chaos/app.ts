/**
 * The process that chaos kills: a real Strapi with the plugin from source, driven over IPC.
 * Environment: DATABASE_*, CHAOS_PORT, CHAOS_SIM_URL, CHAOS_ENGINE (JSON).
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createStrapi } from '@strapi/strapi';
import type { Core } from '@strapi/types';
import { armFailPoint } from '../../server/src/kernel/fail-point';
import { addPeople } from '../support/people';
import type { ChaosCommand, ChaosReply, RecipientDump } from './protocol';

const appDir = path.resolve(__dirname, '../app');

const boot = async (): Promise<Core.Strapi> => {
  process.env.STRAPI_TELEMETRY_DISABLED = 'true';
  process.env.NODE_ENV = 'test';
  process.env.ENCRYPTION_KEY = 'chaos-encryption-key';
  process.env.TEST_PLUGIN_CONFIG = JSON.stringify({
    engine: JSON.parse(process.env.CHAOS_ENGINE ?? '{}') as unknown,
  });
  mkdirSync(path.join(appDir, 'public/uploads'), { recursive: true });
  mkdirSync(path.join(appDir, 'src/api'), { recursive: true });
  const strapi = createStrapi({
    appDir,
    distDir: appDir,
    autoReload: false,
    serveAdminPanel: false,
  });
  await strapi.load();
  strapi.server.mount();
  const port = Number(process.env.CHAOS_PORT);
  await new Promise<void>((resolve) => strapi.server.httpServer.listen(port, '127.0.0.1', resolve));
  return strapi;
};

interface Services {
  accounts: { connectNumber(input: Record<string, unknown>): Promise<{ id: number }> };
  templates: {
    sync(accountId: number): Promise<unknown>;
    list(query: object): Promise<{
      templates: {
        id: number;
        category: string;
        sendable: { ok: boolean };
        slots: { key: string; kind: string }[];
      }[];
    }>;
  };
  campaigns: {
    create(draft: object): Promise<{ id: number }>;
    preflight(id: number): Promise<{ willReceive: number }>;
    launch(id: number, body: object, userId: number): Promise<unknown>;
    get(id: number): Promise<{ state: string; counts: Record<string, number> }>;
    audit(): Promise<Map<number, unknown>>;
    resolve(id: number, body: object, userId: number): Promise<number>;
  };
}

const service = <K extends keyof Services>(strapi: Core.Strapi, name: K): Services[K] =>
  strapi.plugin('whatsapp').service(name) as Services[K];

const seed = async (strapi: Core.Strapi, command: Extract<ChaosCommand, { verb: 'seed' }>) => {
  const account = await service(strapi, 'accounts').connectNumber(command.account);
  await service(strapi, 'templates').sync(account.id);
  const { templates } = await service(strapi, 'templates').list({});
  const template = templates.find(
    (t) => t.sendable.ok && t.category === 'UTILITY' && t.slots.every((s) => s.kind === 'text')
  );
  if (!template) throw new Error('the simulator has no usable utility template');
  const groupId = await addPeople({ strapi } as never, {
    group: `Chaos ${command.from ?? 1}`,
    from: command.from ?? 1,
    count: command.recipients,
    optIn: command.recipients,
  });
  const binding = { source: { kind: 'contact', field: 'name' }, fallback: 'friend' };
  const campaigns = service(strapi, 'campaigns');
  const { id } = await campaigns.create({
    name: 'Chaos',
    accountId: account.id,
    templateId: template.id,
    bindings: Object.fromEntries(template.slots.map((slot) => [slot.key, binding])),
    audience: { kind: 'group', groupId },
    when: 'now',
    uncertainPolicy: command.policy,
  });
  const { willReceive } = await campaigns.preflight(id);
  await campaigns.launch(id, { expected: willReceive, typed: willReceive }, 1);
  return { campaignId: id };
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
  const campaigns = service(strapi, 'campaigns');
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
  const strapi = await boot();
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

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
  );
  process.exit(1);
});
