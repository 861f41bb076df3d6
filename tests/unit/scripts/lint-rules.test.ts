import { readFileSync } from 'node:fs';
import path from 'node:path';
import { lintTree } from './lint-tree';

const root = path.resolve(__dirname, '../../..');
type Rules = Record<string, 'off' | 'error' | unknown[]>;
const config = JSON.parse(readFileSync(path.join(root, '.oxlintrc.json'), 'utf8')) as {
  rules: Rules;
  overrides: { rules: Rules }[];
};

/** Rules that need types: tests/unit/scripts/lint-types.test.ts breaks each in every program. */
const WITH_TYPES = [
  'await-thenable',
  'no-floating-promises',
  'no-implied-eval',
  'no-misused-promises',
  'return-await',
  'switch-exhaustiveness-check',
];

const lines = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n');
const deep = (depth: number): string =>
  depth === 0 ? 'out.push(1);' : `if (out.length < ${depth}) {\n${deep(depth - 1)}\n}`;
const shown = (element: string) => `export const Shown = () => ${element};`;
const effect = (body: string) =>
  `import { useEffect } from 'react';\nexport const useIt = (value: number, tell: (n: number) => void) => {\n${body}\n};`;

/** Each rule with code that breaks it and no other rule, in a file where it holds; in parentheses, another such case. */
const BROKEN: Record<string, [file: string, source: string]> = {
  // What holds everywhere.
  eqeqeq: ['scripts/a.mjs', 'export const isOne = (a) => a == 1;'],
  'no-var': ['scripts/a.mjs', 'var a = 1;\nexport { a };'],
  'prefer-const': ['scripts/a.mjs', 'let a = 1;\nexport { a };'],
  'max-lines': ['server/src/a.ts', lines(401, (n) => `export const a${n} = ${n};`)],
  'max-depth': [
    'server/src/a.ts',
    `export const fill = (out: number[]): void => {\n${deep(4)}\n};`,
  ],
  'max-params': [
    'server/src/a.ts',
    'export const sum = (a: number, b: number, c: number, d: number) => a + b + c + d;',
  ],
  'function-size': [
    'server/src/a.ts',
    `export const long = (out: number[]): void => {\n${lines(51, (n) => `out.push(${n});`)}\n};`,
  ],
  // TypeScript.
  'ban-ts-comment': ['server/src/a.ts', '// @ts-ignore\nexport const a: number = 1;'],
  'consistent-type-imports': [
    'server/src/a.ts',
    "import { Clock } from './clock';\nexport const now = (clock: Clock) => clock.now();",
  ],
  'no-explicit-any': ['server/src/a.ts', 'export const a: any = 1;'],
  'no-unused-vars': ['server/src/a.ts', 'const a = 1;'],
  'default-case-last': [
    'server/src/a.ts',
    'export const a = (n: number) => {\nswitch (n) {\ndefault:\nreturn 1;\ncase 2:\nreturn 2;\n}\n};',
  ],
  'no-console': ['server/src/a.ts', "console.log('a');"],
  'no-empty': ['server/src/a.ts', 'try {\nJSON.parse(String(1));\n} catch {}'],
  'no-eval': ['server/src/a.ts', "eval('1');"],
  // This project's own.
  'word-table': ['server/src/a.ts', "export const WORDS: Record<string, string> = { a: 'b' };"],
  'clock-only': ['server/src/a.ts', 'export const now = () => Date.now();'],
  'theme-tokens': ['admin/src/a.tsx', "export const COLOUR = '#ff0000';"],
  'positive-twin': ['tests/admin/a.test.tsx', "expect(screen.queryByText('A')).toBeNull();"],
  'no-focus': ['tests/unit/a.test.ts', "describe.only('a', () => undefined);"],
  'no-focus (each)': ['tests/unit/a.test.ts', "it.only.each([1])('a', () => undefined);"],
  'no-focus (own)': [
    'tests/unit/a.test.ts',
    "import { itInFull } from './it';\nitInFull.only('a', () => undefined);",
  ],
  'no-focus (fit)': ['tests/unit/a.test.ts', "fit('a', () => undefined);"],
  // React.
  'rules-of-hooks': [
    'admin/src/a.ts',
    "import { useState } from 'react';\nexport const useA = (isOn: boolean) => {\nif (isOn) useState(1);\n};",
  ],
  'exhaustive-deps': ['admin/src/a.ts', effect('useEffect(() => tell(value), []);')],
  // Where another override has them too.
  'rules-of-hooks (tsx)': [
    'admin/src/a.tsx',
    "import { useState } from 'react';\nexport const useA = (isOn: boolean) => {\nif (isOn) useState(1);\n};",
  ],
  'exhaustive-deps (tsx)': ['admin/src/a.tsx', effect('useEffect(() => tell(value), []);')],
  'word-table (admin)': [
    'admin/src/a.ts',
    "export const WORDS: Record<string, string> = { a: 'b' };",
  ],
  'word-table (tsx)': [
    'admin/src/a.tsx',
    "export const WORDS: Record<string, string> = { a: 'b' };",
  ],
  'function-size (tsx)': [
    'admin/src/a.tsx',
    `export const long = (out: number[]): void => {\n${lines(121, (n) => `out.push(${n});`)}\n};`,
  ],
  'max-lines (tests)': ['tests/unit/a.ts', lines(601, (n) => `export const a${n} = ${n};`)],
  // What assistive technology needs.
  'alt-text': ['admin/src/a.tsx', shown('<img src="a.png" />')],
  'anchor-has-content': ['admin/src/a.tsx', shown('<a href="/a" />')],
  'anchor-is-valid': ['admin/src/a.tsx', shown('<a href="#">A</a>')],
  'aria-activedescendant-has-tabindex': [
    'admin/src/a.tsx',
    shown('<div aria-activedescendant="b">A</div>'),
  ],
  'aria-props': ['admin/src/a.tsx', shown('<div aria-lable="a">A</div>')],
  'aria-proptypes': ['admin/src/a.tsx', shown('<div aria-hidden="maybe">A</div>')],
  'aria-role': ['admin/src/a.tsx', shown('<div role="datepicker">A</div>')],
  'aria-unsupported-elements': [
    'admin/src/a.tsx',
    shown('<meta charSet="utf-8" aria-hidden="false" />'),
  ],
  'autocomplete-valid': ['admin/src/a.tsx', shown('<input type="text" autoComplete="foo" />')],
  'click-events-have-key-events': [
    'admin/src/a.tsx',
    shown('<div role="button" tabIndex={0} onClick={() => undefined}>A</div>'),
  ],
  'heading-has-content': ['admin/src/a.tsx', shown('<h1 />')],
  'html-has-lang': ['admin/src/a.tsx', shown('<html><body /></html>')],
  'iframe-has-title': ['admin/src/a.tsx', shown('<iframe src="/a" />')],
  'img-redundant-alt': ['admin/src/a.tsx', shown('<img src="a.png" alt="photo of a cat" />')],
  'interactive-supports-focus': [
    'admin/src/a.tsx',
    shown('<div role="button" onClick={() => undefined} onKeyDown={() => undefined}>A</div>'),
  ],
  'label-has-associated-control': ['admin/src/a.tsx', shown('<label>A</label>')],
  'mouse-events-have-key-events': [
    'admin/src/a.tsx',
    shown('<button type="button" onMouseOver={() => undefined}>A</button>'),
  ],
  'no-access-key': ['admin/src/a.tsx', shown('<button type="button" accessKey="h">A</button>')],
  'no-autofocus': ['admin/src/a.tsx', shown('<input type="text" autoFocus />')],
  'no-distracting-elements': ['admin/src/a.tsx', shown('<marquee>A</marquee>')],
  'no-interactive-element-to-noninteractive-role': [
    'admin/src/a.tsx',
    shown('<button type="button" role="img" aria-label="a" />'),
  ],
  'no-noninteractive-element-interactions': [
    'admin/src/a.tsx',
    shown('<h1 onKeyDown={() => undefined}>A</h1>'),
  ],
  'no-noninteractive-element-to-interactive-role': [
    'admin/src/a.tsx',
    shown('<h1 role="button" tabIndex={0}>A</h1>'),
  ],
  'no-noninteractive-tabindex': ['admin/src/a.tsx', shown('<div tabIndex={0}>A</div>')],
  'no-redundant-roles': [
    'admin/src/a.tsx',
    shown('<button type="button" role="button">A</button>'),
  ],
  'no-static-element-interactions': [
    'admin/src/a.tsx',
    shown('<div onClick={() => undefined} onKeyDown={() => undefined}>A</div>'),
  ],
  'role-has-required-aria-props': [
    'admin/src/a.tsx',
    shown('<span role="checkbox" tabIndex={0}>A</span>'),
  ],
  'role-supports-aria-props': ['admin/src/a.tsx', shown('<ul aria-checked="true" />')],
  scope: ['admin/src/a.tsx', shown('<div scope="col">A</div>')],
  'tabindex-no-positive': [
    'admin/src/a.tsx',
    shown('<button type="button" tabIndex={2}>A</button>'),
  ],
};

