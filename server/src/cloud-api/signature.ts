import { createHmac, timingSafeEqual } from 'node:crypto';

export type SignatureCheck =
  /** `secret` is the place of the secret that fits in the list given. */
  | { ok: true; secret: number }
  | { ok: false; reason: 'missing' | 'malformed' | 'no-secret' | 'mismatch' };

/**
 * Checks `X-Hub-Signature-256` over the raw bytes of the request (Meta escapes non-ASCII as \uXXXX, so
 * parsed and re-written JSON has another hash). Several secrets: numbers may belong to different apps.
 * All secrets are tried in any case, each compared in constant time.
 */
export const verifySignature = (
  raw: Uint8Array,
  header: string | undefined,
  secrets: readonly string[]
): SignatureCheck => {
  if (header === undefined || header === '') return { ok: false, reason: 'missing' };
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header.trim())?.[1];
  if (!hex) return { ok: false, reason: 'malformed' };
  const usable = secrets.filter((secret) => secret !== '');
  if (usable.length === 0) return { ok: false, reason: 'no-secret' };
  const given = Buffer.from(hex, 'hex');
  let found = -1;
  secrets.forEach((secret, place) => {
    if (secret === '') return;
    const fits = timingSafeEqual(given, createHmac('sha256', secret).update(raw).digest());
    if (fits && found < 0) found = place;
  });
  return found < 0 ? { ok: false, reason: 'mismatch' } : { ok: true, secret: found };
};
