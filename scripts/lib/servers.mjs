import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { run } from './run.mjs';

/**
 * Whoever just installed a server lets the tests in as they come: as its administrator, without a password, from this
 * machine only. Each list is one command.
 */
const servers = [
  {
    name: 'PostgreSQL',
    client: 'postgres',
    port: 5432,
    debian: 'postgresql',
    setUp: [
      ['service', 'postgresql', 'start'],
      [
        'su',
        'postgres',
        '-c',
        `f=$(psql -tAc 'show hba_file') && { echo 'host all all 127.0.0.1/32 trust'; cat "$f"; } > "$f.new" && cat "$f.new" > "$f" && psql -qc 'select pg_reload_conf()'`,
      ],
    ],
  },
  {
    name: 'MariaDB',
    client: 'mysql',
    port: 3306,
    debian: 'mariadb-server',
    setUp: [
      ['service', 'mariadb', 'start'],
      [
        'mariadb',
        '-e',
        "ALTER USER root@localhost IDENTIFIED VIA mysql_native_password USING PASSWORD('') OR unix_socket",
      ],
    ],
  },
  // Tests start a Redis of their own, which they may kill: only the program is needed.
  { name: 'Redis', program: 'redis-server', debian: 'redis-server', setUp: [] },
];

/**
 * What the integration tests want to run on, from the environment: all of it, or what TEST_DATABASES names. DATABASE_*
 * say where the server of DATABASE_CLIENT is.
 */
export const wantedServers = (env) => {
  const named = env.TEST_DATABASES?.split(',').map((name) => name.trim());
  return servers
    .filter(({ client }) => !client || named === undefined || named.includes(client))
    .map(({ port, ...server }) => {
      if (!server.client) return server;
      const own = env.DATABASE_CLIENT === server.client;
      return {
        ...server,
        host: (own && env.DATABASE_HOST) || '127.0.0.1',
        port: Number((own && env.DATABASE_PORT) || port),
      };
    });
};

const isHere = ({ host }) => !host || ['127.0.0.1', 'localhost', '::1'].includes(host);

/** What to do about a server that does not answer: `skip` its tests, `install` and start it, or `fail`. */
export const planFor = (server, { ci, mayInstall }) => {
  if (!ci) return 'skip';
  return mayInstall && isHere(server) ? 'install' : 'fail';
};

const where = ({ host, port, program }) =>
  program ? `(${program} is not installed)` : `at ${host}:${port}`;

/** A sentence for the person who started the tests. */
export const sentenceFor = (server, plan) => {
  const missing = `${server.name} does not answer ${where(server)}`;
  const remedy = `install and start it (Debian: apt-get install ${server.debian})`;
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

const answers = async (server) =>
  server.program
    ? spawnSync(server.program, ['--version'], { stdio: 'ignore' }).status === 0
    : listens(server);

const install = async (server, { execute, say }) => {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await execute('apt-get', ['update', '-qq'], { env });
  const options = ['install', '-y', '-qq', '--no-install-recommends', server.debian];
  for (const [command, ...args] of [['apt-get', ...options], ...server.setUp]) {
    const result = await execute(command, args, { env });
    if (result.code !== 0) {
      say(`FAILED ${command} ${args[0]}\n${result.output.slice(-2000)}`);
      return;
    }
  }
};

const tools = {
  say: console.log,
  execute: run,
  answers,
  mayInstall: process.getuid?.() === 0 && existsSync('/usr/bin/apt-get'),
};

/**
 * Sees to the servers of the integration tests. A developer may do without them and is told what is left out; with CI=true
 * what is missing is installed and started, and resolves to false (after saying why) when it does not answer even then.
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
