import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { count } from './count';
import { inDatabase } from './demo-database';
import { freePort } from './free-port';

/** What `npm start` says when it is ready, and its end. */
export interface DemoProcess {
  readonly adminUrl: string;
  readonly phoneUrl: string;
  readonly email: string;
  readonly password: string;
  stop(): Promise<void>;
  /** As when the power goes: nobody is asked, and nobody writes anything more. */
  kill(): Promise<void>;
}

const root = path.resolve(__dirname, '../..');

const READY_ADMIN = /Ready: admin (\S+) \((\S+) \/ (\S+)\)/;
const READY_PHONE = /Ready: customer phone (\S+)/;

const untilReady = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (READY_ADMIN.test(output) && READY_PHONE.test(output)) resolve(output);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) =>
      reject(new Error(`npm start ended with ${String(code)}:\n${output}`))
    );
  });

/** What the script started: each is the first of a group of its own. */
const startedBy = (pid: number): number[] =>
  execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .map(Number);

const endOf = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => child.once('exit', resolve));

const killAll = async (child: ChildProcess): Promise<void> => {
  const groups = startedBy(child.pid ?? 0);
  const gone = endOf(child);
  child.kill('SIGKILL');
  for (const pid of groups) process.kill(-pid, 'SIGKILL');
  await gone;
};

/** The language of the people whom the tests look for; those who look for words in another one say so in `env`. */
const LANGUAGE = 'tr';

/** Each test names the language of its pages: a profile that names one would win over it. */
const withoutLanguage = (database: string): Promise<void> =>
  inDatabase(database, async (knex) => {
    await knex('admin_users').update({ prefered_language: null });
  });

const KEPT_MODULES = path.join(__dirname, 'native/kept-modules.cjs');

/** Runs the start script on free ports and this file of SQLite; resolves when both `Ready:` lines are there. */
export const startDemoProcess = async (
  database: string,
  { shop = false, env = {} }: { shop?: boolean; env?: Record<string, string> } = {}
): Promise<DemoProcess> => {
  count('browser servers');
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      SIMULATOR_PORT: String(simulatorPort),
      WHATSAPP_DEMO_LANGUAGE: LANGUAGE,
      WHATSAPP_DEMO_SHOP: String(shop),
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: database,
      DATABASE_SYNCHRONOUS: 'false',
      ...(process.env['TEST_KEPT_MODULES'] ? { NODE_OPTIONS: `--require ${KEPT_MODULES}` } : {}),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = await untilReady(child);
  await withoutLanguage(database);
  const [, adminUrl = '', email = '', password = ''] = READY_ADMIN.exec(output) ?? [];
  const [, phoneUrl = ''] = READY_PHONE.exec(output) ?? [];
  return {
    adminUrl,
    phoneUrl,
    email,
    password,
    stop: async () => {
      const gone = endOf(child);
      child.kill('SIGINT');
      await gone;
    },
    kill: () => killAll(child),
  };
};
