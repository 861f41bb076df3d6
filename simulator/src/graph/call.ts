import type { Endpoint } from '../faults';
import { isObject, parseJson, type JsonObject } from '../kernel/json';
import { askedFields, cutTo, type NodeType } from './fields';
import { invalid, isRefusal, type Refusal } from './refusal';

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

/** `null` says the same as leaving the field out. */
const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, withoutNulls(inner)])
  );
};

/** JSON or form body as an object; an empty body is an empty object. */
export const bodyOf = (call: GraphCall): JsonObject | Refusal => {
  if (call.bytes.length === 0) return {};
  const text = call.bytes.toString('utf8');
  if (call.contentType.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text));
  const body = parseJson(text);
  return isObject(body)
    ? (withoutNulls(body) as JsonObject)
    : invalid('The request body must be a JSON object.');
};

/** Body fields, or the query where Graph also takes them. */
export const fieldOf = (call: GraphCall, body: JsonObject, key: string): string | undefined => {
  const value = body[key] ?? call.query.get(key) ?? undefined;
  return value === undefined || value === null ? undefined : String(value);
};

/** A node with the fields that `?fields=` asks for, or the refusal of one that does not exist. */
export const nodeReply = (
  node: JsonObject,
  call: GraphCall,
  type: NodeType
): GraphReply | Refusal => {
  const asked = askedFields(call.query.get('fields'), type);
  return isRefusal(asked) ? asked : ok(cutTo(node, asked));
};

/**
 * Lists and objects may also come as their JSON text, and booleans as words: Graph takes every parameter from a form,
 * where there are only texts.
 */
export const unfolded = (body: JsonObject, keys: readonly string[]): JsonObject => {
  const out = { ...body };
  for (const key of keys) {
    const text = out[key];
    if (typeof text !== 'string') continue;
    const parsed = parseJson(text);
    if (typeof parsed === 'object' || typeof parsed === 'boolean') out[key] = parsed ?? undefined;
  }
  return out;
};

/** A list in the query: `[a,b]`, `["a","b"]` and `a,b` all say the same. */
export const listOf = (value: string | null): string[] => {
  if (!value) return [];
  const parsed = parseJson(value);
  if (Array.isArray(parsed)) return parsed.map(String);
  return value
    .replace(/[[\]"']/g, '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
};
