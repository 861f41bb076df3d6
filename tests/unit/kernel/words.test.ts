import { byWord } from '../../../server/src/kernel/words';

describe('a table of words', () => {
  it('knows what it was given and nothing that every object has', () => {
    const table = byWord({ english: 'en' });
    expect(table.get('english')).toBe('en');
    for (const word of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
      expect([word, table.get(word)]).toEqual([word, undefined]);
  });
});
