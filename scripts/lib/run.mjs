import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';

/** Linux counts processor time in hundredths of a second for every program, whatever the kernel's own tick. */
const TICKS_PER_SECOND = 100;

/**
 * Processor seconds of all child processes that ended so far, with those that they waited for themselves. Null where
 * the system has no /proc.
 */
export const endedChildrenSeconds = () => {
  try {
    // The name of the program stands in brackets and may hold spaces.
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1).split(' ');
    return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
};

/**
 * Processor seconds that everything on this machine has used since it started. Of a browser's processes most are not
 * waited for by the process that started it: only the machine as a whole knows them.
 */
export const machineSeconds = () =>
  os
    .cpus()
    .map(({ times }) => times.user + times.nice + times.sys + times.irq)
    .reduce((sum, ms) => sum + ms, 0) / 1000;

/** What `run` has started and what runs still. */
const live = new Set();
/** After `endAll` nothing is started any more. */
let isOver = false;
/** How long what is told to end may take before it is killed. */
const GRACE_MS = 10_000;

/** Each process with its parent: from /proc on Linux, where `ps` may be missing, else from `ps`; none without both. */
const processPairs = () => {
  const read = (pid) => {
    try {
      const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
      return [[Number(pid), Number(parent)]];
    } catch {
      return []; // ended meanwhile
    }
  };
  try {
    if (existsSync('/proc/self/stat')) return readdirSync('/proc').filter(Number).flatMap(read);
    const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    return list.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  } catch {
    return [];
  }
};

/** The processes below one, however deep. */
const descendantsOf = (pid) => {
  const pairs = processPairs();
  const found = [pid];
  for (const one of found)
    for (const [child, parent] of pairs) if (parent === one) found.push(child);
  return found.slice(1);
};

const signal = (pids, name) => {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // Gone already.
    }
  }
};

/** Ends everything that `run` has started and that runs still, with all that it started; by force after ten seconds. */
export const endAll = async () => {
  isOver = true;
  const pids = [...live].flatMap(({ pid }) => [pid, ...descendantsOf(pid)]);
  signal(pids, 'SIGTERM');
  const until = performance.now() + GRACE_MS;
  while (live.size > 0 && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 100));
  signal(pids, 'SIGKILL');
};

let counted = endedChildrenSeconds() ?? 0;

/** What the child that has just ended used: nobody else ended since the last one was asked for. */
const processorOfLast = () => {
  const all = endedChildrenSeconds();
  if (all === null) return null;
  const own = all - counted;
  counted = all;
  return own;
};

/**
 * Runs a command and resolves to its exit code, its output (both streams, in order), the seconds it took and the
 * processor seconds it used (null where they cannot be read). A command that cannot be started has the code 127.
 * `show` also prints the output as it comes. After `endAll` nothing is started, and the code is 127 as well.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: object, show?: boolean }} [options]
 */
export const run = (command, args, { cwd, env, show = false } = {}) =>
  new Promise((resolve) => {
    if (isOver) return resolve({ code: 127, output: 'stopped', seconds: 0, processor: 0 });
    const started = performance.now();
    const chunks = [];
    let processor = null;
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    live.add(child);
    const keep = (chunk) => {
      chunks.push(chunk);
      if (show) process.stdout.write(chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const settle = (code) => {
      live.delete(child);
      resolve({
        code,
        output: Buffer.concat(chunks).toString('utf8').trim(),
        seconds: (performance.now() - started) / 1000,
        processor,
      });
    };
    child.once('error', (error) => {
      chunks.push(Buffer.from(`${command} could not be started: ${error.message}\n`));
      settle(127);
    });
    child.once('exit', () => {
      processor = processorOfLast();
    });
    child.once('close', (code) => settle(code ?? 1));
  });

/** `12.3 s`, or `2 min 05 s` from two minutes on. */
export const duration = (seconds) => {
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
};
