import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAxiosTransport } from '../../../server/src/cloud-api/axios-transport';
import { createCloudApi, type CloudApi } from '../../../server/src/cloud-api/client';
import type { ManageTransport, Transport } from '../../../server/src/cloud-api/transport';
import { createUndiciTransport } from '../../../server/src/cloud-api/undici-transport';

export const TOKEN = 'EAAsecretToken';
export const PNID = '200000000000001';
export const WABA = '100000000000001';

type Seen = { method: string; url: string; body: string; headers: IncomingMessage['headers'] };
/** `turn` counts the requests of one test from 1. */
export type Answer = (req: Seen, res: ServerResponse, turn: number) => void;

export const json =
  (value: unknown, status = 200, headers = {}): Answer =>
  (_req, res) =>
    void res
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(value));

export const refusal = (status: number, code: number, more = {}): Answer =>
  json({ error: { message: 'm', code, fbtrace_id: 'TRACE', ...more } }, status);

type Graph = {
  origin: string;
  seen: Seen[];
  respond: Answer;
  logged: unknown[];
  slept: number[];
  api(more?: { baseUrl?: string; apiVersion?: string }): CloudApi;
};

let manage: ManageTransport;
let send: Transport;

/** A real HTTP server in Meta's place: a test says how it answers and looks at what it saw. */
export const graph: Graph = {
  origin: '',
  seen: [],
  respond: (_req, res) => res.end('{}'),
  logged: [],
  slept: [],
  api: (more = {}) =>
    createCloudApi({
      baseUrl: graph.origin,
      apiVersion: 'v24.0',
      token: TOKEN,
      transports: { send, manage },
      log: {
        debug: (...line) => void graph.logged.push(['debug', ...line]),
        warn: (...line) => void graph.logged.push(['warn', ...line]),
      },
      ...more,
    }),
};

const server = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const call = {
      method: req.method ?? '',
      url: req.url ?? '',
      body: Buffer.concat(chunks).toString('latin1'),
      headers: req.headers,
    };
    graph.seen.push(call);
    graph.respond(call, res, graph.seen.length);
  });
});

/** Starts the server for a file and gives each test fresh transports and empty books. */
export const useGraphServer = (): void => {
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    graph.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    Object.assign(graph, { seen: [], logged: [], slept: [] });
    manage = createAxiosTransport({
      sleep: (ms) => {
        graph.slept.push(ms);
        return Promise.resolve();
      },
      random: () => 0.5,
      timeoutMs: 2_000,
      maxAnswerBytes: 50_000,
    });
    send = createUndiciTransport({ callTimeoutMs: 2_000 });
  });
  afterEach(async () => {
    manage.close();
    await send.close();
  });
};
