import { createHmac, timingSafeEqual } from 'node:crypto';

/** Which of our sends a status belongs to (engine 1): `r` campaign recipient, `m` message. */
export interface SendToken {
  kind: 'r' | 'm';
  id: number;
  attempt: number;
}

interface Install {
  installId: string;
  secret: string;
}

const checkOf = (head: string, secret: string): string =>
  createHmac('sha256', secret).update(head).digest('hex').slice(0, 10);

/** `w1.<install>.<kind>.<id>.<attempt>.<check>`, at most 80 characters: rides along in `biz_opaque_callback_data`. */
export const makeToken = (
  { kind, id, attempt }: SendToken,
  { installId, secret }: Install
): string => {
  const head = `w1.${installId}.${kind}.${id}.${attempt}`;
  return `${head}.${checkOf(head, secret)}`;
};

const SHAPE = /^(w1\.([a-z0-9]{1,16})\.([rm])\.(\d{1,15})\.(\d{1,6}))\.([0-9a-f]{10})$/;

/** Null for anything that this database did not make: another install, a wrong check, other people's data. */
export const readToken = (text: unknown, { installId, secret }: Install): SendToken | null => {
  const match = typeof text === 'string' ? SHAPE.exec(text) : null;
  if (!match || match[2] !== installId) return null;
  const expected = Buffer.from(checkOf(match[1] ?? '', secret));
  if (!timingSafeEqual(expected, Buffer.from(match[6] ?? ''))) return null;
  return { kind: match[3] === 'r' ? 'r' : 'm', id: Number(match[4]), attempt: Number(match[5]) };
};
