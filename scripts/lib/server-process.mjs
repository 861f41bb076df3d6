import { execFileSync, spawn } from 'node:child_process';
import {
  chownSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  utimesSync,
} from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { identityFor, kinds } from './server-kinds.mjs';

const keptLines = 30;

/** Runs a command to its end, or throws with what it wrote. */
const complete = async ([command, ...args], options) => {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${Buffer.concat(chunks)}`);
};

/** Resolves to the process once the server takes connections. */
const launch = async (kind, { data, port, identity, log }) => {
  const [command, ...args] = kind.command(data, port);
  const child = spawn(command, args, {
    ...identity,
    cwd: data,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines = [];
  child.stderr.pipe(createWriteStream(log, { flags: 'a' }));
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${command} ended:\n${lines.join('\n')}`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      if (kind.isReady.test(line)) resolve();
    });
  });
  return child;
};

const end = (child, signal) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', resolve);
    child.kill(signal);
  });

const own = (folder, { uid, gid }) => {
  if (uid === undefined) return;
  execFileSync('chown', ['-R', `${uid}:${gid}`, folder]);
};

const copyFolder = (from, to) => execFileSync('cp', ['-R', from, to]);

/** Whole or not at all: another run may be looking for it. */
const copyWhole = (from, to) => {
  const scratch = `${to}.${process.pid}`;
  mkdirSync(path.dirname(to), { recursive: true });
  try {
    copyFolder(from, scratch);
    if (!existsSync(to)) renameSync(scratch, to);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

/**
 * Starts the server of `client` with its data in `folder`: a copy of `kept`, data that an earlier run has kept, or new
 * ones. What it says is in `log`. `keep` stops it, keeps its data there, and starts it again; `stop` ends it at once and saves nothing.
 */
export const startServer = async (client, { folder, port, kept }) => {
  const kind = kinds[client];
  const identity = identityFor(kind.user);
  const data = path.join(folder, client);
  const version = kind.version();
  const keptHere = kept && `${kept}${version}`;
  if (keptHere && existsSync(keptHere)) {
    copyFolder(keptHere, data);
    // Those used last stay longest.
    utimesSync(keptHere, new Date(), new Date());
    own(data, identity);
  } else {
    mkdirSync(data, { mode: 0o700 });
    if (identity.uid !== undefined) chownSync(data, identity.uid, identity.gid);
    await complete(kind.setUp(data), { ...identity, cwd: data });
  }
  const log = path.join(folder, `${client}.log`);
  let child = await launch(kind, { data, port, identity, log });
  return {
    port,
    log,
    version: Number(version),
    keep: async () => {
      await end(child, kind.save);
      copyWhole(data, keptHere);
      child = await launch(kind, { data, port, identity, log });
    },
    stop: () => end(child, kind.drop),
  };
};
