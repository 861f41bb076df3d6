/** Posts signed webhooks as fast as they are answered, over a number of connections, each body only once. */
import { createHash } from 'node:crypto';
import { Pool } from 'undici';
import { serveCommands } from './child';
import { percentile } from './numbers';
import { signatureOf, statusWebhook } from './payload';

export interface LoadCommand {
  url: string;
  path: string;
  connections: number;
  seconds: number;
  wabaId: string;
  phoneNumberId: string;
  secret: string;
}

export interface LoadResult {
  acked: number;
  bad: number;
  perSecond: number;
  p50: number;
  p99: number;
  /** sha256 of each body that was answered with 200. */
  hashes: string[];
}

let serial = 0;

const run = async (command: LoadCommand): Promise<LoadResult> => {
  const pool = new Pool(command.url, { connections: command.connections, pipelining: 1 });
  const times: number[] = [];
  const hashes: string[] = [];
  let bad = 0;
  let down = false;
  const started = performance.now();
  const end = started + command.seconds * 1000;
  const post = async () => {
    serial += 1;
    const wamid = `wamid.LOAD${process.pid}.${serial}`;
    const at = 1_700_000_000 + serial;
    const status = { wamid, to: '905550000000', token: null, status: 'sent', at };
    const body = statusWebhook(command, [status]);
    const began = performance.now();
    const { statusCode, body: answer } = await pool.request({
      method: 'POST',
      path: command.path,
      headers: {
        'content-type': command.path.endsWith('webhook')
          ? 'application/json'
          : 'application/octet-stream',
        'x-hub-signature-256': signatureOf(body, command.secret),
      },
      body,
    });
    await answer.dump();
    if (statusCode !== 200) return void (bad += 1);
    times.push(performance.now() - began);
    hashes.push(createHash('sha256').update(body).digest('hex'));
  };
  const lane = async () => {
    while (!down && performance.now() < end) {
      await post().catch(() => {
        bad += 1;
        down = true; // the server is gone: that is what a kill does
      });
    }
  };
  await Promise.all(Array.from({ length: command.connections }, lane));
  const seconds = (performance.now() - started) / 1000;
  await pool.destroy();
  return {
    acked: hashes.length,
    bad,
    perSecond: hashes.length / seconds,
    p50: percentile(times, 50),
    p99: percentile(times, 99),
    hashes,
  };
};

serveCommands<LoadCommand>(run);
