import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensurePlaygroundEnv } from '../../scripts/lib/playground-env.mjs';
import { startCounting } from './count';
import { startDemoProcess } from './demo-process';
import { fileOf, modulesOf, publish, removeOlder, versionOf } from './prepared-databases';

/** Set for the test processes by the one that prepared. */
const PREPARED = 'TEST_PREPARED_DEMO';

/** What the demo is made of; its database holds secrets encrypted with a key of `.env`. */
const SOURCES = [
  'server/src',
  'formats',
  'simulator/src',
  'strapi-server.ts',
  'playground/config',
  'playground/src',
  'playground/.env',
  'scripts/start.mjs',
  'tests/support/demo-process.ts',
  'package-lock.json',
];

/** Its people wrote minutes and hours ago, and a day after that their windows are closed. */
const FRESH_MS = 20 * 60_000;

const isFresh = (file: string): boolean => {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs < FRESH_MS;
};

/** Before all browser tests: a database on which `npm start` was ready once, to be copied for each file. */
export default async function prepareDemo(): Promise<void> {
  ensurePlaygroundEnv(path.resolve(__dirname, '../..'));
  const version = `${versionOf(SOURCES)}_demo`;
  const file = fileOf(version, 'db');
  process.env['TEST_KEPT_MODULES'] = modulesOf(version);
  if (!isFresh(file)) {
    const folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-demo-'));
    const database = path.join(folder, 'demo.db');
    try {
      // The second start changes what the Content Manager wrote at the first.
      const env = { TEST_KEEP_MODULES: 'strapi.js' };
      for (let start = 0; start < 2; start += 1)
        await (await startDemoProcess(database, { env })).stop();
      removeOlder();
      publish(file, (to) => copyFileSync(database, to));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  process.env[PREPARED] = file;
  startCounting();
}

/** The file to copy; outside of a test run there is none. */
export const preparedDemo = (): string | undefined => process.env[PREPARED];
