import { readPasted } from '../../../server/src/kernel/pasted-phone';
import { readPhone } from '../../../server/src/kernel/read-phone';

const TURKISH = '+905321234567';

/** The number and what is remarked of it; else why there is none. */
const readIn = (text: string, country?: string) => {
  const reading = readPhone(text, country);
  return reading.kind === 'read' ? [reading.phone.e164, ...reading.remarks] : reading.problem;
};

describe('a number as it was pasted', () => {
  it.each([
    ['marks of direction around it', '\u202a+90 532 123 45 67\u202c'],
    ['isolating marks of direction', '\u20660532 123 45 67\u2069'],
    ['a mark of direction within it', '0532\u200e1234567'],
    ['the sign that makes a digit an emoji', '0\ufe0f5\ufe0f3\ufe0f2\ufe0f1234567'],
    ['a space of no width', '0532\u200b123\u200b4567'],
    ['a byte order mark', '\ufeff05321234567'],
    ['spaces that do not break', '0532\u00a0123\u202f45\u00a067'],
    ['a comma at its end', '0532 123 45 67,'],
    ['a semicolon at its end', '+905321234567;'],
    ['a link to call', 'tel:+90-532-123-45-67'],
    ['a link to call with slashes', 'tel://05321234567'],
    ['a link to write', 'sms:05321234567'],
    ['the prefix of lead ads', 'p:+905321234567'],
    ['a note of WhatsApp', '0532 123 45 67 (WhatsApp)'],
    ['the word WhatsApp before it', 'WhatsApp: 0532 123 45 67'],
    ['a note in another language', '+90 532 123 45 67 (iş)'],
    ['quotation marks', "'05321234567"],
    ['the full-width plus sign', '\uff0b90 532 123 45 67'],
    ['Arabic digits', '٠٥٣٢١٢٣٤٥٦٧'],
    ['Devanagari digits', '०५३२१२३४५६७'],
  ])('is read with %s', (_what, text) => {
    expect(readIn(text, 'TR')).toEqual([TURKISH]);
  });

  it.each([
    'https://wa.me/905321234567',
    'http://wa.me/905321234567?text=Merhaba%20123',
    'wa.me/+905321234567',
    'https://api.whatsapp.com/send?phone=905321234567&text=Hi',
    'https://api.whatsapp.com/send/?text=Hi&phone=%2B905321234567',
    'whatsapp://send?phone=905321234567',
    '905321234567@c.us',
    '905321234567@s.whatsapp.net',
    '905321234567:12@s.whatsapp.net',
    '905321234567@c.us,',
  ])('is international in WhatsApp’s own form %s, wherever it is read', (text) => {
    expect(readIn(text)).toEqual([TURKISH]);
    expect(readIn(text, 'GB')).toEqual([TURKISH]);
  });

  it('is never refused for its range in WhatsApp’s own form', () => {
    expect(readIn('https://wa.me/551187654321', 'TR')).toEqual(['+551187654321']);
    expect(readIn('22507181123@c.us', 'TR')).toEqual(['+22507181123']);
    expect(readIn('99912345678@s.whatsapp.net', 'TR')).toEqual(['+99912345678']);
  });

  it.each(['O532 123 45 67', 'o5321234567', '\u041e532 123 45 67', '+9O5321234567'])(
    'is read with the letter O for a zero, with a remark: %s',
    (text) => {
      expect(readIn(text, 'TR')).toEqual([TURKISH, 'letter-o']);
    }
  );

  it.each([
    ['0212 555 01 01 / 0532 123 45 67', TURKISH],
    ['0532 123 45 67, 0533 765 43 21', TURKISH],
    ['0532 123 45 67; 0212 555 01 01', TURKISH],
    ['0532 123 45 67 veya 0533 765 43 21', TURKISH],
    ['0532 123 45 67\n0533 765 43 21', TURKISH],
    ['+905321234567 ::: +905337654321', TURKISH],
    ['0212 555 01 01 - 0532 123 45 67', TURKISH],
    ['+90 532 123 45 67 +90 533 765 43 21', TURKISH],
    ['05321234567 05337654321', TURKISH],
    ['0532 123 / 0532 123 45 67 / 0533 765 43 21', TURKISH],
  ])('is the first mobile number of several, with a remark: %j', (text, number) => {
    expect(readIn(text, 'TR')).toEqual([number, 'first-of-several']);
  });

  it('is one number where a slash is only between its digits', () => {
    expect(readIn('0532/123 45 67', 'TR')).toEqual([TURKISH]);
    expect(readIn('0532 - 123 45 67', 'TR')).toEqual([TURKISH]);
    expect(readIn('030/901820', 'DE')).toEqual(['+4930901820']);
  });

  it.each([
    ['hello', 'not-a-number'],
    ['call 05321234567', 'not-a-number'],
    ['05321234567 dahili 12', 'not-a-number'],
    ['ada@example.com', 'not-a-number'],
    [`see ${'x'.repeat(500)} 05321234567`, 'too-long'],
    ['\u200e\u202a', 'empty'],
  ])('is none in %j', (text, problem) => {
    expect(readIn(text, 'TR')).toBe(problem);
  });

  it('costs nothing where there is nothing to take off', () => {
    expect(readPasted(' +90 (532) 123-45.67')).toEqual({
      kind: 'typed',
      numbers: ['+90 (532) 123-45.67'],
      hasLetterO: false,
    });
  });
});
