/**
 * The process under measure: a real Strapi with the plugin from source, driven over IPC.
 * Environment: DATABASE_*, BENCH_ENGINE (JSON).
 */
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createStrapi } from '@strapi/strapi';
import type { Core } from '@strapi/types';
import { createAnswers, type AppCommand } from './app-answers';
import { serveCommands } from './child';
import { addParseRoute } from './parse-route';

const appDir = path.resolve(__dirname, '../tests/app');

const boot = async (): Promise<Core.Strapi> => {
  process.env.STRAPI_TELEMETRY_DISABLED = 'true';
  process.env.NODE_ENV = 'test';
  process.env.ENCRYPTION_KEY = 'bench-encryption-key';
  process.env.TEST_PLUGIN_CONFIG = JSON.stringify({
    engine: JSON.parse(process.env.BENCH_ENGINE ?? '{}') as unknown,
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
  addParseRoute(strapi);
  strapi.server.mount();
  await new Promise<void>((resolve) => strapi.server.httpServer.listen(0, '127.0.0.1', resolve));
  return strapi;
};

boot()
  .then((strapi) => {
    const { port } = strapi.server.httpServer.address() as AddressInfo;
    const answer = createAnswers(strapi, `http://127.0.0.1:${port}`);
    serveCommands<AppCommand>(answer);
  })
  .catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
    );
    process.exit(1);
  });
