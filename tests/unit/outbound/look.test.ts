import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLook } from '../../../server/src/outbound/look';

describe('looking at what an address has', () => {
  let server: Server;
  let base = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/gone.jpg') {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': '9000000' });
      response.write('x');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  it('[M-06] answers status, type and size without waiting for the file', async () => {
    const look = createLook({ allowPrivate: true });
    expect(await look(`${base}/a.png`)).toEqual({
      status: 200,
      type: 'image/png',
      bytes: 9_000_000,
    });
    expect(await look(`${base}/gone.jpg`)).toMatchObject({ status: 404 });
  });

  it('[M-06] says that nothing answers, and does not throw', async () => {
    const look = createLook({ allowPrivate: true });
    expect(await look('http://127.0.0.1:1/a.png')).toEqual({ status: null, error: 'no-answer' });
  });

  it.each([
    'https://127.0.0.1/a.png',
    'https://169.254.169.254/a.png',
    'http://8.8.8.8/a.png',
    'a.png',
  ])('[M-06] asks nothing of %s', async (url) => {
    const look = createLook({ allowPrivate: false });
    expect(await look(url)).toEqual({ status: null, error: 'address-refused' });
  });
});
