import { isVisible, namesOf, shownFirst } from '../../../server/src/contracts/person-names';

/** Hangul filler, Braille blank, zero-width space, joiner, half-width filler, soft hyphen, a direction mark. */
const BLANKS = [
  '\u3164',
  '\u2800',
  '\u200b',
  '\u200d',
  '\uffa0',
  '\u00ad',
  '\u200e',
  ' \u00a0\t',
  '',
];

describe('names in which nobody sees anything', () => {
  it.each(BLANKS)('[T-34] %j is none', (blank) => {
    expect(isVisible(blank)).toBe(false);
    expect(isVisible(`${blank}${blank}`)).toBe(false);
    expect(isVisible(`${blank}Ayşe`)).toBe(true);
    expect(shownFirst(blank, 'ayse.k')).toBe('ayse.k');
    expect(namesOf({ name: blank, profileName: 'Ayşe K' })).toMatchObject({ firstName: 'Ayşe' });
    expect(namesOf({ name: blank, givenName: blank, familyName: blank })).toEqual({
      name: null,
      firstName: null,
      lastName: null,
    });
  });

  it('an emoji, dots or a number are shown, but nobody is greeted by them', () => {
    for (const name of ['🌸', '...', '+90 532 111 22 33', '@ayse', 'TR.13491208655302741918']) {
      expect(shownFirst(name)).toBe(name);
      expect(namesOf({ name })).toEqual({ name: null, firstName: null, lastName: null });
    }
  });
});

describe('the first and the last name in a name', () => {
  it.each([
    ['Ayşe Kaya', 'Ayşe', 'Kaya'],
    ['Cher', 'Cher', null],
    ['Ayşe 🌸 Kaya ✨', 'Ayşe', 'Kaya'],
    ['~Ayşe~', 'Ayşe', null],
    ['J.R.R. Tolkien', 'J.R.R.', 'Tolkien'],
    ['M Ward', 'M', 'Ward'],
    ['Don Draper', 'Don', 'Draper'],
    ['कला देवी', 'कला', 'देवी'],
    ['李小龙', '李小龙', null],
    // Titles are no names.
    ['Dr.', null, null],
    ['Prof. Dr. Ayşe Kaya', 'Ayşe', 'Kaya'],
    ['Prof.Dr.Ayşe Kaya', 'Ayşe', 'Kaya'],
    ['Av. Mehmet Yılmaz', 'Mehmet', 'Yılmaz'],
    ['Sayın Ayşe Hanım', 'Ayşe', null],
    ['Mrs Jane Doe', 'Jane', 'Doe'],
    ['Dott.ssa Anna Rossi', 'Anna', 'Rossi'],
    ['डॉ. कला देवी', 'कला', 'देवी'],
    ['د. أحمد علي', 'أحمد', 'علي'],
    ['Bay Ali', 'Ali', null],
    ['Bayan Ayşe Kaya', 'Ayşe', 'Kaya'],
    ['Md. Rahim', 'Rahim', null],
    ['Mohd Faizal', 'Faizal', null],
    ['Dña. María García', 'María', 'García'],
    ['Doña Ana', 'Ana', null],
    // As lists have them that are sorted by surnames.
    ['Kaya, Ayşe', 'Ayşe', 'Kaya'],
    ['Müller, Dr. Anna', 'Anna', 'Müller'],
    ['Иванова, Анна', 'Анна', 'Иванова'],
    ['Kaya, PhD', 'Kaya', null],
    ['Ayşe, 🌸', 'Ayşe', null],
    ['Herr, Müller', null, 'Müller'],
    // Behind these a single word is a surname.
    ['Herr Müller', null, 'Müller'],
    ['M. Dupont', null, 'Dupont'],
    ['г-н Иванов', null, 'Иванов'],
  ])('[T-33] of %j are %j and %j', (name, firstName, lastName) => {
    expect(namesOf({ name })).toEqual({ name, firstName, lastName });
  });

  it('[T-33] own fields win, without their titles', () => {
    const filled = { name: 'A. Kaya', givenName: 'Dr. Ayşe Nur', familyName: 'Kaya Öz' };
    expect(namesOf(filled)).toMatchObject({ firstName: 'Ayşe Nur', lastName: 'Kaya Öz' });
    expect(namesOf({ ...filled, givenName: '+90' }).firstName).toBe('A.');
  });
});
