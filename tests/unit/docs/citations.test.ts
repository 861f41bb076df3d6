import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { engineConfigSchema } from '../../../server/src/runtime/config';

const root = path.resolve(__dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const PARTS = ['server', 'admin', 'simulator', 'formats', 'tests', 'bench', 'bin', 'scripts'];
const SOURCE = /(?<!\.d)\.(ts|tsx|mjs|cjs|js)$/;
const sources = PARTS.flatMap((part) =>
  readdirSync(path.join(root, part), { recursive: true, encoding: 'utf8' })
    .filter((file) => SOURCE.test(file) && !/(^|\/)(node_modules|dist)\//.test(file))
    .map((file) => `${part}/${file}`)
);

interface Citation {
  file: string;
  what: string;
}

/** What a pattern finds in the sources, also where a comment breaks the line in between. */
const citations = (pattern: RegExp): Citation[] =>
  sources.flatMap((file) =>
    [
      ...read(file)
        .replaceAll(/\s*\n\s*(\*|\/\/)?\s*/g, ' ')
        .matchAll(pattern),
    ].map(([, what = '']) => ({ file, what }))
  );

const shown = ({ file, what }: Citation): string => `${file}: ${what}`;

describe('what the code cites', () => {
  it('is a section of docs/engine.md', () => {
    const sections = [...read('docs/engine.md').matchAll(/^## (\d+)\. /gm)].map(([, n]) => n);
    expect(sections).toEqual(sections.map((_, index) => String(index + 1)));
    const cited = citations(/\bengine(?:\.md)?,? (\d+(?:\.\d+)*(?:(?:,| and) \d+(?:\.\d+)*)*)/g);
    expect(cited.length).toBeGreaterThan(50);
    const missing = cited.filter(({ what }) =>
      what.split(/, | and /).some((section) => !sections.includes(section))
    );
    expect(missing.map(shown)).toEqual([]);
  });

  it('is a page of this repository', () => {
    const pages = citations(/(?<![\w./-])((?:[\w-]+\/)*[\w-]+\.md)\b/g);
    expect(pages.length).toBeGreaterThan(20);
    const missing = pages
      // The test of links names pages that are not there.
      .filter(({ file }) => file !== 'tests/unit/docs/links.test.ts')
      .filter(({ what }) => !existsSync(path.join(root, what)));
    expect(missing.map(shown)).toEqual([]);
  });

  it('is no section of a document that is not here', () => {
    const elsewhere = /\(((?:cloud-api|design|performance|strapi-5|ux)(?:\.md)? \d[^)]*)\)/g;
    expect(`(ux ${3})`).toMatch(elsewhere);
    expect(citations(elsewhere).map(shown)).toEqual([]);
  });
});

describe('a doc comment', () => {
  it('does not stand on another one, which then describes nothing', () => {
    const stacked = /\*\/\n[ \t]*\/\*\*/;
    expect('/** one */\n  /** two */').toMatch(stacked);
    expect(sources.filter((file) => stacked.test(read(file)))).toEqual([]);
  });
});

describe('the constants of docs/engine.md', () => {
  it('have the defaults of the code', () => {
    const defaults = new Map(Object.entries(engineConfigSchema.parse({})));
    const listed = [...read('docs/engine.md').matchAll(/^\| (`\w+`(?:, `\w+`)*) +\| ([^|]+)\|/gm)]
      .flatMap(([, names = '', values = '']) => {
        const each = values.trim().split(', ');
        return names.split(', ').map((name, at) => [name.slice(1, -1), each[at] ?? ''] as const);
      })
      .filter(([name]) => name in engineConfigSchema.shape);
    expect(listed.map(([name]) => name).sort()).toEqual(
      Object.keys(engineConfigSchema.shape).sort()
    );
    const wrong = listed.filter(
      ([name, value]) =>
        ['number', 'boolean'].includes(typeof defaults.get(name)) &&
        String(defaults.get(name)) !== value.replaceAll(' ', '')
    );
    expect(wrong).toEqual([]);
  });
});
