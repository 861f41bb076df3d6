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
type Failure = Extract<RawResult, { kind: 'no-answer' }>['reason'];

/** One request: it is begun just before the first byte may leave, and that is what `bytesWritten` tells. */
const dispatchOnce = (pool: () => Pool, request: SendRequest, limits: Limits): Promise<RawResult> =>
  new Promise((resolve) => {
    const call = openCall(limits.callTimeoutMs, resolve);
    try {
      pool().dispatch(dispatchOptions(request), handlerOf(call, request, limits));
    } catch (error) {
      // A closed pool or a refused option: undici throws before it queues anything.
      call.fail(reasonOf(error));
    }
  });

type Call = {
  /** False when the call was settled before its turn came: then it must not be written. */
  begin(controller: Controller): boolean;
  settle(result: RawResult): void;
  fail(reason: Failure): void;
  /** Fails, and cuts the connection if there is one. */
  stop(reason: Failure): void;
  /** Takes back `begin`: nothing was written. */
  cancel(): void;
};

const openCall = (timeoutMs: number, resolve: (result: RawResult) => void): Call => {
  let started = false;
  let settled = false;
  let controller: Controller | null = null;
  const settle = (result: RawResult): void => {
    if (settled) return;
    settled = true;
    clearTimeout(timer);
    resolve(result);
  };
  const fail = (reason: Failure): void =>
    settle({ kind: 'no-answer', bytesWritten: started ? 'some' : 'none', reason });
  const stop = (reason: Failure): void => {
    fail(reason);
    controller?.abort(new Error(reason));
  };
  const timer = setTimeout(() => stop(started ? 'timeout' : 'queue-timeout'), timeoutMs);
  return {
    begin: (c) => {
      controller = c;
      if (settled) c.abort(new Error('given up'));
      else started = true;
      return started;
    },
    settle,
    fail,
    stop,
    cancel: () => {
      started = false;
      stop('cancelled');
    },
  };
};

const handlerOf = (
  call: Call,
  request: SendRequest,
  { maxAnswerBytes }: Limits
): Dispatcher.DispatchHandler => {
  const chunks: Buffer[] = [];
  let headers: AnswerHeaders = {};
  let status = 0;
  let size = 0;
  return {
    onRequestStart: (controller) => {
      if (call.begin(controller) && request.stillWanted?.() === false) call.cancel();
    },
    onResponseStart: (_controller, code, bag) => {
      // 1xx answers are announcements; the real one follows.
      if (code < 200) return;
      status = code;
      headers = keepHeaders(bag);
    },
    onResponseData: (_controller, chunk) => {
      size += chunk.length;
      if (size > maxAnswerBytes) call.stop('too-large');
      else chunks.push(chunk);
    },
    onResponseEnd: () =>
      call.settle({
        kind: 'answer',
        status,
        headers,
        body: Buffer.concat(chunks).toString('utf8'),
      }),
    onResponseError: (_controller, error) => call.fail(status > 0 ? 'body-cut' : reasonOf(error)),
  };
};

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
