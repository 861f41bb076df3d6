import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createControl, type Control, type WebhookSetting } from './control/control';
import { createApp } from './http/app';
import { createSim, type SimOptions } from './sim';
import { openState, type StateOptions } from './state/open';
import { SEED } from './world/seed';

export type SimulatorOptions = SimOptions &
  StateOptions & {
    /** 0 (the default) takes a free port. */
    port?: number;
    /** Default 127.0.0.1: nobody outside this machine reaches it. */
    host?: string;
    webhook?: WebhookSetting;
  };

export type Simulator = {
  /** Base URL to hand to the plugin, without a version: http://127.0.0.1:4010 */
  url: string;
  port: number;
  /** What a plugin needs to connect. */
  account: {
    appId: string;
    appSecret: string;
    token: string;
    wabaId: string;
    phoneNumberIds: readonly string[];
  };
  control: Control;
  close(): Promise<void>;
};

const listen = (server: http.Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

/** Starts a simulator of its own: several can run side by side. Rejects with EADDRINUSE when the port is taken. */
export const startSimulator = async (options: SimulatorOptions = {}): Promise<Simulator> => {
  const sim = createSim(options);
  const { state } = options;
  const keeper =
    state === undefined ? null : openState(sim, options.bare ?? false, { ...options, state });
  const control = createControl(sim);
  const handle = createApp(sim, control).callback();
  const server = http.createServer((request, response) => void handle(request, response));
  server.keepAliveTimeout = 60_000;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const host = options.host ?? '127.0.0.1';
  const port = await listen(server, options.port ?? 0, host);
  sim.baseUrl = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`;
  if (options.webhook) await control.setWebhook(options.webhook);
  return {
    url: sim.baseUrl,
    port,
    account: {
      appId: sim.app.id,
      appSecret: sim.app.secret,
      token: sim.app.token,
      wabaId: SEED.wabaId,
      phoneNumberIds: SEED.numberIds,
    },
    control,
    close: () =>
      new Promise((resolve) => {
        // While everything that is on its way still is.
        keeper?.end();
        sim.webhooks.stop();
        sim.scheduler.clear();
        sim.background.clear();
        sim.caller.close();
        server.close(() => resolve());
        // Connections that faults left hanging would keep the server open for ever.
        for (const socket of sockets) socket.destroy();
      }),
  };
};
