import fc from 'fast-check';
import {
  asQr,
  cameBy,
  codesIn,
  newCode,
  prefilled,
  saidWith,
  waLink,
} from '../../../server/src/opt-in/domain/code';

const code = fc
  .array(fc.nat(24), { minLength: 8, maxLength: 8 })
  .map((picks) => newCode(() => picks.pop() ?? 0));
const sentence = fc
  .string({ minLength: 3, maxLength: 120 })
  .filter((text) => /\p{L}{3}/u.test(text));

describe('codes of opt-in forms', () => {
  it('are found in the message that carries them, however WhatsApp spells it', () => {
    fc.assert(
      fc.property(
        code,
        sentence,
        fc.constantFrom('en' as const, 'tr' as const),
        (one, agree, language) => {
          const message = prefilled(agree, { code: one, language });
          for (const text of [message, message.replaceAll('\n', ' '), message.toLowerCase()]) {
            expect(codesIn(text)).toContain(one);
            expect(saidWith(text, one, ['something else', agree])).toBe(1);
          }
        }
      )
    );
  });

  it('alone, or with their label, they say nothing more than themselves', () => {
    for (const text of ['K7F3-9QM2', ' k7f3-9qm2.', 'Kod: K7F3-9QM2', 'code K7F3-9QM2'])
      expect(saidWith(text, 'K7F3-9QM2', ['I agree'])).toBe('bare');
  });

  it('with any other words they are no consent', () => {
    for (const text of [
      'Please never write to me. K7F3-9QM2',
      'I agree not. Code: K7F3-9QM2',
      'I agree, said nobody. Code: K7F3-9QM2',
      'K7F3-9QM2 stop',
    ])
      expect(saidWith(text, 'K7F3-9QM2', ['I agree', ''])).toBeNull();
  });

  it('[C-27] a QR code says that it is one, and agrees to as much as its link', () => {
    const text = (link: string) => new URL(link).searchParams.get('text') ?? '';
    const link = `https://wa.me/90850?text=${encodeURIComponent('I agree\nCode: K7F3-9QM2')}`;
    expect([cameBy(text(link), 'K7F3-9QM2'), cameBy(text(asQr(link)), 'K7F3-9QM2')]).toEqual([
      'link',
      'qr',
    ]);
    expect(codesIn(text(asQr(link)))).toEqual(['K7F3-9QM2']);
    expect(saidWith(text(asQr(link)), 'K7F3-9QM2', ['I agree'])).toBe(0);
    expect(cameBy('K7F3-9QM2-Quick', 'K7F3-9QM2')).toBe('link');
  });

  it('a telephone number, a word or a book is no code; at most three are looked up', () => {
    expect(codesIn('0532-1110 and ABCD-EFGH and xK7F3-9QM2')).toEqual([]);
    expect(codesIn(`K7F3-9QM2${' '.repeat(3000)}`)).toEqual([]);
    const many = ['2222-2222', '3333-3333', '4444-4444', '5555-5555', '2222-2222'];
    expect(codesIn(many.join(' '))).toEqual(many.slice(0, 3));
  });

  it('never hold letters that are read as another, nor vowels that make words', () => {
    fc.assert(
      fc.property(code, (one) => expect(one).toMatch(/^[^01OIAEUYSLB]{4}-[^01OIAEUYSLB]{4}$/))
    );
  });

  it('[O-11] a link opens a chat with the message in it, and there is none without a number', () => {
    expect(waLink('+90 850 555 01 01', 'Şu & bu\n#1')).toBe(
      'https://wa.me/908505550101?text=%C5%9Eu%20%26%20bu%0A%231'
    );
    expect(waLink(null, 'x')).toBeNull();
  });
});
