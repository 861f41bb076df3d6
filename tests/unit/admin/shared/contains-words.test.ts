import { containsWords } from '../../../../admin/src/shared/contains-words';

describe('what has the words that were typed', () => {
  it.each([
    ['@Order › Number', 'order nu', true],
    ['@Order › Number', 'number ORDER', true],
    ['@Order › Number', '@', true],
    ['VIP', 'vip', true],
    ['İade', 'iade', true],
    ['Łódź', 'Lodz', true],
    ['Große Straße', 'strasse grosse', true],
    ['Order › Number', 'order date', false],
    ['мои', 'мой', false],
  ])('of %j is found by %j: %j', (label, typed, isFound) => {
    expect(containsWords(label, typed)).toBe(isFound);
  });
});
