import type { z } from 'zod';
import { parseJson } from '../kernel/json';
import { err, ok, type Result } from '../kernel/result';
import { readEnvelope, retryAfterMs } from './envelope';
import { classifyGraphError, type ClassifyContext, type GraphError } from './errors';
import { queryText, type GraphBase } from './graph-paths';
import type { ManageRequest, ManageTransport, NoAnswerReason, RawResult } from './transport';

/** What the client needs of a log. Fields never hold tokens, numbers or texts. */
export type CloudApiLog = {
  debug(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
};

export type ManageDeps = {
  base: GraphBase;
  token: string;
  transport: ManageTransport;
  log: CloudApiLog;
};

export type ManageCall<T> = {
  /** Name of the verb for the log. */
  verb: string;
  method: ManageRequest['method'];
  /** Behind the version: `123/message_templates`. */
  path: string;
  query?: Record<string, string | number | undefined>;
  json?: unknown;
  form?: FormData;
  upload?: NonNullable<ManageRequest['upload']>;
  timeoutMs?: number;
  target?: NonNullable<ClassifyContext['target']>;
  shape: z.ZodType<T>;
};

/** One management call: sends, reads, parses, classifies. Never throws for what the network or Meta does. */
export const manageCall = async <T>(
  deps: ManageDeps,
  call: ManageCall<T>
): Promise<Result<T, GraphError>> => {
  const { verb, path, query, shape, target, ...rest } = call;
  const url = `${deps.base.origin}${deps.base.prefix}/${path}${queryText(query ?? {})}`;
  const raw = await deps.transport.call({ ...rest, url, token: deps.token });
  const result = judge(raw, shape, target);
  logCall(deps.log, { verb, raw, error: result.ok ? null : result.error });
  return result;
};

const judge = <T>(
  raw: RawResult,
  shape: z.ZodType<T>,
  target: ClassifyContext['target']
): Result<T, GraphError> => {
  if (raw.kind === 'no-answer') return err(noAnswerError(raw.reason));
  if (raw.status < 200 || raw.status >= 300) return err(refusalOf(raw, target));
  const parsed = shape.safeParse(parseJson(raw.body));
  return parsed.success
    ? ok(parsed.data)
    : err(localError('transient', 'Meta answered in an unknown form', raw.status));
};

/** Understands an answer that is not a success, with or without Meta's envelope. */
export const refusalOf = (
  raw: Extract<RawResult, { kind: 'answer' }>,
  target: ClassifyContext['target']
): GraphError => {
  const said = readEnvelope(raw.status, raw.body, raw.headers) ?? {
    status: raw.status,
    code: null,
    retryAfterMs: retryAfterMs(raw.headers),
  };
  return classifyGraphError(said, target ? { target } : {});
};

/** Nothing came back; for a management call it may be tried again. */
export const noAnswerError = (reason: NoAnswerReason): GraphError => ({
  ...localError('transient', `no answer: ${reason}`, 0),
  noAnswer: reason,
});

/** An error that Meta did not make. */
export const localError = (cls: GraphError['class'], title: string, status = 0): GraphError => ({
  class: cls,
  scope: null,
  status,
  code: null,
  subcode: null,
  title,
  details: null,
  fbtraceId: null,
  retryAfterMs: null,
  retryable: cls === 'transient',
  known: false,
});

/** Refused before anything was sent, because an argument could lead to another address. */
export const invalidId = (field: string): GraphError => ({
  ...localError('request', `${field} must be an id of Meta: digits only`),
  details: field,
});

const logCall = (
  log: CloudApiLog,
  { verb, raw, error }: { verb: string; raw: RawResult; error: GraphError | null }
): void => {
  const fields = {
    verb,
    status: raw.kind === 'answer' ? raw.status : raw.reason,
    ...requestIds(raw),
    ...(error
      ? { code: error.code, subcode: error.subcode, class: error.class, fbtraceId: error.fbtraceId }
      : {}),
  };
  if (error) log.warn('call refused', fields);
  else log.debug('call done', fields);
};

/** Ids that Meta's support asks for. */
export const requestIds = (raw: RawResult): Record<string, string> => {
  if (raw.kind !== 'answer') return {};
  const requestId = raw.headers['x-fb-request-id'];
  const traceId = raw.headers['x-fb-trace-id'];
  return { ...(requestId ? { requestId } : {}), ...(traceId ? { traceId } : {}) };
};
