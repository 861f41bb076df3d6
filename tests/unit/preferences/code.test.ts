import fc from 'fast-check';
import { linkUntil, makeCode, readCode } from '../../../server/src/preferences/domain/code';

const DAY = 86_400_000;
const install = { installId: 'abc123', secret: 'only-here' };
const of = { contactId: 41, accountId: 2 };
const NOW = 1_795_000_000_000;

describe('the code at the end of a preference link', () => {
  it('[O-31] opens the page that it was made for, and is short enough for the address of a button', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_147_483_647 }),
        fc.integer({ min: 0, max: 2_147_483_647 }),
        (contactId, accountId) => {
          const code = makeCode({ contactId, accountId }, NOW, install);
          expect(code.length).toBeLessThanOrEqual(45);
          expect(encodeURIComponent(code)).toBe(code);
          expect(readCode(code, NOW, install)).toEqual({ contactId, accountId });
        }
      )
    );
  });

  it('[O-31] cannot be guessed or changed into that of somebody else: no other text opens a page', () => {
    const code = makeCode(of, NOW, install);
    for (let at = 0; at < code.length; at += 1)
      for (const letter of ['a', 'b', '7', '.', '_']) {
        const changed = code.slice(0, at) + letter + code.slice(at + 1);
        if (changed !== code)
          expect([changed, readCode(changed, NOW, install)]).toEqual([changed, null]);
      }
    const other = makeCode({ ...of, contactId: 42 }, NOW, install);
    const seal = (text: string) => text.split('.')[3] ?? '';
    expect(readCode(other.replace(seal(other), seal(code)), NOW, install)).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => readCode(text, NOW, install) === null));
  });

  it('[O-31] belongs to one installation', () => {
    const code = makeCode(of, NOW, install);
    expect(readCode(code, NOW, { ...install, secret: 'another' })).toBeNull();
    expect(readCode(code, NOW, { ...install, installId: 'other' })).toBeNull();
  });

  it('[O-31] works for 90 days and not a moment longer than it says', () => {
    const code = makeCode(of, NOW, install);
    const until = linkUntil(NOW);
    expect(until - NOW).toBeGreaterThanOrEqual(90 * DAY);
    expect(until - NOW).toBeLessThan(90 * DAY + 3_600_000);
    expect(readCode(code, until - 1, install)).toEqual(of);
    expect(readCode(code, until, install)).toBeNull();
  });
});
