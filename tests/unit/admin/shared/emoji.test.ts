import {
  findEmojis,
  gridStep,
  keepRecent,
  readGroups,
  readRecent,
} from '../../../../admin/src/shared/emoji/emoji';
import english from '../../../../admin/src/shared/emoji/en.json';
import turkish from '../../../../admin/src/shared/emoji/tr.json';

const found = (packed: Record<string, string>, query: string, locale: string) =>
  findEmojis(readGroups(packed), query, locale).map(({ emoji }) => emoji.replace(/\uFE0F/g, ''));

const store = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
};

describe('emojis', () => {
  it('are the same in both languages, each one character for who reads it, with a name', () => {
    const listed = (packed: Record<string, string>) =>
      readGroups(packed).map(({ key, emojis }) => [key, emojis.map(({ emoji }) => emoji)]);
    expect(listed(turkish)).toEqual(listed(english));
    const all = readGroups(turkish).flatMap(({ emojis }) => emojis);
    expect(all.length).toBeGreaterThan(1_800);
    expect(all.filter(({ name }) => name === '')).toEqual([]);
    expect(
      all.filter(({ emoji }) => [...new Intl.Segmenter().segment(emoji)].length !== 1)
    ).toEqual([]);
    expect(new Set(all.map(({ emoji }) => emoji)).size).toBe(all.length);
  });

  it('are found by name and keyword in the language of the reader, without its accents', () => {
    expect(found(english, 'thumbs up', 'en')[0]).toBe('👍');
    expect(found(turkish, 'gunes gozlugu', 'tr')).toContain('🕶');
    expect(found(turkish, 'KALP', 'tr')).toContain('❤');
    expect(found(english, 'zzzz', 'en')).toEqual([]);
    expect(found(english, '  ', 'en')).toEqual([]);
  });

  it('chosen last come first, each once, and a broken entry counts as none', () => {
    const kept = store();
    ['😀', '🎉', '😀'].forEach((emoji) => keepRecent(kept, emoji));
    expect(readRecent(kept)).toEqual(['😀', '🎉']);
    for (let n = 0; n < 40; n += 1) keepRecent(kept, `x${n}`);
    expect(readRecent(kept)).toHaveLength(18);
    expect(readRecent({ ...kept, getItem: () => '{' })).toEqual([]);
  });

  it('are walked by arrows that stay in the grid', () => {
    const grid = { at: 4, count: 12, columns: 9 };
    expect(gridStep('ArrowRight', grid)).toBe(5);
    expect(gridStep('ArrowDown', grid)).toBeNull();
    expect(gridStep('ArrowDown', { ...grid, at: 1 })).toBe(10);
    expect(gridStep('ArrowUp', grid)).toBeNull();
    expect(gridStep('End', grid)).toBe(11);
    expect(gridStep('a', grid)).toBeNull();
  });
});
