import { createAxiosTransport } from '../cloud-api/axios-transport';
import { createCloudApi, type CloudApi } from '../cloud-api/client';
import { createUndiciTransport } from '../cloud-api/undici-transport';
import type { Clock } from '../kernel/clock';
import type { Log } from '../strapi/log';

export interface ClientKey {
  baseUrl: string;
  apiVersion: string;
  token: string;
}

export interface Clients {
  of(key: ClientKey): CloudApi;
  close(): Promise<void>;
}

interface ClientDeps {
  log: Log;
  clock: Clock;
  /** Limits of one send: to get a connection, and for the whole call. */
  connectMs: number;
  callMs: number;
}

/** More numbers than this on one server is no case; old clients hold no sockets of their own. */
const MAX_CLIENTS = 200;

/** One client per address, version and token over shared connection pools; a changed token makes a new client. */
export const createClients = ({ log, clock, connectMs, callMs }: ClientDeps): Clients => {
  const manage = createAxiosTransport({ sleep: (ms) => clock.sleep(ms) });
  const send = createUndiciTransport({ connectTimeoutMs: connectMs, callTimeoutMs: callMs });
  const transports = { send, manage };
  const clients = new Map<string, CloudApi>();
  return {
    of: ({ baseUrl, apiVersion, token }) => {
      const name = JSON.stringify([baseUrl, apiVersion, token]);
      const known = clients.get(name);
      if (known) return known;
      if (clients.size >= MAX_CLIENTS) clients.clear();
      const client = createCloudApi({ baseUrl, apiVersion, token, transports, log });
      clients.set(name, client);
      return client;
    },
    close: async () => {
      transports.manage.close();
      await transports.send.close();
    },
  };
};
