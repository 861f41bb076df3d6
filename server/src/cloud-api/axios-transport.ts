import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import axios, { type AxiosInstance, type AxiosRequestConfig } from 'axios';
import { backoffMs } from '../kernel/backoff';
import {
  keepHeaders,
  reasonOf,
  type ByteStream,
  type ManageRequest,
  type ManageTransport,
  type RawResult,
} from './transport';

export type AxiosTransportOptions = {
  /** Waits between the tries of a GET. */
  sleep: (ms: number) => Promise<void>;
  random?: () => number;
  timeoutMs?: number;
  maxAnswerBytes?: number;
  /** Extra trust roots (PEM), for tests against an own server. */
  ca?: string;
};

/** A GET is tried once more, and once more after that; nothing else is ever repeated. */
const GET_RETRIES = 2;
const RETRY_BASE_MS = 300;
const RETRY_MAX_MS = 2_000;
const MAX_UPLOAD = 110 * 1024 * 1024;

/**
 * Management calls over axios. Redirects are not followed (they would carry the token elsewhere), and an
 * axios error, which holds the whole request with its token, never leaves this file.
 */
export const createAxiosTransport = (options: AxiosTransportOptions): ManageTransport => {
  const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: 16 });
  const httpsAgent = new HttpsAgent({
    keepAlive: true,
    maxSockets: 16,
    ...(options.ca ? { ca: options.ca } : {}),
  });
  const http = axios.create({
    httpAgent,
    httpsAgent,
    proxy: false,
    maxRedirects: 0,
    timeout: options.timeoutMs ?? 30_000,
    validateStatus: () => true,
    maxBodyLength: MAX_UPLOAD,
    transformResponse: (data: unknown) => data,
  });
  const maxAnswer = options.maxAnswerBytes ?? 8 * 1024 * 1024;
  return {
    call: async (request) => {
      const tries = request.method === 'GET' ? 1 + GET_RETRIES : 1;
      for (let n = 1; ; n += 1) {
        const result = await once(http, request, maxAnswer);
        if (n >= tries || !worthAnotherTry(result)) return result;
        await options.sleep(
          backoffMs(
            n,
            { baseMs: RETRY_BASE_MS, maxMs: RETRY_MAX_MS },
            options.random ?? Math.random
          )
        );
      }
    },
    stream: (request) => openStream(http, request, maxAnswer),
    close: () => {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
};

/** A refusal with a reason stays one; only silence and faults of the server may pass. */
const worthAnotherTry = (result: RawResult): boolean =>
  result.kind === 'no-answer' ? result.reason !== 'too-large' : result.status >= 500;

const configOf = (request: ManageRequest, maxAnswer: number): AxiosRequestConfig => ({
  method: request.method,
  url: request.url,
  headers: {
    Authorization: `${request.upload ? 'OAuth' : 'Bearer'} ${request.token}`,
    'User-Agent': 'strapi-plugin-whatsapp',
    ...(request.json === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(request.upload
      ? {
          'Content-Type': 'application/octet-stream',
          'Content-Length': String(request.upload.length),
          file_offset: '0',
        }
      : {}),
  },
  responseType: 'text',
  maxContentLength: maxAnswer,
  ...(request.timeoutMs === undefined ? {} : { timeout: request.timeoutMs }),
  ...(request.form ? { data: request.form } : {}),
  ...(request.upload ? { data: request.upload.stream } : {}),
  ...(request.json === undefined ? {} : { data: JSON.stringify(request.json) }),
});

const once = async (
  http: AxiosInstance,
  request: ManageRequest,
  maxAnswer: number
): Promise<RawResult> => {
  try {
    const answer = await http.request<unknown>(configOf(request, maxAnswer));
    const body = typeof answer.data === 'string' ? answer.data : '';
    return {
      kind: 'answer',
      status: answer.status,
      headers: keepHeaders({ ...answer.headers }),
      body,
    };
  } catch (error) {
    return failure(error);
  }
};

const NEVER_SENT = new Set(['dns', 'refused', 'unreachable', 'tls', 'connect-timeout']);

/** Keeps the reason of an error and nothing else of it. */
const failure = (error: unknown): Extract<RawResult, { kind: 'no-answer' }> => {
  const text = error instanceof Error ? error.message : '';
  const reason = /maxContentLength/.test(text)
    ? 'too-large'
    : /aborted/.test(text)
      ? 'body-cut'
      : reasonOf(error);
  return { kind: 'no-answer', bytesWritten: NEVER_SENT.has(reason) ? 'none' : 'some', reason };
};

type StreamRequest = Parameters<ManageTransport['stream']>[0];

const openStream = async (
  http: AxiosInstance,
  request: StreamRequest,
  maxAnswer: number
): Promise<ByteStream | RawResult> => {
  try {
    const config = configOf({ ...request, method: 'GET' }, Number.POSITIVE_INFINITY);
    const answer = await http.request<Readable>({ ...config, responseType: 'stream' });
    const headers: Record<string, unknown> = { ...answer.headers };
    if (answer.status !== 200) {
      const body = await readSmall(answer.data, Math.min(maxAnswer, 64 * 1024));
      return { kind: 'answer', status: answer.status, headers: keepHeaders(headers), body };
    }
    const length = Number(headers['content-length'] ?? Number.NaN);
    return {
      kind: 'stream',
      status: 200,
      contentType: typeof headers['content-type'] === 'string' ? headers['content-type'] : null,
      contentLength: Number.isFinite(length) ? length : null,
      stream: answer.data,
    };
  } catch (error) {
    return failure(error);
  }
};

const readSmall = async (stream: Readable, max: number): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > max) break;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
};
