import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { findProgram } from './own-servers.mjs';
import { run } from './run.mjs';

/** What the integration tests start for themselves: only the programs are needed, in no service. */
const servers = [
  {
    name: 'PostgreSQL',
    client: 'postgres',
    port: 5432,
    programs: ['postgres', 'initdb'],
    debian: 'postgresql',
  },
  {
    name: 'MariaDB',
    client: 'mysql',
    port: 3306,
    programs: ['mariadbd', 'mariadb-install-db'],
    debian: 'mariadb-server',
  },
  { name: 'Redis', programs: ['redis-server'], debian: 'redis-server' },
];

const ADDRESS = ['HOST', 'PORT', 'USERNAME', 'PASSWORD'];

/**
 * What the integration tests want to run on, from the environment: all of it, or what TEST_DATABASES names. `isGiven`:
 * DATABASE_* describe a server of DATABASE_CLIENT, which is used instead of one of our own.
 */
export const wantedServers = (env) => {
  const named = env.TEST_DATABASES?.split(',').map((name) => name.trim());
  return servers
    .filter(({ client }) => !client || named === undefined || named.includes(client))
    .map((server) => {
      if (!server.client) return { ...server, isGiven: false };
      const isGiven =
        env.DATABASE_CLIENT === server.client && ADDRESS.some((part) => env[`DATABASE_${part}`]);
      return {
        ...server,
        isGiven,
        host: (isGiven && env.DATABASE_HOST) || '127.0.0.1',
        port: Number((isGiven && env.DATABASE_PORT) || server.port),
      };
    });
};

/** Are the programs installed that make and run one? */
const isInstalled = ({ programs }) => programs.every((name) => findProgram(name) !== null);

/** The databases whose server a test run starts itself, and stops: `['postgres', 'mysql']`. */
export const ownDatabases = (env, installed = isInstalled) =>
  wantedServers(env)
    .filter((server) => server.client && !server.isGiven && installed(server))
    .map(({ client }) => client);

/** What to do about a server that is missing: `skip` its tests, `install` its programs, or `fail`. */
export const planFor = (server, { ci, mayInstall }) => {
  if (!ci) return 'skip';
  return mayInstall && !server.isGiven ? 'install' : 'fail';
};

/** A sentence for the person who started the tests. */
export const sentenceFor = (server, plan) => {
  const missing = server.isGiven
    ? `${server.name} does not answer at ${server.host}:${server.port}`
    : `${server.name} is not installed (${server.programs.join(', ')})`;
  const remedy = server.isGiven
    ? 'start it, or take DATABASE_* away for one that the tests start themselves'
    : `install it (Debian: apt-get install ${server.debian}); it need not run`;
  if (plan === 'skip')
    return `${missing}: its tests are left out. With CI=true they would fail; to run them, ${remedy}.`;
  if (plan === 'install') return `${missing}: installing ${server.debian} …`;
  const others = server.client ? ', or name the databases to test on in TEST_DATABASES' : '';
  return `${missing}, and CI=true skips nothing: ${remedy}${others}.`;
};

const listens = ({ host, port }) =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });

/** Where the programs are missing, what listens at the usual port will do: in a container, say. */
const answers = async (server) =>
  (!server.isGiven && isInstalled(server)) || (Boolean(server.client) && (await listens(server)));

const install = async (server, { execute, say }) => {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await execute('apt-get', ['update', '-qq'], { env });
  const args = ['install', '-y', '-qq', '--no-install-recommends', server.debian];
  const result = await execute('apt-get', args, { env });
  if (result.code !== 0) say(`FAILED apt-get install\n${result.output.slice(-2000)}`);
};

const tools = {
  say: console.log,
  execute: run,
  answers,
  mayInstall: process.getuid?.() === 0 && existsSync('/usr/bin/apt-get'),
};

/**
 * Sees to the servers of the integration tests, which start them themselves (tests/support/own-servers.ts). A developer may
 * do without them and is told what is left out; with CI=true what is missing is installed, and it resolves to false (after
 * saying why) when it is missing even then.
 */
export const ensureServers = async (env, given = {}) => {
  const { say, mayInstall, ...rest } = { ...tools, ...given };
  let isComplete = true;
  for (const server of wantedServers(env)) {
    if (await rest.answers(server)) continue;
    const plan = planFor(server, { ci: env.CI === 'true', mayInstall });
    say(sentenceFor(server, plan));
    if (plan === 'skip') continue;
    if (plan === 'install') {
      await install(server, { execute: rest.execute, say });
      if (await rest.answers(server)) continue;
      say(sentenceFor(server, 'fail'));
    }
    isComplete = false;
  }
  return isComplete;
};
