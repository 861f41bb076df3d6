import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Strapi as the app in this folder has it, and what Strapi itself brings along. */
const strapiOf = (appDir) => {
  const fromApp = createRequire(path.join(appDir, 'package.json'));
  try {
    const entry = fromApp.resolve('@strapi/strapi/package.json');
    return { core: fromApp('@strapi/strapi'), fromStrapi: createRequire(entry) };
  } catch (error) {
    if (error?.code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error(`There is no Strapi in ${appDir}: run this in the folder of your Strapi app.`);
  }
};

/** Where the app's compiled code is; the app itself when it is written in JavaScript. */
const distDirOf = async (appDir, fromStrapi) => {
  if (!existsSync(path.join(appDir, 'tsconfig.json'))) return appDir;
  const outDir = await fromStrapi('@strapi/typescript-utils').resolveOutDir(appDir);
  if (existsSync(outDir)) return outDir;
  throw new Error(`${outDir} is not there: build the app first (strapi build).`);
};

/** One sentence when this database serves one process only; null when it serves several. */
export const databaseProblem = (client) =>
  client === 'sqlite'
    ? 'SQLite serves one process only, so there can be no worker beside the app: use PostgreSQL or MySQL, or let the app do the work itself.'
    : null;

/**
 * Loads the app without listening. Strapi ends it in order at SIGTERM and SIGINT: what is under way is finished and written,
 * and the leases are given back. Throws one sentence when it cannot start.
 */
export const runWorker = async ({ appDir, cron = false, say = console.log }) => {
  process.env.WHATSAPP_SERVE = 'worker';
  const { core, fromStrapi } = strapiOf(appDir);
  const distDir = await distDirOf(appDir, fromStrapi);
  const app = core.createStrapi({ appDir, distDir, autoReload: false, serveAdminPanel: false });
  const problem = databaseProblem(app.config.get('database.connection.client'));
  if (problem) throw new Error(problem);
  if (!cron) app.config.set('server.cron.enabled', false);
  await app.load();
  if (!app.plugin('whatsapp')) {
    await app.destroy();
    throw new Error('The WhatsApp plugin is not enabled in this app: see config/plugins.');
  }
  say('WhatsApp worker is running. SIGTERM or Ctrl-C ends it.');
};
