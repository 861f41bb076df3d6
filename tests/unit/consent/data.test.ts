import fc from 'fast-check';
import { dataPurpose, type DataPurpose } from '../../../server/src/contracts/consent';
import { boxOf, purposeBoxes } from '../../../server/src/contracts/data-boxes';
import { agreedPurposes, agreedSql, withAnswer } from '../../../server/src/consent/domain/data';
import { answersOf } from '../../../server/src/preferences/domain/data';

const purpose = fc.constantFrom(...dataPurpose.options);

describe('what somebody agreed to of data collection', () => {
  it('[X-08] an answer changes its purpose and no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(purpose), purpose, fc.boolean(), (before, one, agreed) => {
        const column = before.reduce(
          (text, each) => withAnswer(text, { purpose: each, agreed: true }),
          ''
        );
        const after = agreedPurposes(withAnswer(column, { purpose: one, agreed }));
        expect(after.includes(one)).toBe(agreed);
        const others = (list: readonly DataPurpose[]) => list.filter((each) => each !== one).sort();
        expect(others(after)).toEqual(others(before));
      })
    );
  });

  it('is asked in SQL by its own name only', () => {
    expect(agreedSql('position', 'd')).toContain('d.data_in');
    expect(() => agreedSql(`x' OR 1=1` as DataPurpose)).toThrow();
  });
});

describe('the boxes of data collection', () => {
  it('[X-08] are read back with the version that was read, and made-up ones are refused', () => {
    const read = { purpose: 'position' as const, version: 12 };
    expect(purposeBoxes.parse(boxOf(read))).toEqual([read]);
    expect(purposeBoxes.parse([boxOf(read), 'profile.1'])).toHaveLength(2);
    for (const made of ['position', 'position.0', 'position.-1', 'weather.1', 'position.1.2', ' '])
      expect(purposeBoxes.safeParse(made).success).toBe(false);
  });

  it('[X-08] a box that stays empty says nothing, one that is emptied takes back, and what was not shown stays', () => {
    const position = { purpose: 'position' as const, version: 2 };
    const tracking = { purpose: 'tracking' as const, version: 1 };
    const shown = [position, tracking];
    expect(answersOf([], { shown, ticked: [] })).toEqual([]);
    expect(answersOf([], { shown, ticked: [tracking] })).toEqual([
      { ...tracking, action: 'opt-in' },
    ]);
    expect(answersOf(['position', 'profile'], { shown, ticked: [] })).toEqual([
      { ...position, action: 'opt-out' },
    ]);
    expect(answersOf(['position'], { shown, ticked: [position] })).toEqual([]);
    expect(answersOf([], { shown: [], ticked: [position] })).toEqual([]);
  });
});
