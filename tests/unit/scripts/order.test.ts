import { existsSync } from 'node:fs';
import path from 'node:path';
import usual from '../../support/long-files.json';
import Order from '../../support/order.cjs';

const root = path.resolve(__dirname, '../../..');
const tests = (...names: string[]) => names.map((name) => ({ path: path.join(root, name) }));
const names = (ordered: { path: string }[]) =>
  ordered.map((test) => path.relative(root, test.path));

describe('the order of the test files', () => {
  it('puts the longest of the last run first, and a long unknown text before a short one', () => {
    const known = new Map([
      ['a.test.ts', 1],
      ['b.test.ts', 9_000],
      ['c.test.ts', 20],
    ]);
    const all = tests('a.test.ts', 'knip.json', 'c.test.ts', 'package-lock.json', 'b.test.ts');
    expect(names(Order.longestFirst(all, known))).toEqual([
      'b.test.ts',
      'package-lock.json',
      'c.test.ts',
      'knip.json',
      'a.test.ts',
    ]);
  });

  it('begins with files that are known to be long, of those that there are', () => {
    expect(Object.keys(usual).filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('is another one with another seed, and the same with the same seed, however the files come', () => {
    const all = tests(...Array.from({ length: 20 }, (_, i) => `${i}.test.ts`));
    const drawn = names(Order.shuffled(all, '7'));
    expect(names(Order.shuffled([...all].reverse(), '7'))).toEqual(drawn);
    expect(names(Order.shuffled(all, '8'))).not.toEqual(drawn);
    expect([...drawn].sort()).toEqual(names(all).sort());
  });
});
