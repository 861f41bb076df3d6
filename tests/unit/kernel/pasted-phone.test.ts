import { checkPhone } from '../../../admin/src/fields/check-phone';
import { readPasted } from '../../../server/src/kernel/pasted-phone';
import { onlyNumber, readPhone } from '../../../server/src/kernel/read-phone';

const TURKISH = '+905321234567';

/** The number and what is remarked of it; else why there is none. What is read, the custom field lets through. */
const readIn = (text: string, country?: string) => {
  const reading = readPhone(text, country);
  if (reading.kind === 'read') expect(checkPhone(text)).toBeNull();
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
    ['a word for a phone before it', 'Cep 0532 123 45 67'],
    ['a label', 'GSM: 0532 123 45 67'],
    ['a label with a dot', 'Tel.: 0532 123 45 67'],
    ['a label with a number of its own', 'Tel 2: 0532 123 45 67'],
    ['a label of another script', 'मोबाइल: 0532 123 45 67'],
    ['the area of a link to call', 'tel:0532-123-45-67;phone-context=+90'],
    ['the domain of a link to call', 'tel:+905321234567;phone-context=example.com'],
    ['the number of its row', '0532 123 45 67 (2)'],
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
    'https://web.whatsapp.com/send?phone=905321234567',
    'https://wa.me/90532 1234567',
    'wa.me/90532-123-45-67',
    'wa.me/+90 (532) 123 45 67',
    'https://api.whatsapp.com/send?phone=90532%201234567&text=Hi',
    'Yaz: https://wa.me/905321234567/?text=Merhaba%201234567890',
    '905321234567@c.us',
    '905321234567@s.whatsapp.net',
    '905321234567:12@s.whatsapp.net',
    '905321234567@c.us,',
  ])('is international in WhatsApp’s own form %s, wherever it is read', (text) => {
    expect(readIn(text)).toEqual([TURKISH]);
    expect(readIn(text, 'GB')).toEqual([TURKISH]);
  });

  it.each([
    ['wa.me/49176 12345678', 'TR', '+4917612345678'],
    ['0176 1234567 (2)', 'DE', '+491761234567'],
    ['0812-3456-789 (2)', 'ID', '+628123456789'],
    ['0664 1234567 (2)', 'AT', '+436641234567'],
    ['Тел.: 8 912 345-67-89', 'RU', '+79123456789'],
    ['Mobil 0151 23456789', 'DE', '+4915123456789'],
    ['+90 (0)/532/123 45 67', 'DE', TURKISH],
  ])('is read elsewhere too: %s in %s', (text, country, number) => {
    expect(readIn(text, country)).toEqual([number]);
  });

  it('is none with too few digits in a link', () => {
    expect(readIn('wa.me/90532', 'TR')).toBe('not-a-number');
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
    ['05321234567-05337654321', TURKISH],
    ['+905321234567+905337654321', TURKISH],
    ['wa.me/905321234567 wa.me/905337654321', TURKISH],
    ['Tel: 0532 123 45 67 https://wa.me/905337654321', TURKISH],
    ['wa.me/905321234567 05337654321', TURKISH],
    ['Ayşe: wa.me/905321234567?text=Hi, Ali: wa.me/905337654321', TURKISH],
    ['api.whatsapp.com/send?text=a&phone=905321234567\nwa.me/905337654321', TURKISH],
    ['0532 123 45 67 (1) / 0533 765 43 21 (2)', TURKISH],
    ['0532 123 / 0532 123 45 67 / 0533 765 43 21', TURKISH],
  ])('is the first mobile number of several, with a remark: %j', (text, number) => {
    expect(readIn(text, 'TR')).toEqual([number, 'first-of-several']);
  });

  it.each([
    ['0532 111 22 33 0533 111 22 33', 'TR', '+905321112233'],
    ['0212 555 01 01  0532 111 22 33  0533 111 22 33', 'TR', '+905321112233'],
    ['212 555 01 01 532 111 22 33', 'TR', '+905321112233'],
    ['+90 532 111 22 33 0533 111 22 33', 'TR', '+905321112233'],
    ['0532-111-22-33 0533-111-22-33', 'TR', '+905321112233'],
    ['0532 111 22 33 (iş) 0533 111 22 33 (ev)', 'TR', '+905321112233'],
    ['0212 555 01 01 0532 111 22 33; 0533 111 22 33', 'TR', '+905321112233'],
    ['O532 111 22 33 0533 111 22 33', 'TR', '+905321112233', 'letter-o'],
    ['0151 23456789 0160 1234567', 'DE', '+4915123456789'],
    ['030 9018200 0151 23456789', 'DE', '+4915123456789'],
    ['07400 123456 020 7946 0018', 'GB', '+447400123456'],
    ['06 12 34 56 78 07 81 23 45 67', 'FR', '+33612345678'],
    ['912 345 678 612 345 678', 'ES', '+34612345678'],
    ['02 1234 5678 312 345 6789', 'IT', '+393123456789'],
    ['11 96123-4567 21 96123-4568', 'BR', '+5511961234567'],
    ['(201) 555-0123 (202) 555-0134', 'US', '+12015550123'],
    ['07400123456-07400123457', 'GB', '+447400123456'],
    ['wa.me/919876543210 wa.me/919876543211', 'TR', '+919876543210'],
  ])(
    'is the first mobile number of several with blanks between: %s in %s',
    (text, country, ...is) => {
      const [number, ...remarks] = is;
      expect(readIn(text, country)).toEqual([number, ...remarks, 'first-of-several']);
    }
  );

  it('is none where blanks do not tell one way to part its digits', () => {
    expect(readIn('0532 111 22 33 5', 'TR')).toBe('not-valid');
    expect(readIn('0532 111 22 33 0533 111', 'TR')).toBe('not-valid');
    // The second one is a number of another country only: nothing becomes foreign unasked.
    expect(readIn('0532 111 22 33 44 7400 123456', 'TR')).toBe('not-valid');
    expect(readIn('0532 111 22 33 0533 111 22 33')).toBe('country-missing');
  });

  it('has no digit of the next number, where its plan would allow more of them', () => {
    // 030 9018200 030 is a number of Berlin too, and 7654321 one of Löffingen: but they do not begin alike.
    expect(readIn('030 9018200 030 7654321', 'DE')).toEqual(['+49309018200', 'first-of-several']);
    // All digits together would be a number of seventeen digits, which no network has.
    expect(readIn('030 90182 030 90183', 'DE')).toEqual(['+493090182', 'first-of-several']);
  });

  it.each([
    ['0212 555 55 55/56', 'TR', '+902125555555'],
    ['0212 555 55 55 / 56 / 57', 'TR', '+902125555555'],
    ['+90 532 111 22 33/34', 'TR', '+905321112233'],
    ['0171 1234567/8', 'DE', '+491711234567'],
    ['+49 171 1234567/8', 'TR', '+491711234567'],
    ['030 901820/21', 'DE', '+4930901820'],
    ['333 1234567/8', 'IT', '+393331234567'],
    ['212-555-0123/4', 'US', '+12125550123'],
  ])('is the number before the last digits of others: %s in %s', (text, country, number) => {
    expect(readIn(text, country)).toEqual([number, 'first-of-several']);
  });

  it('is none of several where one number is asked for', () => {
    const several = onlyNumber(readPhone('0532 123 45 67 / 0533 765 43 21', 'TR'));
    expect(several).toMatchObject({ kind: 'unread', problem: 'too-long' });
    expect(onlyNumber(readPhone('O532 123 45 67', 'TR'))).toMatchObject({ kind: 'read' });
  });

  it('is one number where it is written twice, also as a link', () => {
    expect(readIn('0532 123 45 67 / +90 532 123 45 67', 'TR')).toEqual([TURKISH]);
    expect(readIn('https://wa.me/919876543210 (+91 98765 43210)')).toEqual(['+919876543210']);
    // Of the other one nothing is known.
    expect(readIn('0532 123 45 67 / 0532 123 45 6', 'TR')).toEqual([TURKISH, 'first-of-several']);
  });

  it('is one number where a slash is only between its digits', () => {
    expect(readIn('0532/123 45 67', 'TR')).toEqual([TURKISH]);
    expect(readIn('0532 - 123 45 67', 'TR')).toEqual([TURKISH]);
    expect(readIn('030/901820', 'DE')).toEqual(['+4930901820']);
    expect(readIn('06/12345/678', 'IT')).toEqual(['+390612345678']);
    expect(readIn('0532 123 45/67', 'TR')).toEqual([TURKISH]);
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
