import fc from 'fast-check';
import { tailOf } from '../../../server/src/cloud-api/wamid';
import { wamidOf } from '../../../simulator/src/kernel/wamid';

const TAIL = 'A1B2C3D4E5F60718293A';
const hex = fc.stringMatching(/^[0-9A-F]{16,64}$/);
const address = fc.oneof(
  fc.stringMatching(/^[1-9][0-9]{6,14}$/),
  fc.stringMatching(/^[A-Z]{2}\.[A-Za-z0-9]{1,132}$/)
);

describe('the tail of a message id', () => {
  it('[X-15] is the same by number and by user id of any length, and in either direction', () => {
    fc.assert(
      fc.property(address, address, hex, (one, other, tail) => {
        expect(tailOf(wamidOf(one, tail))).toBe(tail);
        expect(tailOf(wamidOf(other, tail, 0x12))).toBe(tail);
      })
    );
  });

  it('reads an id of Meta’s documents, with padding and without', () => {
    const id = 'wamid.HBgLMTY0NjcwNDM1OTUVAgARGBI1RjQyNUE3NEYxMzAzMzQ5MkEA';
    expect(tailOf(id)).toBe('5F425A74F13033492A');
    const padded = wamidOf('16467043595123', TAIL);
    expect(tailOf(padded.replace(/=+$/, ''))).toBe(TAIL);
    expect(tailOf(wamidOf('905321110001', TAIL.toLowerCase()))).toBe(TAIL);
  });

  it.each([
    ['no wamid', 'abc'],
    ['nothing behind the prefix', 'wamid.'],
    ['another record', `wamid.${Buffer.from('something else').toString('base64')}`],
    ['a tail that is no hex', wamidOf('905321110001', 'not-hexadecimal-x')],
    ['a tail that is too short', wamidOf('905321110001', 'A1B2')],
    ['another direction byte', wamidOf('905321110001', TAIL, 0x13)],
    ['something behind the end', `${wamidOf('905321110001', TAIL).replace(/=+$/, '')}AAAA`],
    ['half of one', wamidOf('905321110001', TAIL).slice(0, 30)],
    ['more than any id has', `wamid.${'A'.repeat(10_000)}`],
  ])('is none of %s', (_what, wamid) => {
    expect(tailOf(wamid)).toBeNull();
  });

  it('takes no marks inside an address for the end of it', () => {
    const hostile = `1\u0015\u0002\u0000\u0011\u0018\u0010${'F'.repeat(16)}\u0000`;
    expect(tailOf(wamidOf(hostile, TAIL))).toBe(TAIL);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void tailOf(`wamid.${text}`)));
  });
});
