import {
  compareRequirements,
  idsOfList,
  idsOfTitle,
  titlesOfSource,
} from '../../../scripts/lib/requirement-scan.mjs';

const list = `# Requirements
See C-11 and ISO-8601 in the text.
- **C-11** · L1 · refuses free text after 24 hours
- **C-12** · L1 · *dropped: not wanted*
- **M-05** · L2 · shows the bill (compare C-99)
## For later releases
- **B-01** · L1 · bots
`;

describe('the requirement scanner', () => {
  it('reads the ids of rows, not those mentioned in text, dropped or under a later heading', () => {
    expect(idsOfList(list)).toEqual(['C-11', 'M-05']);
  });

  it('reads the rows of a table too', () => {
    expect(idsOfList('| C-11 | something |\n| **M-05** | other |')).toEqual(['C-11', 'M-05']);
  });

  it('finds one or several ids in brackets of a title', () => {
    expect(idsOfTitle('[C-11] refuses')).toEqual(['C-11']);
    expect(idsOfTitle('[C-11, M-05][X-09] does')).toEqual(['C-11', 'M-05', 'X-09']);
    expect(idsOfTitle('knows C-11 without brackets')).toEqual([]);
  });

  it('finds titles of it, test, describe and their tables in any quotes', () => {
    const source = [
      "describe('[C-11] a', () => {",
      '  it("b", () => {});',
      '  test.each([1, 2])(`c %d`, () => {});',
      "  describe.each(databases())('[M-05] on %s', () => {});",
      "  it('it\\'s d', () => {});",
      "  it(\n    'e',",
      "  const note = '[X-99] no title';",
    ].join('\n');
    expect(titlesOfSource(source)).toEqual([
      '[C-11] a',
      'b',
      'c %d',
      '[M-05] on %s',
      "it\\'s d",
      'e',
    ]);
  });

  it('tells tested, untested and unknown ids apart', () => {
    const result = compareRequirements(
      ['C-11', 'M-05'],
      [
        { file: 'a.test.ts', source: "it('[C-11] x', () => {}); it('[Z-01] y', () => {});" },
        { file: 'b.test.ts', source: "it('[C-11] x again', () => {});" },
      ]
    );
    expect(result).toEqual({
      tested: [{ id: 'C-11', files: ['a.test.ts', 'b.test.ts'] }],
      untested: ['M-05'],
      unknown: [{ id: 'Z-01', files: ['a.test.ts'] }],
    });
  });
});
