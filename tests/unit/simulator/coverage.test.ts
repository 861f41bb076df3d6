import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CATALOGUE } from '../../../simulator/src/graph/catalogue';
import { FIELD_SAMPLES } from '../../../simulator/src/webhooks/samples-account';

const root = path.resolve(__dirname, '../../..');
const FOLDERS = ['tests/unit/simulator', 'tests/simulator'];
const readme = readFileSync(path.join(root, 'simulator/README.md'), 'utf8');
const coverage = readme.split('## What of the Cloud API is here')[1]?.split('\n## ')[0] ?? '';

type Row = { what: string; here: string; tests: string[] };

const rows: Row[] = coverage
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:-|call |rule |event |code )/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, what = '', here = '', tests = '']) => ({
    what,
    here,
    tests: tests.split(' · ').filter(Boolean),
  }));

/** Titles of tests and of their groups: the first text of a call of `it`, `describe` or a table of them. */
const titlesOf = (name: string): string[] => {
  const file = FOLDERS.map((folder) => path.join(root, folder, `${name}.test.ts`)).find(existsSync);
  if (!file) return [];
  const found = readFileSync(file, 'utf8').matchAll(
    /(?:\b(?:it|describe)|\))\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g
  );
  return [...found].map(([, , title = '']) => title);
};

const titles = new Map(
  FOLDERS.flatMap((folder) => readdirSync(path.join(root, folder)))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => file.replace('.test.ts', ''))
    .map((name) => [name, titlesOf(name)])
);

const isThere = (reference: string): boolean => {
  const [name = '', words = ''] = reference.split(' › ');
  return words !== '' && (titles.get(name) ?? []).some((title) => title.includes(words));
};

describe('the table of what is here', () => {
  it('has rows for endpoints, rules, events and codes', () => {
    expect(rows.length).toBeGreaterThan(90);
    expect(rows.every(({ what, here }) => what !== '' && here !== '')).toBe(true);
  });

  it('names a test for everything that is here, and the reason for everything that is not', () => {
    const bare = rows.filter(({ here, tests }) =>
      here.startsWith('no') ? here.length < 'no: why'.length : tests.length === 0
    );
    expect(bare).toEqual([]);
  });

  it('names only tests that exist', () => {
    const missing = rows.flatMap(({ tests }) => tests.filter((test) => !isThere(test)));
    expect(missing).toEqual([]);
    expect(isThere('sending › a title that no test has')).toBe(false);
  });

  it('has every code that the simulator can answer with', () => {
    const codes = new Set(
      rows
        .filter(({ here }) => !here.startsWith('no'))
        .flatMap(({ what }) => (/^[\d, ]+$/.test(what) ? what.split(', ').map(Number) : []))
    );
    expect(Object.keys(CATALOGUE).filter((code) => !codes.has(Number(code)))).toEqual([]);
    expect(
      [...codes].filter((code) => code > 0 && !(code in CATALOGUE) && code < 2_000_000)
    ).toEqual([141002, 131060]);
  });

  it('has every edge of the routes and every field of the webhooks', () => {
    const routes = readFileSync(path.join(root, 'simulator/src/graph/routes.ts'), 'utf8');
    const edges = [...routes.matchAll(/'(?:GET|POST|DELETE) (\w+)'/g)].map(([, edge = '']) => edge);
    expect(edges.length).toBeGreaterThan(25);
    const fields = Object.keys(FIELD_SAMPLES).map((name) => name.split('.')[0] ?? '');
    const told = (word: string): boolean => new RegExp(`\\b${word}\\b`).test(coverage);
    expect([...edges, ...fields].filter((word) => !told(word))).toEqual([]);
  });
});
