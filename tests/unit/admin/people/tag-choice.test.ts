import { isNewTag, offeredTags } from '../../../../admin/src/shared/people/tag-choice';

const tags = ['VIP', 'Łódź', 'Große Straße', 'İade', 'Soren', 'Søren'];
const found = (typed: string, without: string[] = []) => offeredTags(tags, { typed, without });

describe('tags that are offered', () => {
  it.each([
    ['vip', 'VIP'],
    ['Lodz', 'Łódź'],
    ['strasse', 'Große Straße'],
    ['STRASSE', 'Große Straße'],
    ['iade', 'İade'],
    [' IADE ', 'İade'],
  ])('[C-25] have what was typed, whatever the case and the accents: %j', (typed, tag) => {
    expect(found(typed)).toEqual([tag]);
    expect(isNewTag(typed, tags)).toBe(tag === 'Große Straße');
  });

  it('[C-25] are all tags that nobody has chosen yet', () => {
    expect(found('')).toEqual(tags);
    expect(found('', ['vip', 'Lodz'])).toEqual(['Große Straße', 'İade', 'Soren', 'Søren']);
  });

  it('[C-25] are both of two that differ in their accents alone, of which the other one is chosen', () => {
    expect(found('soren', ['Soren'])).toEqual(['Søren']);
  });

  it('[C-25] are not made again in another spelling', () => {
    expect(isNewTag('grosse strasse', tags)).toBe(false);
    expect(isNewTag('Toptan', tags)).toBe(true);
    expect(isNewTag('  ', tags)).toBe(false);
  });
});
