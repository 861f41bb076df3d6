import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A system that flows ask, and what it was asked. */
export interface Shop {
  url: string;
  calls: { method: string; key: string }[];
  close(): Promise<void>;
}

/** Answers everything with the state of an order, and keeps the key of each call. */
export const startShop = async (): Promise<Shop> => {
  const calls: Shop['calls'] = [];
  const server = createServer((request, response) => {
    const key = String(request.headers['idempotency-key']);
    calls.push({ method: request.method ?? '', key });
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"state":"yolda"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
