import { DomainError } from './errors';
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

/** What a column of ids holds: databases refuse to compare with more. */
export const LARGEST_ID = 2_147_483_647;

export const isId = (value: number): boolean =>
  Number.isInteger(value) && value > 0 && value <= LARGEST_ID;

const notValid = (field: string): DomainError =>
  new DomainError('invalid', `${field} is not valid`, {
    field,
    remedy: 'Start from the first page.',
  });

/** The id in a cursor of one id; null without a cursor. Throws `invalid` for any other text. */
export const idAfter = (cursor: string | undefined): number | null => {
  if (!cursor) return null;
  const id = Number(decodeCursor(cursor, 1)?.[0]);
  if (isId(id)) return id;
  throw notValid('cursor');
};

/** The instant (epoch milliseconds) and the id in a cursor of both. Throws `invalid`, naming the field, for any other text. */
export const momentIn = (cursor: string, field: string): { at: number; id: number } => {
  const [at, id] = (decodeCursor(cursor, 2) ?? []).map(Number);
  if (at !== undefined && id !== undefined && Number.isSafeInteger(at) && isId(id))
    return { at, id };
  throw notValid(field);
};
