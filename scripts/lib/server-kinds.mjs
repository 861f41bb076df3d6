import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { findProgram } from './own-servers.mjs';

/*
 * How each database server is set up in a folder and started for tests: reached from this machine only, without a password,
 * and saving nothing, because its data go with the run. Tests kill processes that use a server, never the server.
 */
const CONNECTIONS = 400;
const host = '127.0.0.1';

const postgresOptions = (port) => ({
  port,
  listen_addresses: host,
  unix_socket_directories: '',
  max_connections: CONNECTIONS,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  shared_buffers: '128MB',
  // Who waited for whom, and in which database: a deadlock is told with its statements anyway.
  log_line_prefix: '%m [%p] %d ',
  log_lock_waits: 'on',
  // In its folder, which goes as a whole.
  dynamic_shared_memory_type: 'mmap',
});

const postgres = {
  user: 'postgres',
  isReady: /database system is ready to accept connections/,
  /** Of its data: another one cannot read them. */
  version: () =>
    /\d+/.exec(execFileSync(findProgram('postgres'), ['--version'], { encoding: 'utf8' }))[0],
  setUp: (data) => [
    findProgram('initdb'),
    ...['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '--wal-segsize=4', '-E', 'UTF8'],
    // Upper and lower case of all languages, sorted as bytes.
    process.platform === 'linux' ? '--locale=C.UTF-8' : '--locale=en_US.UTF-8',
  ],
  command: (data, port) => [
    findProgram('postgres'),
    ...['-D', data],
    ...Object.entries(postgresOptions(port)).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ],
  /** Ends it with all of its data written. */
  save: 'SIGINT',
  drop: 'SIGQUIT',
};

const mysql = {
  user: 'mysql',
  isReady: /ready for connections/,
  version: () => '',
  setUp: (data) => [
    findProgram('mariadb-install-db'),
    ...['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal'],
    ...['--skip-test-db', '--skip-name-resolve', '--innodb-log-file-size=16M'],
  ],
  command: (data, port) => [
    findProgram('mariadbd'),
    ...['--no-defaults', `--datadir=${data}`, `--port=${port}`, `--bind-address=${host}`],
    // Relative to its data: a path to a socket must be short.
    ...['--socket=server.sock', `--pid-file=${path.join(data, 'server.pid')}`],
    ...[
      '--skip-name-resolve',
      `--max-connections=${CONNECTIONS}`,
      '--character-set-server=utf8mb4',
    ],
    ...['--skip-log-bin', '--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=0'],
    ...['--innodb-flush-method=nosync', '--sync-frm=0', '--innodb-log-file-size=16M'],
    ...['--innodb-buffer-pool-size=256M', '--max-allowed-packet=64M'],
  ],
  save: 'SIGTERM',
  drop: 'SIGKILL',
};

export const kinds = { postgres, mysql };

const idOf = (option, user) =>
  Number(
    execFileSync('id', [option, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  );

/** The user that its package made, else nobody in particular: database servers refuse to run as root. */
export const identityFor = (user, isRoot = process.getuid?.() === 0, look = idOf) => {
  if (!isRoot) return {};
  for (const name of [user, 'nobody']) {
    try {
      return { uid: look('-u', name), gid: look('-g', name) };
    } catch {
      // There is no such user here.
    }
  }
  throw new Error(`There is neither a user "${user}" nor "nobody" to run a database server as.`);
};
