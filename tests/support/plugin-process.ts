/** Parts of programs that run as a process of their own: a real Strapi with the plugin from source. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createStrapi } from '@strapi/strapi';
import type { Core } from '@strapi/types';
import type { TrialPlan } from '../../server/src/contracts/campaign-trial';
import { count } from './count';
import { leaveOutKnownWork } from './known-work';
import { systemClock, type Clock } from '../../server/src/kernel/clock';

const appDir = path.resolve(__dirname, '../app');

/** A clock that is wrong by this many milliseconds; the time that passes is right. */
const skewedClock = (ms: number): Clock => ({
  ...systemClock,
  now: () => systemClock.now() + ms,
});

/**
 * Loads Strapi on the database of DATABASE_* (TEST_IS_COPY: one on which the plugin has started before) with these
 * constants of the engine (JSON text), its clock wrong by `skewMs`; `config`: what else the plugin is told.
 */
export const loadPluginApp = async (
  engine = '{}',
  skewMs = 0,
  config: object = {}
): Promise<Core.Strapi> => {
  count('boots');
  if (skewMs !== 0) (globalThis as { testClock?: Clock }).testClock = skewedClock(skewMs);
  process.env.STRAPI_TELEMETRY_DISABLED = 'true';
  process.env.NODE_ENV = 'test';
  process.env.ENCRYPTION_KEY = 'test-encryption-key';
  process.env.TEST_PLUGIN_CONFIG = JSON.stringify({
    ...config,
    engine: JSON.parse(engine) as unknown,
  });
  // Git keeps no empty folders, and Strapi refuses to boot without these.
  mkdirSync(path.join(appDir, 'public/uploads'), { recursive: true });
  mkdirSync(path.join(appDir, 'src/api'), { recursive: true });
  const options = { appDir, distDir: appDir, autoReload: false, serveAdminPanel: false };
  const strapi = createStrapi(options);
  if (process.env['TEST_IS_COPY'] === 'true') leaveOutKnownWork(strapi);
  return strapi.load();
};

/** Mounts the routes and listens; port 0 takes a free one. */
export const listenOn = async (strapi: Core.Strapi, port: number): Promise<void> => {
  strapi.server.mount();
  await new Promise<void>((resolve) => strapi.server.httpServer.listen(port, '127.0.0.1', resolve));
};

/** The services that such programs use, as far as they use them. */
export interface PluginServices {
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
    act(id: number, body: object, userId: number | null): Promise<unknown>;
    audit(): Promise<Map<number, unknown>>;
    resolve(id: number, body: object, userId: number): Promise<number>;
  };
}

export const pluginService = <K extends keyof PluginServices>(
  strapi: Core.Strapi,
  name: K
): PluginServices[K] => strapi.plugin('whatsapp').service(name) as PluginServices[K];

/** Starts a campaign of the simulator's utility template with the name of each person in it. */
export const launchCampaign = async (
  strapi: Core.Strapi,
  draft: {
    name: string;
    accountId: number;
    groupId: number;
    uncertainPolicy: string;
    trial?: TrialPlan;
  }
): Promise<{ campaignId: number; willReceive: number }> => {
  const { templates } = await pluginService(strapi, 'templates').list({});
  const template = templates.find(
    (t) => t.sendable.ok && t.category === 'UTILITY' && t.slots.every((s) => s.kind === 'text')
  );
  if (!template) throw new Error('the simulator has no usable utility template');
  const binding = { source: { kind: 'contact', field: 'name' }, fallback: 'friend' };
  const { groupId, ...rest } = draft;
  const campaigns = pluginService(strapi, 'campaigns');
  const { id } = await campaigns.create({
    ...rest,
    templateId: template.id,
    bindings: Object.fromEntries(template.slots.map((slot) => [slot.key, binding])),
    audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
    when: 'now',
  });
  const { willReceive } = await campaigns.preflight(id);
  await campaigns.launch(id, { expected: willReceive, typed: willReceive }, 1);
  return { campaignId: id, willReceive };
};

/** Ends the program with what went wrong. */
export const fail = (error: unknown): never => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
  );
  process.exit(1);
};
