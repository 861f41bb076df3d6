import {
  inOrderOf,
  keysOfName,
  meantNames,
  nameKeyOf,
  spellingKeyOf,
} from '../../../server/src/strapi/name-keys';

describe('keys of names', () => {
  it('[C-25] are one for all spellings of a name, and of its own spelling two', () => {
    expect(new Set(['Søren', 'SOREN', '  soren '].map(nameKeyOf)).size).toBe(1);
    expect(spellingKeyOf('Søren')).toBe(spellingKeyOf(' SØREN '));
    expect(spellingKeyOf('Søren')).not.toBe(spellingKeyOf('Soren'));
    expect(keysOfName('Søren')).not.toContain(spellingKeyOf('Soren'));
    expect(nameKeyOf('कला')).not.toBe(nameKeyOf('कील'));
  });

  it('[C-25] who types a name means the one that is spelt so, else the one that is spelt alike', () => {
    const has = ['Soren', 'Søren', 'José'];
    expect([...meantNames(['søren'], has)]).toEqual(['Søren']);
    expect([...meantNames(['SOREN', 'jose'], has)]).toEqual(['Soren', 'José']);
    expect([...meantNames(['Sören'], has)]).toEqual(['Soren']);
    expect([...meantNames(['Soren'], ['Søren'])]).toEqual(['Søren']);
    expect([...meantNames(['Ada'], has)]).toEqual([]);
  });

  it('rows stand by their folded names, equal ones as they came', () => {
    const rows = ['Zoe', 'ılgaz', 'Ada', 'Ilgaz', 'ähre'];
    expect(inOrderOf(rows, (name) => name)).toEqual(['Ada', 'ähre', 'ılgaz', 'Ilgaz', 'Zoe']);
  });
});
