import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { verifySignature } from '../../../server/src/cloud-api/signature';

const sign = (raw: Uint8Array, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`;
const secretText = fc.string({ minLength: 1, maxLength: 40 });

describe('verifySignature', () => {
  it('[X-09] accepts exactly the bytes that were signed, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), secretText, (raw, secret) => {
        expect(verifySignature(raw, sign(raw, secret), [secret])).toEqual({ ok: true, secret: 0 });
      })
    );
  });

  it('[X-09] refuses when one byte of body or signature differs', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 100 }),
        secretText,
        fc.nat(),
        (raw, secret, n) => {
          const changed = Uint8Array.from(raw);
          changed[n % raw.length] = (raw[n % raw.length] ?? 0) ^ 1;
          expect(verifySignature(changed, sign(raw, secret), [secret])).toEqual({
            ok: false,
            reason: 'mismatch',
          });
          const header = sign(raw, secret);
          const place = 7 + (n % 64);
          const digit = header[place] === '0' ? '1' : '0';
          const forged = header.slice(0, place) + digit + header.slice(place + 1);
          expect(verifySignature(raw, forged, [secret])).toEqual({ ok: false, reason: 'mismatch' });
        }
      )
    );
  });

  it('[X-09] finds the secret of several apps that fits, the first of equal ones', () => {
    const raw = Buffer.from('{}');
    expect(verifySignature(raw, sign(raw, 'b'), ['a', 'b', 'c'])).toEqual({ ok: true, secret: 1 });
    expect(verifySignature(raw, sign(raw, 'b'), ['', 'b', 'b'])).toEqual({ ok: true, secret: 1 });
    expect(verifySignature(raw, sign(raw, 'x'), ['a', 'b', 'c'])).toEqual({
      ok: false,
      reason: 'mismatch',
    });
  });

  it('[X-09] never accepts a body signed with an empty secret', () => {
    const raw = Buffer.from('{}');
    expect(verifySignature(raw, sign(raw, ''), [''])).toEqual({ ok: false, reason: 'no-secret' });
    expect(verifySignature(raw, sign(raw, ''), ['', 'a'])).toEqual({
      ok: false,
      reason: 'mismatch',
    });
    expect(verifySignature(raw, sign(raw, 'a'), [])).toEqual({ ok: false, reason: 'no-secret' });
  });

  it('accepts capital hex digits and surrounding blanks', () => {
    const raw = Buffer.from('{}');
    const header = sign(raw, 'a');
    expect(verifySignature(raw, ` sha256=${header.slice(7).toUpperCase()} `, ['a']).ok).toBe(true);
  });

  it.each([undefined, ''])('[X-09] refuses a missing header: %j', (header) => {
    expect(verifySignature(Buffer.from('{}'), header, ['a'])).toEqual({
      ok: false,
      reason: 'missing',
    });
  });

  it.each([
    'x',
    'sha256=',
    `sha1=${'0'.repeat(40)}`,
    `sha256=${'0'.repeat(63)}`,
    `sha256=${'0'.repeat(65)}`,
    `sha256=${'g'.repeat(64)}`,
    `x sha256=${'0'.repeat(64)}`,
    '0'.repeat(64),
  ])('[X-09] refuses the malformed header %s', (header) => {
    expect(verifySignature(Buffer.from('{}'), header, ['a'])).toEqual({
      ok: false,
      reason: 'malformed',
    });
  });
});
