import { createHmac, timingSafeEqual } from 'node:crypto';

interface Install {
  installId: string;
  secret: string;
}

/** Which link, in whose message, of which campaign; 0 = of none. */
export interface LinkOf {
  linkId: number;
  contactId: number;
  campaignId: number;
}

/** One opening of a link, as the address that it leads to is told of it. `at` in milliseconds, kept to the second. */
export interface ClickOf extends LinkOf {
  at: number;
}

/** 128 bits; the purpose is part of what is signed, so that no other token of ours is taken for a code. */
const sealOf = (
  purpose: 'links' | 'clicks',
  head: string,
  { installId, secret }: Install
): string =>
  createHmac('sha256', secret)
    .update(`${purpose}:${installId}:${head}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');

const headOf = (parts: readonly number[]): string =>
  parts.map((part) => part.toString(36)).join('.');

/** `<link>.<person>.<campaign>.<seal>`: stands at the end of an address, at most 43 characters, and does not end. */
export const makeLinkCode = (
  { linkId, contactId, campaignId }: LinkOf,
  install: Install
): string => {
  const head = headOf([linkId, contactId, campaignId]);
  return `${head}.${sealOf('links', head, install)}`;
};

const SHAPES = {
  links: /^((?:[0-9a-z]{1,6}\.){2}[0-9a-z]{1,6})\.([\w-]{22})$/,
  clicks: /^((?:[0-9a-z]{1,6}\.){3}[0-9a-z]{1,7})\.([\w-]{22})$/,
};
/** Ids are 32-bit; six signs of base 36 hold a little more. */
const MOST = 2_147_483_647;

/** The numbers under a good seal. Reads nothing, so that guessing costs no database. */
const readSealed = (purpose: keyof typeof SHAPES, code: string, install: Install) => {
  const [, head = '', seal = ''] = SHAPES[purpose].exec(code) ?? [];
  if (seal === '') return null;
  const right = sealOf(purpose, head, install);
  if (!timingSafeEqual(Buffer.from(right), Buffer.from(seal))) return null;
  const [linkId = 0, contactId = 0, campaignId = 0, seconds = 0] = head
    .split('.')
    .map((part) => parseInt(part, 36));
  return Math.max(linkId, contactId, campaignId) > MOST
    ? null
    : { linkId, contactId, campaignId, seconds };
};

/** Null for what was not made here or was changed. */
export const readLinkCode = (code: string, install: Install): LinkOf | null => {
  const read = readSealed('links', code, install);
  return read && { linkId: read.linkId, contactId: read.contactId, campaignId: read.campaignId };
};

/** What another system gives back to say which opening led to something; it leads nowhere and opens nothing. */
export const makeClickId = (
  { linkId, contactId, campaignId, at }: ClickOf,
  install: Install
): string => {
  const head = headOf([linkId, contactId, campaignId, Math.floor(at / 1_000)]);
  return `${head}.${sealOf('clicks', head, install)}`;
};

/** Null for what was not made here or was changed. */
export const readClickId = (code: string, install: Install): ClickOf | null => {
  const read = readSealed('clicks', code, install);
  if (!read) return null;
  const { seconds, ...of } = read;
  return { ...of, at: seconds * 1_000 };
};

/**
 * The address with the click id as its last parameter, before the part after `#`. By text: written again, an address may
 * mean something else to the shop.
 */
export const withClickId = (target: string, param: string, clickId: string): string => {
  const [address = '', ...rest] = target.split('#');
  const joint = address.includes('?') ? (/[?&]$/.test(address) ? '' : '&') : '?';
  const hash = rest.length > 0 ? `#${rest.join('#')}` : '';
  return `${address}${joint}${encodeURIComponent(param)}=${encodeURIComponent(clickId)}${hash}`;
};
