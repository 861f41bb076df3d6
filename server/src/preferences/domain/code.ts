import { createHmac, timingSafeEqual } from 'node:crypto';
import { DAY_MS, HOUR_MS } from '../../kernel/time';

/** How long a link to somebody's preference page works. It may be asked for again at any time. */
export const LINK_DAYS = 90;

interface Install {
  installId: string;
  secret: string;
}

/** 128 bits; the purpose is part of what is signed, so that no other token of ours is taken for a code. */
const sealOf = (head: string, { installId, secret }: Install): string =>
  createHmac('sha256', secret)
    .update(`preferences:${installId}:${head}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');

/** When a code that is made now stops working; whole hours, so that a campaign's links of one hour are alike. */
export const linkUntil = (now: number): number =>
  Math.ceil((now + LINK_DAYS * DAY_MS) / HOUR_MS) * HOUR_MS;

/** Whose page, and the number that the link came from: its business is named on the page. */
export interface PageOf {
  contactId: number;
  accountId: number;
}

/** `<person>.<number>.<hour>.<seal>`: stands at the end of a link, at most 45 characters (O-31). */
export const makeCode = (
  { contactId, accountId }: PageOf,
  now: number,
  install: Install
): string => {
  const head = [contactId, accountId, linkUntil(now) / HOUR_MS]
    .map((part) => part.toString(36))
    .join('.');
  return `${head}.${sealOf(head, install)}`;
};

const SHAPE = /^(([0-9a-z]{1,6})\.([0-9a-z]{1,6})\.([0-9a-z]{1,6}))\.([\w-]{22})$/;

/** Null for what was not made here, was changed, or is over: all three look the same outside. */
export const readCode = (code: string, now: number, install: Install): PageOf | null => {
  const [, head = '', person = '', account = '', hour = '', seal = ''] = SHAPE.exec(code) ?? [];
  if (seal === '') return null;
  if (!timingSafeEqual(Buffer.from(sealOf(head, install)), Buffer.from(seal))) return null;
  if (parseInt(hour, 36) * HOUR_MS <= now) return null;
  return { contactId: parseInt(person, 36), accountId: parseInt(account, 36) };
};