const nameOf = (rule: string) => rule.split('/').at(-1) ?? rule;
const configured = [config, ...config.overrides].flatMap(({ rules }) =>
  Object.entries(rules)
    .filter(([, level]) => level !== 'off')
    .map(([rule]) => nameOf(rule))
);

/** The rule that a case breaks. */
const ruleOf = (title: string): string => title.split(' ')[0] ?? title;

/** A file of its own for each rule, in the folder of the one named. */
const placeOf = (title: string): string => {
  const [file] = BROKEN[title] ?? [''];
  const rule = title.replaceAll(/\W/g, '-');
  return path.posix.join(
    path.posix.dirname(file),
    file.includes('.test.') ? '' : rule,
    path.posix.basename(file).replace(/^a/, rule)
  );
};

describe('lint', () => {
  let found: Map<string, string[]>;
  beforeAll(() => {
    const { findings } = lintTree(
      Object.fromEntries(
        Object.entries(BROKEN).map(([rule, [, source]]) => [placeOf(rule), `${source}\n`])
      )
    );
    found = new Map();
    for (const { file, rule } of findings) found.set(file, [...(found.get(file) ?? []), rule]);
  });

  it('is broken once for each rule that is on', () => {
    expect([...new Set([...Object.keys(BROKEN).map(ruleOf), ...WITH_TYPES])].sort()).toEqual(
      [...new Set(configured)].sort()
    );
  });

  it.each(Object.keys(BROKEN))('refuses what breaks %s', (rule) => {
    expect([...new Set(found.get(placeOf(rule)))]).toEqual([ruleOf(rule)]);
  });
});
