/**
 * The process under measure: a real Strapi with the plugin from source, driven over IPC.
 * Environment: DATABASE_*, BENCH_ENGINE (JSON).
 */
import type { AddressInfo } from 'node:net';
import { fail, listenOn, loadPluginApp } from '../tests/support/plugin-process';
import { createAnswers, type AppCommand } from './app-answers';
import { serveCommands } from './child';
import { addParseRoute } from './parse-route';

const main = async () => {
  const strapi = await loadPluginApp(process.env.BENCH_ENGINE);
  addParseRoute(strapi);
  await listenOn(strapi, 0);
  const { port } = strapi.server.httpServer.address() as AddressInfo;
  serveCommands<AppCommand>(createAnswers(strapi, `http://127.0.0.1:${port}`));
};

main().catch(fail);
