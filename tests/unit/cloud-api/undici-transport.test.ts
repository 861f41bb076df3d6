import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { decideOutcome } from '../../../server/src/cloud-api/outcome';
import type { SendRequest, Transport } from '../../../server/src/cloud-api/transport';
import {
  createUndiciTransport,
  type UndiciTransportOptions,
} from '../../../server/src/cloud-api/undici-transport';

const TOKEN = 'EAAsecretToken';
const ACCEPTED = JSON.stringify({ messages: [{ id: 'wamid.X' }] });

type Closer = () => Promise<void>;
const closers: Closer[] = [];

afterEach(async () => {
  jest.useRealTimers();
  for (const close of closers.splice(0).reverse()) await close();
});

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    });
    server.listen(0, '127.0.0.1', () => {
      closers.push(
        () =>
          new Promise((done) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => done());
          })
      );
      resolve(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });

/** An HTTP server that counts what reached it. */
const serve = async (
  handler: (req: IncomingMessage, res: ServerResponse, body: string) => void
): Promise<{
  origin: string;
  seen: { path: string; body: string; auth: string; agent: string }[];
}> => {
  const seen: { path: string; body: string; auth: string; agent: string }[] = [];
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    req.on('end', () => {
      seen.push({
        path: req.url ?? '',
        body,
        auth: req.headers.authorization ?? '',
        agent: req.headers['user-agent'] ?? '',
      });
      handler(req, res, body);
    });
  });
  return { origin: `http://${await listen(server)}`, seen };
};

const open = (options: UndiciTransportOptions = {}): Transport => {
  const transport = createUndiciTransport({
    callTimeoutMs: 5_000,
    connectTimeoutMs: 2_000,
    ...options,
  });
  closers.push(() => transport.close());
  return transport;
};

const request = (origin: string, more: Partial<SendRequest> = {}): SendRequest => ({
  origin,
  path: '/v24.0/1/messages',
  token: TOKEN,
  body: '{"text":"Grüße 👍"}',
  ...more,
});

