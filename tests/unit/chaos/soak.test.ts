import { grownBetween } from '../../chaos/soak';

const begin = { heapMb: 100, rssMb: 300, handles: 70, files: 40, databaseMb: 5, logLines: 1 };

describe('what a soak calls growth', () => {
  it('is a heap, handles or files beyond their bound, and nothing else', () => {
    expect(grownBetween(begin, { ...begin, heapMb: 140, handles: 90, databaseMb: 900 })).toEqual(
      []
    );
    expect(grownBetween(begin, { ...begin, heapMb: 150, handles: 95, files: 80 })).toEqual([
      'heap 150, at most 145',
      'handles 95, at most 90',
      'files 80, at most 70',
    ]);
  });

  it('leaves out the files where the system does not count them', () => {
    expect(grownBetween({ ...begin, files: null }, { ...begin, files: null })).toEqual([]);
  });
});
