import type { MessageBody } from '../../../server/src/contracts/conversations';
import {
  excerptOf,
  readableText,
  termsOf,
  wordsOf,
} from '../../../server/src/conversations/domain/words';

const marked = (text: string, q: string) =>
  excerptOf(text, termsOf(q))
    ?.map(({ text: part, hit }) => (hit ? `[${part}]` : part))
    .join('');

describe('words of a message', () => {
  it('[C-05] are folded: case, accents and the four i of Turkish make no difference', () => {
    expect(wordsOf('İADE Iade ıade iade')).toEqual(['iade']);
    expect(wordsOf("Şişli'den ÇIĞLIK, café!")).toEqual(['sisli', 'den', 'ciglik', 'cafe']);
    expect(wordsOf('No. 1007-B 😀 %_*')).toEqual(['no', '1007', 'b']);
  });

  it('keep marks that are letters, and find what is written with them', () => {
    expect(wordsOf('मेरी किताब, क्\u200dष')).toEqual(['मेरी', 'किताब', 'क्ष']);
    expect(wordsOf('สวัสดี\u200bครับ می\u200cخواهم')).toEqual(['สวัสดี', 'ครับ', 'می', 'خواهم']);
    expect(marked('यह क्\u200dष है', 'क्ष')).toBe('यह [क्\u200dष] है');
    expect(marked('かぎ', 'が')).toBeUndefined();
    expect(marked('Straße 7', 'strass')).toBe('[Straße] 7');
  });

  it('signs of languages without spaces are words of their own', () => {
    expect(wordsOf('订单 100')).toEqual(['订', '单', '100']);
    expect(termsOf('单')).toEqual(['单']);
  });

  it('a long text is cut: words at 40 letters, messages at 2,000 words', () => {
    expect(wordsOf('a'.repeat(99))).toEqual(['a'.repeat(40)]);
    expect(wordsOf(Array.from({ length: 5_000 }, (_, n) => `w${n}`).join(' '))).toHaveLength(2_000);
  });

  it('what is looked for is letters and digits only, whatever was typed', () => {
    for (const hostile of ['"', '* AND (', "'; DROP TABLE x; --", 'a* OR b*', '%__%', '\\', '\0'])
      for (const term of termsOf(hostile)) expect(term).toMatch(/^[\p{L}\p{N}]+$/u);
    expect(termsOf('k')).toEqual([]);
    expect(termsOf('%_*')).toEqual([]);
    expect(termsOf('kargo k')).toEqual(['kargo', 'k']);
    expect(termsOf('a1 b2 c3 d4 e5 f6 g7')).toHaveLength(6);
  });

  it('[C-05] the excerpt marks what was found, in the words as they were written', () => {
    expect(marked('Siparişim nerede? SİPARİŞ no 7', 'siparis')).toBe(
      '[Siparişim] nerede? [SİPARİŞ] no 7'
    );
    expect(marked('hiç yok', 'siparis')).toBeUndefined();
    expect(marked('iade\n\nistiyorum', 'iad ist')).toBe('[iade] [istiyorum]');
  });

  it('[C-05] a long text is cut around the first hit, and never through a letter', () => {
    const long = `${'önce '.repeat(60)}KARGO ${'😀'.repeat(200)}`;
    const parts = excerptOf(long, ['kargo']) ?? [];
    const text = parts.map((part) => part.text).join('');
    expect(text.length).toBeLessThan(160);
    expect(text).toMatch(/^….*KARGO.*…$/su);
    expect(encodeURIComponent(text)).toContain('KARGO');
    expect(parts.filter(({ hit }) => hit).map((part) => part.text)).toEqual(['KARGO']);
  });

  it('all that can be read on a message is found: heading, foot, file, place, names', () => {
    const body = {
      type: 'document',
      text: 'Faturanız',
      header: { kind: 'text' as const, text: 'Merhaba' },
      footer: 'Acme',
      buttons: [],
      media: {
        kind: 'document' as const,
        mime: null,
        filename: 'fatura-2026.pdf',
        voice: false,
        url: null,
      },
      location: { latitude: 0, longitude: 0, name: 'Depo', address: 'Şişli' },
      contacts: [{ name: 'Ada Kaya', phones: [] }],
    };
    expect(readableText(body, null)).toBe(
      'Faturanız · Merhaba · Acme · fatura-2026.pdf · Depo · Şişli · Ada Kaya'
    );
    expect(readableText(null, 'düz')).toBe('düz');
  });

  it('are read from a body of another version, which lacks parts', () => {
    expect(readableText({ text: 'eski' } as MessageBody, null)).toBe('eski');
  });
});
