import { readdirSync } from 'node:fs';
import path from 'node:path';
import { complaints, countWords } from '../../../scripts/lib/words.mjs';
import { FOLDERS } from '../../../scripts/lists/words.mjs';

const texts = [
  { file: 'a.ts', text: 'Old, OLD and older; tooOld, oldName.' },
  { file: 'b.json', text: 'The shop’s old words' },
];

const root = path.resolve(__dirname, '../../..');
/** Made by builds and runs, or loaded. */
const MADE = ['node_modules', 'dist', 'build', 'coverage', 'reports', 'types', 'public'];

const foldersIn = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .filter(({ name }) => !name.startsWith('.') && !MADE.includes(name))
    .map(({ name }) => path.posix.join(folder, name));

const holdsCode = (folder: string): boolean =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).some((file) =>
    /\.(tsx?|[cm]?js|md)$/.test(file)
  );

describe('unwanted words', () => {
  it('are counted in every folder that has code', () => {
    const inner = foldersIn('').flatMap((folder) =>
      FOLDERS.includes(folder) ? [] : foldersIn(folder)
    );
    expect(inner).toContain('simulator/phone');
    expect(inner.filter((folder) => !FOLDERS.includes(folder) && holdsCode(folder))).toEqual([]);
  });

  it('are found whole and in any case, names only as they are written', () => {
    expect(countWords(['old', "the shop's", 'tooOld', 'toOold'], texts)).toEqual({
      old: [
        { file: 'a.ts', count: 2 },
        { file: 'b.json', count: 1 },
      ],
      "the shop's": [{ file: 'b.json', count: 1 }],
      tooOld: [{ file: 'a.ts', count: 1 }],
      toOold: [],
    });
  });

  it('may have any ending in Turkish, whose İ and I are letters of their own', () => {
    const read = (text: string) =>
      countWords(['ışık'], [{ file: 'tr.json', text }], { locale: 'tr', open: true })['ışık'];
    expect(read('IŞIKLAR, ışığı')).toEqual([{ file: 'tr.json', count: 1 }]);
    expect(read('İŞIK, karışık')).toEqual([]);
  });

  it('fail when there are more, naming the files, and when there are fewer, naming the number', () => {
    const found = countWords(['old'], texts);
    expect(complaints({ old: 3 }, found)).toEqual([]);
    expect(complaints({ old: 2 }, found)).toEqual([
      '"old": 3, and 2 are allowed. Write plainly, see docs/voice.md: a.ts (2), b.json (1)',
    ]);
    expect(complaints({ old: 5 }, found)).toEqual(['"old": 3, lower the list from 5 to 3.']);
  });
});
