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

/** 128 bits; the purpose is part of what is signed, so that no other token of ours is taken for a code. */
const sealOf = (head: string, { installId, secret }: Install): string =>
  createHmac('sha256', secret)
    .update(`links:${installId}:${head}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');

/** `<link>.<person>.<campaign>.<seal>`: stands at the end of an address, at most 43 characters, and does not end. */
export const makeLinkCode = (
  { linkId, contactId, campaignId }: LinkOf,
  install: Install
): string => {
  const head = [linkId, contactId, campaignId].map((part) => part.toString(36)).join('.');
  return `${head}.${sealOf(head, install)}`;
};

const SHAPE = /^(([0-9a-z]{1,6})\.([0-9a-z]{1,6})\.([0-9a-z]{1,6}))\.([\w-]{22})$/;
/** Ids are 32-bit; six signs of base 36 hold a little more. */
const MOST = 2_147_483_647;

/** Null for what was not made here or was changed. Reads nothing, so that guessing costs no database. */
export const readLinkCode = (code: string, install: Install): LinkOf | null => {
  const [, head = '', link = '', person = '', campaign = '', seal = ''] = SHAPE.exec(code) ?? [];
  if (seal === '') return null;
  if (!timingSafeEqual(Buffer.from(sealOf(head, install)), Buffer.from(seal))) return null;
  const [linkId = 0, contactId = 0, campaignId = 0] = [link, person, campaign].map((part) =>
    parseInt(part, 36)
  );
  return Math.max(linkId, contactId, campaignId) > MOST ? null : { linkId, contactId, campaignId };
};
