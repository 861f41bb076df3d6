import { createHash, timingSafeEqual } from 'node:crypto';

export type Handshake =
  /** Answer 200 with exactly `challenge` as text/plain. `token` is the place of the verify token that fits. */
  | { ok: true; challenge: string; token: number }
  /** Answer 403. */
  | { ok: false; reason: 'mode' | 'challenge' | 'token' };

/** Meta sends a number; other plain words are let through, markup is not, since the value is echoed. */
const CHALLENGE = /^[A-Za-z0-9._-]{1,200}$/;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Judges Meta's GET on the webhook address. Takes the raw query string, because the keys hold dots, which
 * nesting query parsers break.
 */
export const answerHandshake = (rawQuery: string, verifyTokens: readonly string[]): Handshake => {
  const query = new URLSearchParams(rawQuery);
  if (query.get('hub.mode') !== 'subscribe') return { ok: false, reason: 'mode' };
  const challenge = query.get('hub.challenge') ?? '';
  if (!CHALLENGE.test(challenge)) return { ok: false, reason: 'challenge' };
  const given = digest(query.get('hub.verify_token') ?? '');
  let found = -1;
  verifyTokens.forEach((token, place) => {
    if (token !== '' && timingSafeEqual(given, digest(token)) && found < 0) found = place;
  });
  return found < 0 ? { ok: false, reason: 'token' } : { ok: true, challenge, token: found };
};
