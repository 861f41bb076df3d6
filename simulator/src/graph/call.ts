import type { Endpoint } from '../faults';
import { isObject, parseJson, type JsonObject } from '../kernel/json';
import { invalid, type Refusal } from './refusal';

/** One Graph request, already behind the token gate. */
export type GraphCall = {
  method: string;
  /** First path segment after the version. */
  id: string;
  edge: string;
  /** What follows the edge, such as the code of one QR code. */
  rest: string;
  /** As it was called: v25.0. */
  version: string;
  query: URLSearchParams;
  contentType: string;
  bytes: Buffer;
  headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** How the answer goes over the wire: normally, never, cut off by a reset, or half. */
export type Transport = 'normal' | 'silent' | 'reset' | 'cut';

export type GraphReply = {
  status: number;
  body: unknown;
  transport?: Transport;
  /** Raw bytes instead of JSON. */
  raw?: { bytes: Buffer; contentType: string };
  delayMs?: number;
};

export type GraphHandler = (
  call: GraphCall
) => Promise<GraphReply | Refusal> | GraphReply | Refusal;
export type Route = { endpoint: Endpoint; handle: GraphHandler };

export const ok = (body: unknown): GraphReply => ({ status: 200, body });
export const success = (): GraphReply => ok({ success: true });

/** JSON or form body as an object; an empty body is an empty object. */
export const bodyOf = (call: GraphCall): JsonObject | Refusal => {
  if (call.bytes.length === 0) return {};
  const text = call.bytes.toString('utf8');
  if (call.contentType.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text));
  const body = parseJson(text);
  return isObject(body) ? body : invalid('The request body must be a JSON object.');
};

/** Body fields, or the query where Graph also takes them. */
export const fieldOf = (call: GraphCall, body: JsonObject, key: string): string | undefined => {
  const value = body[key] ?? call.query.get(key) ?? undefined;
  return value === undefined || value === null ? undefined : String(value);
};

/** Only the fields asked for by `?fields=a,b{…}`; without it the defaults. `id` always rides along. */
export const pickFields = (
  node: JsonObject,
  fields: string | null,
  defaults: readonly string[]
): JsonObject => {
  const wanted = fields
    ? fields
        .replace(/\{[^{}]*\}|\.[a-z_]+\([^)]*\)/g, '')
        .split(',')
        .map((field) => field.trim())
        .filter(Boolean)
    : defaults;
  const out: JsonObject = {};
  for (const field of wanted) if (node[field] !== undefined) out[field] = node[field];
  if (node['id'] !== undefined) out['id'] = node['id'];
  return out;
};
