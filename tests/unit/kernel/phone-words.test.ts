import { phoneRefusal, unreadText } from '../../../server/src/kernel/phone-words';
import { readPhone } from '../../../server/src/kernel/read-phone';
import { en, tr } from '../../support/words';

const unread = (text: string, country?: string, also?: string[]) => {
  const reading = readPhone(text, country, also);
  if (reading.kind === 'read') throw new Error(`${text} was read`);
  return reading;
};

describe('a number that could not be read', () => {
  it('is asked for in both languages, with what may have been meant', () => {
    const german = unread('15123456789', 'FR', ['DE']);
    expect(unreadText(german, 'FR', 'en')).toBe(
      'Without a country code this is not a number in France. ' +
        'Did you mean +1 512 345 6789 (United States) or +49 1512 3456789 (Germany)?'
    );
    expect(unreadText(german, 'FR', 'tr')).toBe(
      'Ülke kodu olmadan bu, Fransa için geçerli bir numara değil. ' +
        'Şunu mu demek istediniz: +1 512 345 6789 (Amerika Birleşik Devletleri) ya da +49 1512 3456789 (Almanya)?'
    );
  });

  it('lacks its country code where no country is chosen', () => {
    const bare = unread('447400123456');
    expect(unreadText(bare, null, 'en')).toBe(
      'The country code is missing. Did you mean +44 7400 123456 (United Kingdom)?'
    );
    expect(unreadText(bare, null, 'tr')).toBe(
      'Ülke kodu eksik. Şunu mu demek istediniz: +44 7400 123456 (Birleşik Krallık)?'
    );
  });

  it('is refused with the numbers that may have been meant, for programs too', () => {
    const british = unread('447400123456', 'TR');
    expect(phoneRefusal(british, { field: 'to', country: 'TR' })).toMatchObject({
      kind: 'phone-unclear',
      details: {
        field: 'to',
        meant: ['+447400123456'],
        words: { tr: { text: unreadText(british, 'TR', 'tr') } },
      },
    });
    expect(phoneRefusal(unread('0532', 'TR'), { field: 'to', country: 'TR' })).toMatchObject({
      kind: 'phone-invalid',
      message: '“to” is not valid.',
      details: { remedy: 'Check the number: no such number exists in its country.' },
    });
  });

  it.each([
    ['phone', 'not-a-number'],
    ['0532', 'not-valid'],
    ['0532 123 45 67 ext. 12', 'extension'],
  ] as const)('says the same at the field and in the refusal of a save: %s', (text, problem) => {
    const reading = unread(text, 'TR');
    expect(reading.problem).toBe(problem);
    expect(unreadText(reading, 'TR', 'en')).toBe(en(`records.phone.${problem}`));
    expect(unreadText(reading, 'TR', 'tr')).toBe(tr(`records.phone.${problem}`));
  });
});
