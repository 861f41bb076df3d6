/**
 * The database servers of one test run. Forked by it (tests/support/own-servers.ts) and tied to it: when the run ends, in
 * whatever way, the channel between the two closes, and the servers end with their data. Argument: `{ servers: { client:
 * { port, kept } } }` as JSON. Answers `{ started }` with what runs, and each `{ keep: client }` with `{ kept }`.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cleanAbandoned, dataFolder, folderPrefix } from './lib/own-servers.mjs';
import { startServer } from './lib/server-process.mjs';

const { servers: wanted } = JSON.parse(process.argv[2]);
const running = {};
const folder = mkdtempSync(folderPrefix(dataFolder()));
// The servers run as other users, who must get at their part.
chmodSync(folder, 0o755);

/** What is under way: nothing ends in the middle of it. */
let busy = Promise.resolve();
let isEnding = false;
const endAll = async (code) => {
  if (isEnding) return;
  isEnding = true;
  await busy.catch(() => undefined);
  await Promise.all(Object.values(running).map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
};

const answer = (message) => process.connected && process.send(message);

const failed = (error) => {
  answer({ failed: error.message });
  return endAll(1);
};

const start = async ([client, options]) => {
  running[client] = await startServer(client, { ...options, folder });
};

const startAll = async () => {
  await cleanAbandoned();
  const starts = await Promise.allSettled(Object.entries(wanted).map(start));
  const broken = starts.find(({ status }) => status === 'rejected');
  if (broken) throw broken.reason;
  const about = ([client, { port, version, log }]) => [client, { port, version, log }];
  answer({ started: Object.fromEntries(Object.entries(running).map(about)) });
};

const keep = async (client) => {
  await running[client].keep();
  answer({ kept: client });
};

process.once('disconnect', () => void endAll(0));
process.once('SIGTERM', () => void endAll(0));
// Ctrl-C is for the run, which may still need them while it ends.
process.on('SIGINT', () => undefined);
process.once('uncaughtException', failed);
process.on('message', (message) => {
  busy = busy.then(() => keep(message.keep));
  busy.catch(failed);
});
busy = startAll();
busy.catch(failed);
