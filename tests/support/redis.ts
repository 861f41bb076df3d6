import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port';
import { eventually } from './world';

/** A Redis of the test's own, which may be killed and started again on its port. */
export interface TestRedis {
  url: string;
  port: number;
  /** SIGKILL: as a machine that is gone. */
  kill(): Promise<void>;
  start(...options: string[]): Promise<void>;
  close(): Promise<void>;
}

const isInstalled = (): boolean =>
  spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

/**
 * Can tests start a Redis here? Without the program they are left out, and it is said; with CI=true they fail instead:
 * `(redisIsHere() ? describe : describe.skip)(…)`.
 */
export const redisIsHere = (): boolean => {
  if (isInstalled()) return true;
  const remedy = 'install it (Debian: apt-get install redis-server)';
  if (process.env['CI'] === 'true') throw new Error(`There is no redis-server here: ${remedy}.`);
  process.stderr.write(`No redis-server here: tests with Redis are skipped; ${remedy}.\n`);
  return false;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

export const startRedis = async (): Promise<TestRedis> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-redis-'));
  const port = await freePort();
  let child: ChildProcess | null = null;
  const start: TestRedis['start'] = async (...options) => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
    child = spawn('redis-server', [...args, ...options], { stdio: 'ignore' });
    await eventually('a Redis that answers', () => answers(port));
  };
  const kill = async () => {
    const going = child;
    child = null;
    if (!going || going.exitCode !== null) return;
    const ended = new Promise((resolve) => going.once('exit', resolve));
    going.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    start,
    kill,
    close: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
