/**
 * A stand-in for /messages that costs next to nothing: it answers after a latency, counts, and can enforce a rate.
 * It measures its own processor time: above 60 % of a core it, not the client, would be what is measured.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveCommands } from './child';

export type StubCommand =
  | { verb: 'address' }
  /** New counts; `mps` enforces a bucket one second deep per number, 0 accepts everything. */
  | { verb: 'reset'; latencyMs: number; mps: number; keep: boolean }
  | { verb: 'stats' }
  | { verb: 'sample' }
  | { verb: 'kept' };

export interface StubStats {
  accepted: number;
  refused: number;
  /** From the first to the last request, ms. */
  spanMs: number;
  /** Share of one core that the stub used in that time. */
  cpu: number;
}

export interface Kept {
  wamid: string;
  to: string;
  token: string | null;
}

const state = { latencyMs: 0, mps: 0, keep: false };
let stats = { accepted: 0, refused: 0, first: 0, last: 0, cpuAt: process.cpuUsage() };
let cpuLast = process.cpuUsage();
let serial = 0;
let sample = '';
let kept: Kept[] = [];
const buckets = new Map<string, { tokens: number; at: number }>();

const hasToken = (path: string, now: number): boolean => {
  if (state.mps === 0) return true;
  const bucket = buckets.get(path) ?? { tokens: state.mps, at: now };
  bucket.tokens = Math.min(state.mps, bucket.tokens + ((now - bucket.at) * state.mps) / 1000);
  bucket.at = now;
  buckets.set(path, bucket);
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
};

const JSON_TYPE = { 'content-type': 'application/json' };
const error = (code: number, message: string) =>
  JSON.stringify({ error: { message, type: 'OAuthException', code, fbtrace_id: 'bench' } });

const field = (body: string, name: string): string | null =>
  new RegExp(`"${name}":"([^"]+)"`).exec(body)?.[1] ?? null;

const accept = (body: string): string => {
  serial += 1;
  const wamid = `wamid.BENCH${String(serial).padStart(12, '0')}${process.pid}`;
  sample = body;
  if (state.keep) {
    const to = (field(body, 'to') ?? '').replace('+', '');
    kept.push({ wamid, to, token: field(body, 'biz_opaque_callback_data') });
  }
  return `{"messaging_product":"whatsapp","contacts":[{"input":"0","wa_id":"0"}],"messages":[{"id":"${wamid}"}]}`;
};

const reply = (request: IncomingMessage, response: ServerResponse, body: string) => {
  if (!request.url?.endsWith('/messages'))
    // The regular look at the number comes by: a passing failure leaves it connected.
    return void response.writeHead(503, JSON_TYPE).end(error(2, 'not here'));
  const now = performance.now();
  if (stats.first === 0) {
    stats.first = now;
    stats.cpuAt = process.cpuUsage();
  }
  stats.last = now;
  cpuLast = process.cpuUsage();
  const ok = hasToken(request.url, now);
  if (ok) stats.accepted += 1;
  else stats.refused += 1;
  const answer = ok ? accept(body) : error(130429, 'rate limit hit');
  const send = () => void response.writeHead(ok ? 200 : 400, JSON_TYPE).end(answer);
  if (state.latencyMs === 0) send();
  else setTimeout(send, state.latencyMs);
};

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (body += chunk));
  request.on('end', () => reply(request, response, body));
});
server.keepAliveTimeout = 60_000;

const read = (): StubStats => {
  const spanMs = stats.last - stats.first;
  const used = cpuLast.user + cpuLast.system - stats.cpuAt.user - stats.cpuAt.system;
  return {
    accepted: stats.accepted,
    refused: stats.refused,
    spanMs,
    cpu: spanMs > 0 ? used / 1000 / spanMs : 0,
  };
};

const answer = (command: StubCommand): unknown => {
  switch (command.verb) {
    case 'address':
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    case 'reset':
      Object.assign(state, command);
      stats = { accepted: 0, refused: 0, first: 0, last: 0, cpuAt: process.cpuUsage() };
      kept = [];
      buckets.clear();
      return true;
    case 'stats':
      return read();
    case 'sample':
      return sample;
    case 'kept':
      return kept;
  }
};

server.listen(0, '127.0.0.1', () =>
  serveCommands<StubCommand>((command) => Promise.resolve(answer(command)))
);
