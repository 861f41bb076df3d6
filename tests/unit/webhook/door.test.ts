import { createServer, request, type ClientRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Core } from '@strapi/strapi';
import Koa from 'koa';
import { addDoor, type Door } from '../../../server/src/webhook/door';

const SIGNATURE = `sha256=${'a'.repeat(64)}`;
const PATH = '/api/whatsapp/webhook';

describe('[X-01] the bytes of a webhook', () => {
  const errors: string[] = [];
  let server: Server;
  const seen: number[] = [];

  const start = async (door: Partial<Door> = {}) => {
    const app = new Koa();
    const strapi = {
      server: { use: (middleware: Koa.Middleware) => app.use(middleware) },
      config: { get: (_path: string, other?: unknown) => other ?? '/api' },
      log: { error: (line: string) => void errors.push(line) },
    } as unknown as Core.Strapi;
    addDoor(strapi, {
      receive: (ctx, raw) => {
        seen.push(raw.length);
        ctx.body = 'ok';
        return Promise.resolve();
      },
      ...door,
    });
    app.use((ctx) => {
      ctx.status = 418; // the host's stack
    });
    server = createServer((asked, answer) => void app.callback()(asked, answer));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  };
  beforeEach(() => void seen.splice(0));
  afterEach(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  const open = (headers: Record<string, string>): ClientRequest =>
    request({
      port: (server.address() as AddressInfo).port,
      host: '127.0.0.1',
      path: PATH,
      method: 'POST',
      headers,
    });
  /** The status; 0 when the connection was cut without one. */
  const statusOf = (asked: ClientRequest): Promise<number> =>
    new Promise((resolve) => {
      asked.on('response', (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      asked.on('error', () => resolve(0));
    });

  it('are read when they come with a signature', async () => {
    await start();
    const asked = open({ 'x-hub-signature-256': SIGNATURE });
    const status = statusOf(asked);
    asked.end(Buffer.alloc(70_000));
    expect(await status).toBe(200);
    expect(seen).toEqual([70_000]);
  });

  it('are asked for again when the answer fails, and the log says why', async () => {
    await start({ receive: () => Promise.reject(new Error('the database is away')) });
    const asked = open({ 'x-hub-signature-256': SIGNATURE });
    const status = statusOf(asked);
    asked.end('{}');
    expect(await status).toBe(503);
    expect(errors.join()).toContain('the database is away');
  });

  it('are left to the host on every other address and method', async () => {
    await start();
    for (const [method, path] of [
      ['GET', PATH],
      ['POST', `${PATH}/`],
      ['POST', '/api/other'],
    ]) {
      const asked = request({ port: (server.address() as AddressInfo).port, method, path });
      const status = statusOf(asked);
      asked.end();
      expect(await status).toBe(418);
    }
  });

  it('are refused before the body when there is no signature', async () => {
    await start();
    for (const headers of [{}, { 'x-hub-signature-256': 'sha1=abc' }]) {
      const asked = open({ ...headers, 'content-length': '5000000' });
      const status = statusOf(asked);
      asked.flushHeaders(); // no byte of the body is ever sent
      expect(await status).toBe(401);
    }
    expect(seen).toEqual([]);
  });

  it('share one budget, which is free again after the answer', async () => {
    await start({ budget: 100_000 });
    const waiting = open({ 'x-hub-signature-256': SIGNATURE, 'content-length': '90000' });
    const first = statusOf(waiting);
    await new Promise<void>((resolve) => waiting.write(Buffer.alloc(80_000), () => resolve()));
    const send = async () => {
      const other = open({ 'x-hub-signature-256': SIGNATURE });
      const status = statusOf(other);
      other.end(Buffer.alloc(60_000));
      return status;
    };
    let refused = await send();
    while (refused === 200) refused = await send(); // until the first bytes of the waiting one are read
    expect(refused).toBe(503);
    waiting.end(Buffer.alloc(10_000));
    expect(await first).toBe(200);
    expect(await send()).toBe(200);
  });

  it('are given up when they do not come in time', async () => {
    await start({ bodyMs: 100 });
    const slow = open({ 'x-hub-signature-256': SIGNATURE, 'content-length': '90000' });
    const status = statusOf(slow);
    slow.write('x');
    expect([0, 400]).toContain(await status);
    expect(seen).toEqual([]);
  });
});
