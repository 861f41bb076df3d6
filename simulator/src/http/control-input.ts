import type { Context } from 'koa';
import { ControlError } from '../control/control-error';
import { isObject, parseJson, type JsonObject } from '../kernel/json';
import { readBody } from './body';

const LIMIT = 24 * 1024 * 1024;

/** The JSON body of a control call; an empty body is an empty object. */
export const jsonOf = async (ctx: Context): Promise<JsonObject> => {
  const bytes = await readBody(ctx.req, LIMIT);
  if (bytes === null) throw new ControlError(413, 'The body is larger than 24 MB.');
  if (bytes.length === 0) return {};
  const body = parseJson(bytes.toString('utf8'));
  if (!isObject(body)) throw new ControlError(400, 'The body must be a JSON object.');
  return body;
};

/** A field that must be there. */
export const text = (body: JsonObject, key: string): string => {
  const value = body[key];
  if (typeof value !== 'string' || value === '') throw new ControlError(400, `${key} is required.`);
  return value;
};

export const optional = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A number of the query string. */
export const number = (value: unknown): number | undefined => {
  const parsed = typeof value === 'string' && value !== '' ? Number(value) : NaN;
  return Number.isFinite(parsed) ? parsed : undefined;
};
