import fc from 'fast-check';
import { mappingFields } from '../../../server/src/contracts/records';
import { consentNews, personOf, personPaths } from '../../../server/src/records/domain/entry';

const fields = mappingFields.parse({
  phone: 'phone',
  email: 'email',
  name: 'name',
  surname: 'surname',
  language: 'language',
  birthday: 'birthday',
  consent: 'newsletter',
});

describe('the contact of an entry', () => {
  it('[P-03] reads number, e-mail, names, language, birthday and consent however they are kept', () => {
    const values = {
      phone: '0532 123 45 67',
      email: ' AYSE@Example.com ',
      name: 'Ayşe',
      surname: ' Yılmaz',
      language: 'Türkçe',
      birthday: '1990-04-05',
      newsletter: 1,
    };
    expect(personOf(values, fields, 'TR')).toMatchObject({
      phone: { e164: '+905321234567' },
      phoneProblem: null,
      email: 'ayse@example.com',
      name: 'Ayşe Yılmaz',
      givenName: 'Ayşe',
      familyName: 'Yılmaz',
      language: 'tr',
      birthday: '1990-04-05',
      consent: true,
    });
  });

  it('[P-03] takes a number kept as a number, and keeps what is no number and no e-mail as it is filled in', () => {
    expect(personOf({ phone: 5321234567 }, fields, 'TR').phone?.e164).toBe('+905321234567');
    expect(personOf({ phone: 'call me' }, fields, 'TR')).toMatchObject({
      phone: null,
      phoneProblem: 'not-a-number',
      phoneText: 'call me',
    });
    expect(personOf({ email: 'ayse at home' }, fields, 'TR')).toMatchObject({
      email: null,
      emailText: 'ayse at home',
    });
  });

  it('[P-03] keeps the whole name where there is no field for the surname', () => {
    const whole = { ...fields, surname: null };
    expect(personOf({ name: 'Ayşe Nur Yılmaz' }, whole, 'TR')).toMatchObject({
      name: 'Ayşe Nur Yılmaz',
      givenName: null,
      familyName: null,
    });
  });

  it('[P-03] tells nothing that the entry does not: hostile values are no facts', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...personPaths(fields)), fc.anything()),
        (values) => {
          const person = personOf(values, fields, 'TR');
          for (const text of [person.email, person.name, person.language, person.birthday])
            expect(text === null || (typeof text === 'string' && text.trim() !== '')).toBe(true);
          expect(person.name ?? '').not.toMatch(/[\u0000-\u001f]/);
        }
      )
    );
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    '[P-03] a word that is no language is none, even %s',
    (language) => {
      expect(personOf({ language }, fields, 'TR').language).toBeNull();
      expect(personOf({ language: 'ENGLISH' }, fields, 'TR').language).toBe('en');
    }
  );

  it('[P-03] hears consent only as news, and never over the word of who left', () => {
    expect(consentNews(null, true, 'none')).toBe('opt-in');
    expect(consentNews(null, false, 'none')).toBeNull();
    expect(consentNews(true, false, 'in')).toBe('opt-out');
    expect(consentNews(false, true, 'out')).toBeNull();
    expect(consentNews(true, true, 'out')).toBeNull();
    expect(consentNews(true, null, 'in')).toBeNull();
    fc.assert(
      fc.property(
        fc.constantFrom(null, true, false),
        fc.constantFrom(null, true, false),
        (seen, now) => consentNews(seen, now, 'out') === null
      )
    );
  });
});
