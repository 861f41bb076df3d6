import fc from 'fast-check';
import { aboutErasedSince, isAboutSomebody, keysOf } from '../../../server/src/privacy/domain/keys';

const nobody = { phone: null, waId: null, bsuid: null, email: null };
const about = (known: Partial<typeof nobody> | Record<string, string>, text: string) =>
  isAboutSomebody(new Set(keysOf({ ...nobody, ...known })))([text]);

describe('the hashes by which an erased contact is found again', () => {
  it.each([
    ['905321112233', true],
    ['+90 532 111 22 33', true],
    ['0532 111 22 33', true],
    ['(0532) 111-22-33', true],
    ['https://wa.me/905321112233', true],
    ['905321112233@s.whatsapp.net', true],
    ['\u202a0532 111 22 33\u202c (WhatsApp)', true],
    ['0212 555 01 01 / 0532 111 22 33', true],
    ['905321112234', false],
    ['Call 905321112233', false],
  ])('[X-06] a number in the spelling %s: %s', (text, expected) => {
    expect(about({ phone: '+905321112233' }, text)).toBe(expected);
  });

  it('[X-06] e-mail whatever its capitals, and user ids exactly', () => {
    expect(about({ email: 'Ada@Example.com' }, ' ada@example.COM ')).toBe(true);
    expect(about({ bsuid: 'TR.Abc' }, 'TR.Abc')).toBe(true);
    expect(about({ bsuid: 'TR.Abc' }, 'TR.abc')).toBe(false);
  });

  it('[X-06] know of a text only whom was erased when it was written or later', () => {
    const keys = (phone: string) => keysOf({ ...nobody, phone });
    const erasedAt = new Map([
      ...keys('+905321112233').map((key): [string, number] => [key, 10]),
      ...keys('+905321112244').map((key): [string, number] => [key, 20]),
    ]);
    const knows = (instant: number, text: string) => aboutErasedSince(erasedAt, instant)?.([text]);
    expect([9, 10, 11].map((at) => knows(at, '05321112233'))).toEqual([true, true, false]);
    expect([11, 20].map((at) => knows(at, '05321112244'))).toEqual([true, true]);
    expect(aboutErasedSince(erasedAt, 21)).toBeNull();
    expect(aboutErasedSince(new Map(), 0)).toBeNull();
  });

  it('[X-06] keep nothing that can be read, and know nobody when there is nobody', () => {
    const keys = keysOf({ phone: '+905321112233', waId: null, bsuid: 'TR.1', email: 'a@b.co' });
    expect(keys.every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
    fc.assert(fc.property(fc.string(), (text) => !isAboutSomebody(new Set())([text])));
  });
});
