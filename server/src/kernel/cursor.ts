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

const LARGEST_ID = 2_147_483_647;

/** The id in a cursor of one id; null without a cursor. Throws `invalid` for any other text. */
export const idAfter = (cursor: string | undefined): number | null => {
  if (!cursor) return null;
  const id = Number(decodeCursor(cursor, 1)?.[0]);
  if (Number.isInteger(id) && id > 0 && id <= LARGEST_ID) return id;
  throw new DomainError('invalid', 'cursor is not valid', {
    field: 'cursor',
    remedy: 'Start from the first page.',
  });
};
