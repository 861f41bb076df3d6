import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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
    ['timeout', '/slow'],
  ])('[B-16] takes no answer: %s', async (error, path) => {
    expect(await call(request(`${base}${path}`, { limitMs: 500 }))).toEqual({
      status: null,
      error,
    });
    expect(heard).toEqual([`GET ${path}`]);
  });

  it.each(['https://127.0.0.1/a', 'https://169.254.169.254/latest', 'http://8.8.8.8/a', 'a'])(
    '[B-16] asks nothing of %s',
    async (url) => {
      expect(await createCall({ allowPrivate: false })(request(url))).toEqual({
        status: null,
        error: 'address-refused',
      });
    }
  );
});
