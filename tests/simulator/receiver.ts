import { createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator/src/start';

export type Json = Record<string, unknown>;
export type Received = { headers: http.IncomingHttpHeaders; raw: Buffer; body: Json };

export type Receiver = {
  url: string;
  posts: Received[];
  /** HTTP status to answer with; 200 unless set. */
  answer: number;
  changes(field?: string): { field: string; value: Json }[];
  statuses(): Json[];
  messages(): Json[];
  close(): Promise<void>;
};

const listOf = (value: Json, key: string): Json[] => (value[key] as Json[] | undefined) ?? [];

/** A webhook endpoint that remembers what it got and checks nothing. */
export const startReceiver = async (port = 0): Promise<Receiver> => {
  const posts: Received[] = [];
  const receiver = { posts, answer: 200 } as unknown as Receiver;
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    if (request.method === 'GET') {
      const right = url.searchParams.get('hub.verify_token') === 'right';
      response.writeHead(right ? 200 : 403).end(url.searchParams.get('hub.challenge'));
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      posts.push({ headers: request.headers, raw, body: JSON.parse(raw.toString()) as Json });
      response.writeHead(receiver.answer).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  receiver.changes = (field) =>
    posts
      .flatMap((post) => listOf(post.body, 'entry'))
      .flatMap((entry) => listOf(entry, 'changes') as { field: string; value: Json }[])
      .filter((change) => field === undefined || change.field === field);
  receiver.statuses = () =>
    receiver.changes('messages').flatMap(({ value }) => listOf(value, 'statuses'));
  receiver.messages = () =>
    receiver.changes('messages').flatMap(({ value }) => listOf(value, 'messages'));
  receiver.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return receiver;
};

export const signature = (raw: Buffer, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`;

/** Waits until `probe` is true, at most `withinMs`. */
export const until = async (probe: () => boolean, withinMs = 10_000): Promise<void> => {
  const deadline = Date.now() + withinMs;
  while (!probe()) {
    if (Date.now() > deadline)
      throw new Error(`not true within ${withinMs} ms: ${probe.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

export type Answer = { status: number; body: Json };
export type Stage = {
  sim: Simulator;
  receiver: Receiver;
  pnid: string;
  call(method: string, path: string, body?: unknown, token?: string): Promise<Answer>;
  send(message: Json): Promise<Answer>;
  code(answer: Answer): number | undefined;
  close(): Promise<void>;
};

/** Statuses at once: tests wait for webhooks, not for clocks. */
export const FAST = { sentMs: 0, deliveredMs: 0, readMs: 0 };

/** A simulator with a receiver behind its webhook. */
export const startStage = async (options: SimulatorOptions = {}): Promise<Stage> => {
  const receiver = await startReceiver();
  const { config, ...rest } = options;
  const sim = await startSimulator({
    webhook: { url: receiver.url, verifyToken: 'right' },
    ...rest,
    config: {
      pairRate: { enforce: false },
      // What is compared here are ids.
      ids: { spelling: 'as-sent' },
      ...config,
      statuses: { ...FAST, ...config?.statuses },
    },
  });
  const pnid = sim.account.phoneNumberIds[0] ?? '';
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    token = sim.account.token
  ): Promise<Answer> => {
    const response = await fetch(`${sim.url}/v25.0/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const stage: Stage = {
    sim,
    receiver,
    pnid,
    call,
    send: (message) =>
      call('POST', `${pnid}/messages`, { messaging_product: 'whatsapp', ...message }),
    code: (answer) => (answer.body['error'] as { code?: number } | undefined)?.code,
    close: async () => {
      await sim.close();
      await stage.receiver.close(); // a test may have put another one in its place
    },
  };
  return stage;
};

export const errorOf = (answer: Answer): Json => (answer.body['error'] ?? {}) as Json;
export const wamidOf = (answer: Answer): string =>
  String((answer.body['messages'] as { id: string }[] | undefined)?.[0]?.id);
export const text = (to: string, body = 'hello'): Json => ({ to, type: 'text', text: { body } });
export const orderReady = (to: string): Json => ({
  to,
  type: 'template',
  template: {
    name: 'order_ready',
    language: { code: 'tr' },
    components: [
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'Ayşe' },
          { type: 'text', text: '7' },
        ],
      },
    ],
  },
});
