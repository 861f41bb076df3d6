import { Pool, type Dispatcher } from 'undici';
import {
  keepHeaders,
  reasonOf,
  type AnswerHeaders,
  type RawResult,
  type SendRequest,
  type Transport,
} from './transport';

export type UndiciTransportOptions = {
  /** Sockets per origin, which is also the number of calls in flight; the caller sizes it by rate × latency × 1.5. */
  connections?: number;
  connectTimeoutMs?: number;
  /** The whole call: waiting for a socket, writing, reading. */
  callTimeoutMs?: number;
  maxAnswerBytes?: number;
  /** Extra trust roots (PEM), for tests against an own server. */
  ca?: string;
};

const DEFAULTS = {
  connections: 512,
  connectTimeoutMs: 5_000,
  callTimeoutMs: 30_000,
  maxAnswerBytes: 256 * 1024,
};

/**
 * Shorter than the 5 s after which Node servers (and most proxies, later) drop an idle socket: writing to a
 * socket that the other side is closing would end as "uncertain".
 */
const KEEP_ALIVE_MS = 3_000;

/**
 * The sending path over undici: one pool per origin, no retry and no redirect anywhere. It works below
 * `Pool.request`, at `dispatch`, because only there one learns whether a request was begun.
 */
export const createUndiciTransport = (options: UndiciTransportOptions = {}): Transport => {
  const settings = { ...DEFAULTS, ...options };
  const pools = new Map<string, Pool>();
  const poolOf = (origin: string): Pool => {
    const known = pools.get(origin);
    if (known) return known;
    const pool = new Pool(origin, {
      connections: settings.connections,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      // The call's own timer covers these; undici's tick only once a second.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { timeout: settings.connectTimeoutMs, ...(settings.ca ? { ca: settings.ca } : {}) },
    });
    pools.set(origin, pool);
    return pool;
  };
  return {
    post: (request) => dispatchOnce(() => poolOf(request.origin), request, settings),
    close: async () => {
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map((pool) => pool.close()));
    },
  };
};

type Limits = { callTimeoutMs: number; maxAnswerBytes: number };
type Controller = Dispatcher.DispatchController;

/** One request: `started` turns true just before the first byte may leave, and is what `bytesWritten` tells. */
const dispatchOnce = (pool: () => Pool, request: SendRequest, limits: Limits): Promise<RawResult> =>
  new Promise((resolve) => {
    const answer = { status: 0, headers: {} as AnswerHeaders, chunks: [] as Buffer[], size: 0 };
    let started = false;
    let settled = false;
    let controller: Controller | null = null;
    const settle = (result: RawResult): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(result);
    };
    const fail = (reason: Extract<RawResult, { kind: 'no-answer' }>['reason']): void => {
      settle({ kind: 'no-answer', bytesWritten: started ? 'some' : 'none', reason });
    };
    const stop = (reason: Parameters<typeof fail>[0]): void => {
      fail(reason);
      controller?.abort(new Error(reason));
    };
    const timer = setTimeout(
      () => stop(started ? 'timeout' : 'queue-timeout'),
      limits.callTimeoutMs
    );
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: (c) => {
        controller = c;
        if (settled) return c.abort(new Error('given up'));
        if (request.stillWanted && !request.stillWanted()) return stop('cancelled');
        started = true;
      },
      onResponseStart: (_c, status, headers) => {
        // 1xx answers are announcements; the real one follows.
        if (status < 200) return;
        answer.status = status;
        answer.headers = keepHeaders(headers);
      },
      onResponseData: (_c, chunk) => {
        answer.size += chunk.length;
        if (answer.size > limits.maxAnswerBytes) stop('too-large');
        else answer.chunks.push(chunk);
      },
      onResponseEnd: () => {
        const body = Buffer.concat(answer.chunks).toString('utf8');
        settle({ kind: 'answer', status: answer.status, headers: answer.headers, body });
      },
      onResponseError: (_c, error) => fail(answer.status > 0 ? 'body-cut' : reasonOf(error)),
    };
    try {
      pool().dispatch(dispatchOptions(request), handler);
    } catch (error) {
      // A closed pool or a refused option: undici throws before it queues anything.
      fail(reasonOf(error));
    }
  });

const dispatchOptions = (request: SendRequest): Dispatcher.DispatchOptions => ({
  method: 'POST',
  path: request.path,
  headers: {
    authorization: `Bearer ${request.token}`,
    'content-type': 'application/json',
    'user-agent': 'strapi-plugin-whatsapp',
  },
  body: request.body,
});
