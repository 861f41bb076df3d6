import { createHash, createHmac, randomBytes } from 'node:crypto';

/**
 * Look-up key of a wamid, BSUID, idempotency key or token: lower-case sha256 hex. MySQL's collations ignore case,
 * so two wamids that differ only in case would collide on the text itself.
 */
export const keyOf = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('hex');

export const sha256Hex = (bytes: Buffer | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Hash of what could be guessed by trying everything, such as six digits: without the key it tells nothing. */
export const keyedHash = (text: string, secret: string): string =>
  createHmac('sha256', secret).update(text, 'utf8').digest('hex');

/** Random lower-case hex of n bytes. */
export const randomHex = (bytes: number): string => randomBytes(bytes).toString('hex');
