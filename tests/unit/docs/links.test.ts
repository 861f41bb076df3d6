import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'simulator/README.md', 'bench/README.md'],
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file.replaceAll(path.sep, '/')}`),
];

/** Without blocks of code, in which nothing is a heading or a link. */
const proseOf = (text: string): string =>
  text.replaceAll(/^ *(`{3,}|~{3,})[^\n]*\n[\s\S]*?\n *\1[^\n]*$/gm, '');

/** Where links and pictures of a page lead to, without those to other hosts. */
const targetsOf = (text: string): string[] =>
  [
    ...proseOf(text)
      .replaceAll(/`[^`\n]*`/g, '')
      .matchAll(/\]\(\s*<?([^)\s>]*)>?[^)]*\)|<(?:a|img)\b[^>]*?\s(?:href|src)="([^"]*)"/g),
  ]
    .map(([, inMarkdown, inHtml = '']) => inMarkdown ?? inHtml)
    .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target));

/** The anchor that GitHub gives to a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/(?<![\p{L}\p{N}])_([^_]+)_(?![\p{L}\p{N}])/gu, '$1')
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');

/** All anchors of a page; of equal headings the second ends in -1, the third in -2. */
const anchorsOf = (text: string): Set<string> => {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading = ''] of proseOf(text).matchAll(/^#{1,6} +(.*?)(?: +#+)?$/gm)) {
    const anchor = anchorOf(heading);
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    anchors.add(before === 0 ? anchor : `${anchor}-${before}`);
  }
  return anchors;
};

/** What is wrong with a target on a page; null = it leads somewhere. */
const problemOf = (page: string, target: string): string | null => {
  const [file = '', anchor = ''] = target.split('#');
  const there =
    file === '' ? page : path.posix.join(path.posix.dirname(page), decodeURIComponent(file));
  if (!existsSync(path.join(root, there))) return `${page} → ${target}: no file ${there}`;
  if (!target.includes('#')) return null;
  if (there.endsWith('.md') && anchorsOf(read(there)).has(decodeURIComponent(anchor))) return null;
  return `${page} → ${target}: no heading #${anchor} in ${there}`;
};

describe('links and pictures of the guides', () => {
  it('lead to a file, and to a heading of it', () => {
    const found = pages.flatMap((page) =>
      targetsOf(read(page)).map((target) => ({ page, target }))
    );
    expect(found.length).toBeGreaterThan(400);
    expect(found.some(({ target }) => target.endsWith('.png'))).toBe(true);
    const wrong = found.flatMap(({ page, target }) => problemOf(page, target) ?? []);
    expect(wrong).toEqual([]);
  });

  it('lead from the README to every guide', () => {
    const list = read('README.md').split('\n## Documents\n')[1]?.split('\n## ')[0] ?? '';
    const guides = pages.filter((page) => /^(docs\/[^/]+|CONTRIBUTING)\.md$/.test(page));
    expect(guides).toContain('docs/voice.md');
    expect(guides.filter((page) => !targetsOf(list).includes(page))).toEqual([]);
  });

  it('are read as GitHub reads them', () => {
    const text = [
      'See [a page](team.md#who-sees-what "title"), ![a picture](images/a.png) and',
      '[a host](https://example.com), but not `[code](code.md)`; <img alt="" src="images/b.png">.',
      '```md',
      '[in a block](block.md)',
      '# no heading',
      '```',
      '## 5. A/B test: _what_ a `tap` means',
      '## Same',
      '### Same',
    ].join('\n');
    expect(targetsOf(text)).toEqual(['team.md#who-sees-what', 'images/a.png', 'images/b.png']);
    expect([...anchorsOf(text)]).toEqual(['5-ab-test-what-a-tap-means', 'same', 'same-1']);
    expect(problemOf('docs/team.md', '#who-sees-what')).toBeNull();
    expect(problemOf('docs/team.md', '../README.md')).toBeNull();
    expect(problemOf('docs/team.md', 'no-page.md')).toContain('no file docs/no-page.md');
    expect(problemOf('README.md', 'docs/team.md#no-heading')).toContain('no heading #no-heading');
  });
});
