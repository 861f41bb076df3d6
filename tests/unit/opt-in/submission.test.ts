import {
  mayUse,
  numberHint,
  pageOf,
  readSubmission,
  submission,
} from '../../../server/src/opt-in/domain/submission';

describe('what a browser sends to an opt-in form', () => {
  it('reads a number however it is typed, with the country that was chosen, else that of the business', () => {
    const phone = (fields: object) =>
      readSubmission(submission.parse({ agree: 'on', ...fields }), 'TR').phone?.e164;
    for (const number of [
      '0532 123 45 67',
      '532 123 4567',
      '+90 (532) 123-45-67',
      '00905321234567',
    ])
      expect(phone({ number })).toBe('+905321234567');
    expect(phone({ number: '0171 2345678', country: 'DE' })).toBe('+491712345678');
  });

  it('says what may have been meant by a number of another country, in the language of the page', () => {
    const hint = (number: string, language: 'en' | 'tr') =>
      numberHint(submission.parse({ number }), { fallback: 'FR', language });
    expect(hint('447400123456', 'en')).toContain('+44 7400 123456 (United Kingdom)');
    expect(hint('447400123456', 'tr')).toContain('+44 7400 123456 (Birleşik Krallık)');
    expect(hint('12', 'en')).toBeNull();
    expect(hint('+447400123456', 'en')).toBeNull();
  });

  it.each([
    '0532 123 45 67 / 0533 765 43 21',
    '0532 123 45 67 0533 765 43 21',
    '0212 555 55 55/56',
  ])('asks for one number where two were typed: %s', (number) => {
    const given = submission.parse({ agree: 'on', number });
    expect(readSubmission(given, 'TR')).toEqual({ phone: null, errors: ['number'] });
    const hint = (language: 'en' | 'tr') => numberHint(given, { fallback: 'TR', language });
    expect(hint('en')).toBe('Type one phone number only.');
    expect(hint('tr')).toBe('Yalnızca bir telefon numarası yazın.');
  });

  it('takes hostile and wrong fields for empty ones instead of failing', () => {
    for (const body of [
      {},
      { number: ['1'], agree: ['on'], country: { a: 1 }, version: 'x' },
      { number: 'x'.repeat(100_000), name: 'y'.repeat(100_000), page: 5 },
      { agree: 'yes', number: '12' },
    ]) {
      const given = submission.parse(body);
      expect(readSubmission(given, 'TR')).toEqual({ phone: null, errors: ['number', 'agree'] });
    }
    expect(submission.parse({ name: 'a\u0000b' }).name).toBe('ab');
  });

  it('keeps of a page its address only, without what may be personal in it', () => {
    expect(pageOf('https://shop.example/cart?mail=a@b#token')).toBe('https://shop.example/cart');
    for (const address of ['', 'cart', 'javascript:alert(1)', 'file:///etc/passwd'])
      expect(pageOf(address)).toBeNull();
  });

  it('lets the own pages and the sites of the form in, and no other', () => {
    const allowed = { own: ['admin.example'], sites: ['https://shop.example'] };
    expect(mayUse(undefined, allowed)).toBe('own');
    expect(mayUse('null', allowed)).toBe('own');
    expect(mayUse('https://admin.example', allowed)).toBe('own');
    expect(mayUse('https://shop.example', allowed)).toBe('site');
    for (const origin of [
      'http://shop.example',
      'https://shop.example.evil.example',
      'https://shop.example:8443',
      'nonsense',
    ])
      expect(mayUse(origin, allowed)).toBe('refused');
  });
});
