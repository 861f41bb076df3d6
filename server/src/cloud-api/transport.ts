import type { Readable } from 'node:stream';
import { byWord } from '../kernel/words';

/** Why no whole answer came. The words are for logs and decide nothing: `bytesWritten` does. */
export type NoAnswerReason =
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'tls'
  | 'connect-timeout'
  | 'queue-timeout'
  | 'cancelled'
  | 'reset'
  | 'timeout'
  | 'body-cut'
  | 'too-large'
  | 'other';

/** Only the headers that anybody uses, in lower case. */
export type AnswerHeaders = {
  'retry-after'?: string;
  'x-app-usage'?: string;
  'x-business-use-case-usage'?: string;
  'x-fb-request-id'?: string;
  'x-fb-trace-id'?: string;
};

/** What came back from one call, before anybody judges it. Never holds the token. */
export type RawResult =
  | { kind: 'answer'; status: number; headers: AnswerHeaders; body: string }
  | {
      kind: 'no-answer';
      /** `none`: it is certain that the server saw nothing of the request. */
      bytesWritten: 'none' | 'some';
      reason: NoAnswerReason;
    };

export type SendRequest = {
  /** Scheme, host and port, as `URL.origin` gives it. */
  origin: string;
  /** Path with query; made of checked ids only. */
  path: string;
  token: string;
  /** JSON text. */
  body: string;
  /** Asked right before the first byte is written; false means: do not send it any more. */
  stillWanted?: () => boolean;
};

/** The one door of `/messages`: one call makes at most one request, and nothing in it repeats a request. */
export type Transport = {
  post(request: SendRequest): Promise<RawResult>;
  /** Waits for calls in flight, then closes all sockets. */
  close(): Promise<void>;
};

export type ManageRequest = {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  token: string;
  json?: unknown;
  form?: FormData;
  /** Bytes for an upload session, which wants another word before the token. */
  upload?: { stream: Readable; length: number };
  timeoutMs?: number;
};

export type ByteStream = {
  kind: 'stream';
  status: number;
  contentType: string | null;
  contentLength: number | null;
  stream: NodeJS.ReadableStream;
};

/** Calls that may be slow or repeated (only GET is repeated): templates, numbers, media. */
export type ManageTransport = {
  call(request: ManageRequest): Promise<RawResult>;
  /** GET whose 200 body is handed on as a stream; any other status is read as a small answer. */
  stream(
    request: Pick<ManageRequest, 'url' | 'token' | 'timeoutMs'>
  ): Promise<ByteStream | RawResult>;
  close(): void;
};

const KEPT = [
  'retry-after',
  'x-app-usage',
  'x-business-use-case-usage',
  'x-fb-request-id',
  'x-fb-trace-id',
] as const;

/** Picks the kept headers out of a header bag of any client. */
export const keepHeaders = (bag: Record<string, unknown>): AnswerHeaders => {
  const kept: AnswerHeaders = {};
  for (const name of KEPT) {
    const value = bag[name];
    if (typeof value === 'string') kept[name] = value;
  }
  return kept;
};

const BY_CODE = byWord<NoAnswerReason>({
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ERR_STREAM_PREMATURE_CLOSE: 'body-cut',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'body-cut',
  ETIMEDOUT: 'timeout',
  ECONNABORTED: 'timeout',
});

/** The reason behind a socket or client error, by its code; TLS errors have many codes with common beginnings. */
export const reasonOf = (error: unknown): NoAnswerReason => {
  const code = errorCode(error);
  const known = BY_CODE.get(code);
  if (known) return known;
  return /TLS|SSL|CERT|SELF_SIGNED|UNABLE_TO_|EPROTO/.test(code) ? 'tls' : 'other';
};

const errorCode = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Happy eyeballs: one error per address, the first speaks for all.
  if ('errors' in error && Array.isArray(error.errors)) return errorCode(error.errors[0]);
  return '';
};
