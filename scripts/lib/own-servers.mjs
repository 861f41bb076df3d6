import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/* Where the database servers of a test run keep their data, where their programs are, and what a killed run left. */

const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 2 * 1024 ** 3;
/** The rest of the name: the process that the folder belongs to, and random letters. */
const PREFIX = 'whatsapp-servers-';

const freeBytes = (folder) => {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    // Not on this system, or not for this user.
    return 0;
  }
};

/** In memory, where the system offers two gigabytes of it as a folder; else the folder of temporary files. */
export const dataFolder = (freeIn = freeBytes) =>
  freeIn(MEMORY) >= ENOUGH_BYTES ? MEMORY : os.tmpdir();

const POSTGRES = '/usr/lib/postgresql';
const namesIn = (folder) => (existsSync(folder) ? readdirSync(folder) : []);

/** PATH, and where Debian puts what only its service scripts call: the newest PostgreSQL first. */
export const programFolders = (env, versions = namesIn(POSTGRES)) => [
  ...(env.PATH ?? '').split(path.delimiter).filter(Boolean),
  ...[...versions].sort((a, b) => Number(b) - Number(a)).map((v) => `${POSTGRES}/${v}/bin`),
  '/usr/sbin',
  '/usr/local/sbin',
];

/** The program's full path; null when it is not installed. */
export const findProgram = (name, folders = programFolders(process.env), exists = existsSync) =>
  folders.map((folder) => path.join(folder, name)).find(exists) ?? null;

/** Starts the name of a new folder of this process. */
export const folderPrefix = (base, pid = process.pid) => path.join(base, `${PREFIX}${pid}-`);

const commandOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    if (existsSync('/proc/self')) return '';
  }
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
};

/** Folders whose process is gone. A number that another program has been given since counts as gone. */
export const abandoned = (names, commandOfOwner = commandOf) =>
  names.filter((name) => {
    const [, pid] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? [];
    return pid !== undefined && !commandOfOwner(Number(pid)).includes('test-servers');
  });

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const endServer = async (pidFile, folder) => {
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  const isRunning = () => commandOf(pid).includes(folder);
  // PostgreSQL ends its processes at SIGQUIT, without saving; what does not end goes by force.
  for (const signal of ['SIGQUIT', 'SIGKILL']) {
    if (!isRunning()) return;
    process.kill(pid, signal);
    for (let looks = 0; looks < 50 && isRunning(); looks += 1) await pause(100);
  }
};

/** Ends servers whose run was killed, and removes their data. */
export const cleanAbandoned = async (bases = [MEMORY, os.tmpdir()]) => {
  for (const base of new Set(bases)) {
    for (const name of abandoned(namesIn(base))) {
      const folder = path.join(base, name);
      await endServer(path.join(folder, 'postgres/postmaster.pid'), folder);
      await endServer(path.join(folder, 'mysql/server.pid'), folder);
      rmSync(folder, { recursive: true, force: true });
    }
  }
};
