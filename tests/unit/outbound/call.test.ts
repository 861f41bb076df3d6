import { createServer, type Server } from 'node:http';
import { createServer as createPlainServer, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createCall, type CallRequest } from '../../../server/src/outbound/call';

describe('a call of a flow to another system', () => {
  let server: Server;
  let base = '';
  const heard: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      heard.push(`${request.method} ${request.url}`);
      if (request.url === '/moved') {
        response.writeHead(302, { location: '/fine' }).end();
        return;
      }
      if (request.url === '/slow') return;
      if (request.url === '/long-headers') {
        response.writeHead(200, { 'x-long': 'x'.repeat(100_000) }).end();
        return;
      }
      if (request.url === '/packed') {
        // 10 kB that would be ten million.
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync('x'.repeat(10_000_000)));
        return;
      }
      if (request.url === '/broken') {
        response.writeHead(200, { 'content-length': '1000' }).write('half');
        setTimeout(() => response.destroy(), 20);
        return;
      }
      if (request.url === '/drip' || request.url === '/endless') {
        const piece = 'x'.repeat(request.url === '/drip' ? 1 : 10_000);
        const timer = setInterval(() => response.write(piece), 20);
        response.on('close', () => clearInterval(timer));
        response.writeHead(200).write(piece);
        return;
      }
      response.writeHead(200, { 'content-type': 'application/json' });
      if (request.url === '/huge') response.end('x'.repeat(70_000));
      else request.pipe(response);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  beforeEach(() => {
    heard.length = 0;
  });

  const request = (url: string, more: Partial<CallRequest> = {}): CallRequest => ({
    ...{ method: 'GET', url, headers: {}, body: null, limitMs: 2_000, limitBytes: 65_536 },
    ...more,
  });
  const call = createCall({ allowPrivate: true });

  it('[B-16] sends the body and answers status and text', async () => {
    const body = '{"a":"ş"}';
    expect(await call(request(`${base}/echo`, { method: 'POST', body }))).toEqual({
      status: 200,
      text: body,
    });
  });

  it.each([
    ['redirect', '/moved'],
    ['too-large', '/huge'],
    ['too-large', '/endless'],
    ['unreadable', '/packed'],
    ['connection', '/long-headers'],
    ['connection', '/broken'],
    ['timeout', '/slow'],
    ['timeout', '/drip'],
  ])('[B-16] takes no answer: %s', async (error, path) => {
    const limitMs = error === 'timeout' ? 500 : 20_000;
    expect(await call(request(`${base}${path}`, { limitMs }))).toEqual({ status: null, error });
    expect(heard).toEqual([`GET ${path}`]);
  });

  it('[B-16] waits no longer for a connection than for an answer', async () => {
    const silent = createPlainServer((socket) => socket.on('error', () => undefined).resume());
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const { port } = silent.address() as AddressInfo;
    const began = performance.now();
    // Nobody answers the handshake.
    const url = `https://127.0.0.1:${port}/a`;
    expect(await call(request(url, { limitMs: 500 }))).toEqual({ status: null, error: 'timeout' });
    expect(performance.now() - began).toBeLessThan(8_000);
    await new Promise((done) => silent.close(done));
  });

  it.each([
    'https://127.0.0.1/a',
    'https://2130706433/a',
    'https://[::ffff:10.0.0.1]/a',
    'https://169.254.169.254/latest',
    'https://metadata.localhost/a',
    'https://me:secret@shop.example/a',
    'http://8.8.8.8/a',
    'ftp://shop.example/a',
    'a',
  ])('[B-16] asks nothing of %s', async (url) => {
    expect(await createCall({ allowPrivate: false })(request(url))).toEqual({
      status: null,
      error: 'address-refused',
    });
  });
});
