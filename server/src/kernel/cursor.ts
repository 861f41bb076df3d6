import { parseJson } from './json';

/** Opaque keyset cursor: the sort values of the last row shown. */
export const encodeCursor = (values: (string | number)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** Values of a cursor, or null when it is none of ours (hostile or outdated). */
export const decodeCursor = (
  text: string | undefined,
  length: number
): (string | number)[] | null => {
  if (!text) return null;
  const value = parseJson(Buffer.from(text, 'base64url').toString('utf8'));
  if (!Array.isArray(value) || value.length !== length) return null;
  return value.every((v) => typeof v === 'string' || (typeof v === 'number' && Number.isFinite(v)))
    ? (value as (string | number)[])
    : null;
};
