import { badValue, invalid, missing, type Refusal } from '../graph/refusal';
import { textAt, type JsonObject } from '../kernel/json';

/** A required text within bounds. Lengths are UTF-16 units, as Meta counts them in practice. */
export const checkText = (
  parent: JsonObject,
  key: string,
  rule: { path: string; max: number; min?: number; required?: boolean }
): Refusal | null => {
  const value = parent[key];
  const name = `${rule.path}['${key}']`;
  if (value === undefined || value === null) return rule.required === false ? null : missing(name);
  if (typeof value !== 'string') return invalid(`Param ${name} must be a string.`);
  if (value.length < (rule.min ?? 1) || (rule.min !== 0 && value.trim() === ''))
    return invalid(`Param ${name} must be at least ${rule.min ?? 1} characters long.`);
  if (value.length > rule.max)
    return invalid(`Param ${name} must be at most ${rule.max} characters long.`);
  return null;
};

/** The first refusal of a list of checks, or null. */
export const first = (...checks: (Refusal | null)[]): Refusal | null =>
  checks.find((check) => check !== null) ?? null;

export const isHttpUrl = (value: unknown): value is string => {
  if (typeof value !== 'string' || value.length > 2048 || !/^https?:\/\//i.test(value))
    return false;
  return URL.canParse(value);
};

export const checkUrl = (parent: JsonObject, key: string, path: string): Refusal | null =>
  isHttpUrl(textAt(parent, key))
    ? null
    : badValue(`${path}.${key} must be an address that starts with http:// or https://.`);
