import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Core } from '@strapi/types';
import { getTasks } from 'node-cron';
import request from 'supertest';
import { count } from './count';
import { leaveOutKnownWork } from './known-work';
import { rememberRoutes } from './known-routes';
import { rememberAbilities } from './remembered-abilities';
import { createAdminUsers, type AdminUser, type WhoIsAdmin } from './admin-users';
import {
  createDatabase,
  createEmptyDatabase,
  type DatabaseClient,
  type TestDatabase,
} from './databases';

export { createDatabase, createEmptyDatabase, databases } from './databases';
export type { DatabaseClient, TestDatabase } from './databases';
export type { AdminUser, EntryReader, WhoIsAdmin } from './admin-users';

declare global {
  /** Set by a start that failed, read by `native/runtime.cjs`. */
  var hasHalfAStrapi: boolean | undefined;
}

export type BootOptions = {
  /** False boots the host app without the plugin. */
  plugin?: boolean;
  /** The plugin's `config` in config/plugins. */
  config?: Record<string, unknown>;
  /** Environment for this boot; `undefined` removes a variable. Restored by `close`. */
  env?: Record<string, string | undefined>;
  /** A client name makes a fresh database, dropped by `close`; a database of `createDatabase` is kept. */
  database?: DatabaseClient | TestDatabase;
};

export type BootedStrapi = {
  strapi: Core.Strapi;
  /** Requests without listening: `http.get('/whatsapp/…').set('Authorization', `Bearer ${token}`)`. */
  http: ReturnType<typeof request>;
  database: TestDatabase;
  /** Access token of a new administrator; super admin unless told otherwise. */
  adminToken: (who?: WhoIsAdmin) => Promise<string>;
  adminUser: (who?: WhoIsAdmin) => Promise<AdminUser>;
  /** Listens on a free port and answers the base URL (needed for streams). */
  listen: () => Promise<string>;
  close: () => Promise<void>;
};

const appDir = path.resolve(__dirname, '../app');

const applyEnv = (env: Record<string, string | undefined>) => {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  const put = (name: string, value: string | undefined) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  Object.entries(env).forEach(([name, value]) => put(name, value));
  return () => before.forEach(([name, value]) => put(name, value));
};

const environmentOf = (options: BootOptions, database: TestDatabase) => ({
  NODE_ENV: 'test',
  STRAPI_TELEMETRY_DISABLED: 'true',
  ENCRYPTION_KEY: 'test-encryption-key',
  TEST_PLUGIN: String(options.plugin ?? true),
  TEST_PLUGIN_CONFIG: JSON.stringify(options.config ?? {}),
  // Keeps `databases()` pointed at the server the suite was started for.
  TEST_DATABASE_CLIENT: process.env['TEST_DATABASE_CLIENT'] ?? process.env['DATABASE_CLIENT'],
  ...database.env,
  ...options.env,
});

/**
 * A Strapi that fails at its start keeps what it has registered so far, in modules that the files after this one would get:
 * each of their starts would fail for it. The runtime gives them modules of their own.
 */
const loadOrLeaveNothing = async (strapi: Core.Strapi): Promise<void> => {
  try {
    await strapi.load();
  } catch (error) {
    globalThis.hasHalfAStrapi = true;
    // What did not start may be unable to stop; the failure of the start is what a test reports.
    await strapi.destroy().catch(() => undefined);
    throw error;
  }
};

const load = async ({ isCopy }: { isCopy: boolean }): Promise<Core.Strapi> => {
  count('boots');
  // Git keeps no empty folders, and Strapi refuses to boot without this one.
  mkdirSync(path.join(appDir, 'public/uploads'), { recursive: true });
  mkdirSync(path.join(appDir, 'src/api'), { recursive: true });
  const { createStrapi } = await import('@strapi/strapi');
  const strapi = createStrapi({
    appDir,
    distDir: appDir,
    autoReload: false,
    serveAdminPanel: false,
  });
  if (isCopy) leaveOutKnownWork(strapi);
  rememberRoutes();
  await loadOrLeaveNothing(strapi);
  strapi.server.mount();
  // Strapi gathers all its types again at each look, and looks for each permission. After the start they stay as they are.
  Object.defineProperty(strapi, 'contentTypes', { value: strapi.contentTypes });
  rememberAbilities(strapi);
  return strapi;
};

const OF_THE_WALL_CLOCK = [
  'accounts',
  'templates',
  'template-reviews',
  'template-sync',
  'retention',
  'housekeeping',
  'uploaded-files',
];

/**
 * What comes at a time of day (numbers are read again each quarter, old rows go at night) would put back what a test has
 * set whenever the clock on the wall happens to pass it: tests call that work themselves.
 */
const stopWallClock = async () => {
  for (const task of getTasks().values()) {
    if (OF_THE_WALL_CLOCK.some((name) => task.name === `whatsapp.${name}`)) await task.stop();
  }
};

const listenOn = async (strapi: Core.Strapi): Promise<string> => {
  const server = strapi.server.httpServer;
  if (!server.listening) {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/**
 * Boots a real Strapi with the plugin from source on a fresh database. One at a time per
 * process: Strapi is a global. Always `await close()`.
 */
export const bootStrapi = async (options: BootOptions = {}): Promise<BootedStrapi> => {
  const wanted = options.database ?? (process.env['DATABASE_CLIENT'] as DatabaseClient | undefined);
  const owned = typeof wanted !== 'object';
  const create = options.plugin === false ? createEmptyDatabase : createDatabase;
  const database = owned ? await create(wanted) : wanted;
  const restoreEnv = applyEnv(environmentOf(options, database));
  const dispose = async () => {
    restoreEnv();
    if (owned) await database.drop();
  };
  try {
    const strapi = await load(database);
    await stopWallClock();
    const adminUser = createAdminUsers(strapi);
    return {
      strapi,
      http: request(strapi.server.httpServer),
      database,
      adminUser,
      adminToken: async (who) => (await adminUser(who)).token,
      listen: () => listenOn(strapi),
      close: async () => {
        strapi.server.httpServer.closeAllConnections();
        await strapi.destroy();
        await dispose();
      },
    };
  } catch (error) {
    await dispose();
    throw error;
  }
};