describe('the sending transport over real sockets', () => {
  it('posts once, with token and body, and hands back status, kept headers and body', async () => {
    const { origin, seen } = await serve((_req, res) => {
      res.writeHead(200, { 'x-fb-request-id': 'R', 'x-fb-trace-id': 'T', 'set-cookie': 'no' });
      res.end(ACCEPTED);
    });
    const result = await open().post(request(origin));
    expect(result).toEqual({
      kind: 'answer',
      status: 200,
      headers: { 'x-fb-request-id': 'R', 'x-fb-trace-id': 'T' },
      body: ACCEPTED,
    });
    expect(seen).toEqual([
      {
        path: '/v24.0/1/messages',
        body: '{"text":"Grüße 👍"}',
        auth: `Bearer ${TOKEN}`,
        agent: 'strapi-plugin-whatsapp',
      },
    ]);
  });

  it('knows that nothing was sent when the connection is refused', async () => {
    const server = createTcp();
    const address = await listen(server);
    await closers.pop()?.();
    const result = await open().post(request(`http://${address}`));
    expect(result).toEqual({ kind: 'no-answer', bytesWritten: 'none', reason: 'refused' });
  });

  it('knows that nothing was sent when the name does not exist', async () => {
    const result = await open().post(request('http://graph.invalid'));
    expect(result).toEqual({ kind: 'no-answer', bytesWritten: 'none', reason: 'dns' });
  });

  it('knows that nothing was sent when the TLS handshake fails', async () => {
    // Without a certificate the server can only refuse the handshake.
    const server = createTls({}, (socket) => socket.end());
    const address = await listen(server);
    const result = await open().post(request(`https://${address}`));
    expect(result).toEqual({ kind: 'no-answer', bytesWritten: 'none', reason: 'tls' });
  });

  it('knows that nothing was sent when the server hangs up in the TLS handshake', async () => {
    const server = createTcp((socket) => socket.destroy());
    const address = await listen(server);
    const result = await open().post(request(`https://${address}`));
    expect(result).toMatchObject({ kind: 'no-answer', bytesWritten: 'none' });
  });

  it('knows that nothing was sent when the connection is not made in time', async () => {
    // A TLS handshake that is never answered counts as connecting.
    const server = createTcp(() => undefined);
    const address = await listen(server);
    const result = await open({ connectTimeoutMs: 100 }).post(request(`https://${address}`));
    expect(result).toMatchObject({
      kind: 'no-answer',
      bytesWritten: 'none',
      reason: 'connect-timeout',
    });
  });

  it('[M-42] does not claim that nothing was sent when the server resets after reading', async () => {
    let connections = 0;
    const server = createTcp((socket) => {
      connections += 1;
      socket.once('data', () => socket.resetAndDestroy());
    });
    const address = await listen(server);
    const result = await open().post(request(`http://${address}`));
    expect(result).toEqual({ kind: 'no-answer', bytesWritten: 'some', reason: 'reset' });
    expect(decideOutcome(result).kind).toBe('uncertain');
    expect(connections).toBe(1);
  });

  it('[M-42] does not claim that nothing was sent when the server closes without an answer', async () => {
    const { origin, seen } = await serve((req) => req.socket.end());
    const result = await open().post(request(origin));
    expect(result).toMatchObject({ kind: 'no-answer', bytesWritten: 'some' });
    expect(seen).toHaveLength(1);
  });

  it('[M-42] gives up at the time-out, is uncertain, and never asks again', async () => {
    const { origin, seen } = await serve(() => undefined);
    const result = await open({ callTimeoutMs: 150 }).post(request(origin));
    expect(result).toEqual({ kind: 'no-answer', bytesWritten: 'some', reason: 'timeout' });
    expect(seen).toHaveLength(1);
  });

  it('counts the body into the time-out', async () => {
    const { origin } = await serve((_req, res) => {
      res.writeHead(200, { 'content-length': String(ACCEPTED.length) });
      res.write(ACCEPTED.slice(0, 5));
    });
    const result = await open({ callTimeoutMs: 150 }).post(request(origin));
    expect(result).toEqual({ kind: 'no-answer', bytesWritten: 'some', reason: 'timeout' });
  });

  it.each([
    ['with a length', { 'content-length': '500' }],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('is uncertain when the answer is cut off, %s', async (_what, headers) => {
    const { origin } = await serve((_req, res) => {
      res.writeHead(200, headers);
      res.write(ACCEPTED);
      setImmediate(() => res.destroy());
    });
    const result = await open().post(request(origin));
    expect(result).toEqual({ kind: 'no-answer', bytesWritten: 'some', reason: 'body-cut' });
    expect(decideOutcome(result)).toMatchObject({ kind: 'uncertain', why: 'body-cut' });
  });

  it('is uncertain about the HTML page of a proxy, and about a 200 without an id', async () => {
    const answers = [
      [502, '<html>Bad gateway</html>', 'no-envelope'],
      [200, '{}', 'success-without-id'],
    ] as const;
    for (const [status, body, why] of answers) {
      const { origin, seen } = await serve((_req, res) => res.writeHead(status).end(body));
      const outcome = decideOutcome(await open().post(request(origin)));
      expect(outcome).toEqual({ kind: 'uncertain', why, status });
      expect(seen).toHaveLength(1);
    }
  });

  it('takes a 429 as a certain no without repeating it', async () => {
    const { origin, seen } = await serve((_req, res) =>
      res.writeHead(429, { 'retry-after': '2' }).end()
    );
    const outcome = decideOutcome(await open().post(request(origin)));
    expect(outcome).toMatchObject({
      kind: 'refused',
      error: { class: 'rate', retryAfterMs: 2_000 },
    });
    expect(seen).toHaveLength(1);
  });

  it('does not follow a redirect', async () => {
    const target = await serve((_req, res) => res.end(ACCEPTED));
    const { origin } = await serve((_req, res) =>
      res.writeHead(307, { location: `${target.origin}/x` }).end()
    );
    const outcome = decideOutcome(await open().post(request(origin)));
    expect(outcome).toEqual({ kind: 'uncertain', why: 'redirect', status: 307 });
    expect(target.seen).toEqual([]);
  });

  it('stops reading an answer that is too large', async () => {
    const { origin } = await serve((_req, res) => res.end('x'.repeat(2_000)));
    const transport = open({ maxAnswerBytes: 1_999 });
    expect(await transport.post(request(origin))).toEqual({
      kind: 'no-answer',
      bytesWritten: 'some',
      reason: 'too-large',
    });
    const enough = open({ maxAnswerBytes: 2_000 });
    expect(await enough.post(request(origin))).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('skips announcements such as 103 and takes the answer behind them', async () => {
    const { origin } = await serve((_req, res) => {
      res.writeEarlyHints({ link: '</x>; rel=preload' });
      res.writeHead(200).end(ACCEPTED);
    });
    expect(await open().post(request(origin))).toMatchObject({ status: 200, body: ACCEPTED });
  });

  it('[M-42] writes nothing when the message is not wanted any more at the last moment', async () => {
    const { origin, seen } = await serve((_req, res) => res.end(ACCEPTED));
    const transport = open();
    const result = await transport.post(request(origin, { stillWanted: () => false }));
    expect(result).toEqual({ kind: 'no-answer', bytesWritten: 'none', reason: 'cancelled' });
    expect(await transport.post(request(origin, { stillWanted: () => true }))).toMatchObject({
      status: 200,
    });
    expect(seen).toHaveLength(1);
  });

  it('[M-42] never writes a call later that gave up while waiting for a socket', async () => {
    let calls = 0;
    // Only the first call gets no answer.
    const { origin, seen } = await serve((_req, res) => (calls += 1) > 1 && res.end(ACCEPTED));
    const transport = open({ connections: 1, callTimeoutMs: 1_000 });
    // Both run out in the same moment: no socket becomes free for the second in between.
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'Date'] });
    const first = transport.post(request(origin, { body: '"first"' }));
    const second = transport.post(request(origin, { body: '"second"' }));
    while (seen.length === 0) await new Promise((r) => setImmediate(r));
    jest.advanceTimersByTime(1_000);
    jest.useRealTimers();
    expect(await second).toMatchObject({
      kind: 'no-answer',
      bytesWritten: 'none',
      reason: 'queue-timeout',
    });
    expect(await first).toMatchObject({ bytesWritten: 'some', reason: 'timeout' });
    expect(await transport.post(request(origin, { body: '"third"' }))).toMatchObject({
      kind: 'answer',
    });
    expect(seen.map((s) => s.body)).toEqual(['"first"', '"third"']);
  });

  it('keeps at most the given number of calls in flight, over reused sockets', async () => {
    const ports = new Set<number>();
    let now = 0;
    let most = 0;
    const { origin, seen } = await serve((req, res) => {
      ports.add(req.socket.remotePort ?? 0);
      now += 1;
      most = Math.max(most, now);
      setImmediate(() => {
        now -= 1;
        res.end(ACCEPTED);
      });
    });
    const transport = open({ connections: 3 });
    const results = await Promise.all(
      Array.from({ length: 60 }, () => transport.post(request(origin)))
    );
    expect(results.every((r) => r.kind === 'answer' && r.status === 200)).toBe(true);
    expect(seen).toHaveLength(60);
    expect(most).toBeLessThanOrEqual(3);
    expect(ports.size).toBeLessThanOrEqual(3);
  });

  it('survives a stale socket: the next call is made, the broken one is not repeated', async () => {
    let served = 0;
    const { origin, seen } = await serve((req, res) => {
      served += 1;
      if (served === 2) return req.socket.resetAndDestroy();
      res.end(ACCEPTED);
    });
    const transport = open({ connections: 1 });
    const kinds = [];
    for (let i = 0; i < 3; i += 1)
      kinds.push(decideOutcome(await transport.post(request(origin))).kind);
    expect(kinds).toEqual(['accepted', 'uncertain', 'accepted']);
    expect(seen).toHaveLength(3);
  });

  it('[L-07] puts the token into no result, and opens new pools after closing', async () => {
    const { origin } = await serve((req) => req.socket.destroy());
    const transport = open();
    const result = await transport.post(request(origin));
    expect(JSON.stringify(result)).not.toContain(TOKEN);
    await transport.close();
    expect(await transport.post(request(origin))).toMatchObject({ kind: 'no-answer' });
  });

  it('[M-42] refuses options it cannot use without sending', async () => {
    const result = await open().post(request('not an origin'));
    expect(result).toMatchObject({ kind: 'no-answer', bytesWritten: 'none' });
  });
});
