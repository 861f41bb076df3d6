import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const root = path.resolve(__dirname, '../../..');

/** A file for each program that `npm run check` lints with types. */
const programs = {
  server: 'server/src/seed.ts',
  admin: 'admin/src/seed.ts',
  'admin components': 'admin/src/component.tsx',
  simulator: 'simulator/src/seed.ts',
  'simulator phone': 'simulator/phone/component.tsx',
  tests: 'tests/unit/seed.ts',
  bench: 'bench/seed.ts',
  playground: 'playground/src/seed.ts',
  'playground admin': 'playground/src/admin/component.tsx',
};

const preamble = `
type Shape = 'circle' | 'square';
const load = async (): Promise<number> => 1;
const count: number = 1;
const use = (..._: unknown[]): void => undefined;
`;

/** Each line that ends in a comment with a rule's name breaks that rule. */
const violations = `${preamble}
export const broken = async (shape: Shape): Promise<number | void> => {
  use(await count); // await-thenable
  load(); // no-floating-promises
  load().then(use); // no-floating-promises
  [1].forEach(async () => use(await load())); // no-misused-promises
  if (load()) use(); // no-misused-promises
  switch (shape) { // switch-exhaustiveness-check
    case 'circle':
      use();
  }
  try {
    return load(); // return-await
  } catch {
    return undefined;
  }
};
`;

const allowed = `${preamble}
export const right = async (shape: Shape): Promise<number> => {
  use(await load());
  void load();
  load().catch(use);
  await load().then(use);
  await Promise.all([1].map(async () => load()));
  switch (shape) {
    case 'circle':
      use();
      break;
    default:
      use();
  }
  try {
    return await load();
  } catch {
    return load();
  }
};
`;

const allowedInComponents = `
export const Button = () => <button onClick={async () => use(await load())}>Go</button>;
`;

/** The promise is given to a property that is no attribute: the exception for components does not cover it. */
const violationsInComponents = `
export const listener: { run: () => void } = { run: async () => use(await load()) }; // no-misused-promises
`;

const sourceOf = (file: string, kind: 'violations' | 'allowed'): string => {
  const isComponent = file.endsWith('.tsx');
  if (kind === 'violations') return violations + (isComponent ? violationsInComponents : '');
  return allowed + (isComponent ? allowedInComponents : '');
};

const expectedIn = (source: string): string[] =>
  source.split('\n').flatMap((line, index) => {
    const rule = / \/\/ ([\w-]+)$/.exec(line)?.[1];
    return rule ? [`${index + 1} ${rule}`] : [];
  });

/** A tree with our compiler options and our packages, but with sources of its own. */
const makeTree = (kind: 'violations' | 'allowed'): string => {
  const outside = mkdtempSync(path.join(os.tmpdir(), 'whatsapp-typed-lint-'));
  // Beside the tree: oxlint would follow the link and lint the packages.
  symlinkSync(path.join(root, 'node_modules'), path.join(outside, 'node_modules'));
  const tree = path.join(outside, 'tree');
  mkdirSync(tree);
  cpSync(path.join(root, 'package.json'), path.join(tree, 'package.json'));
  for (const part of ['.', 'server', 'admin', 'simulator', 'tests', 'bench', 'playground']) {
    mkdirSync(path.join(tree, part), { recursive: true });
    cpSync(path.join(root, part, 'tsconfig.json'), path.join(tree, part, 'tsconfig.json'));
  }
  const admin = 'playground/src/admin';
  mkdirSync(path.join(tree, admin), { recursive: true });
  cpSync(path.join(root, admin, 'tsconfig.json'), path.join(tree, admin, 'tsconfig.json'));
  for (const file of Object.values(programs)) {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), sourceOf(file, kind));
  }
  return tree;
};

const lint = (tree: string) => {
  const result = spawnSync(process.execPath, [path.join(root, 'scripts/typed-lint.mjs'), tree], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  const { status } = result;
  // With CI=true oxlint draws in colour, whatever it is asked.
  const stdout = stripVTControlCharacters(result.stdout);
  const places = /typescript\(([\w-]+)\)[\s\S]*?(?:╭─|,-)\[?([^:\]\s]+):(\d+):/g;
  const found = [...stdout.matchAll(places)].map(([, rule, file, line]) => ({
    file: file!.replace(/\\/g, '/'),
    finding: `${line} ${rule}`,
  }));
  return { status, stdout, found };
};

describe('lint with types', () => {
  const trees: string[] = [];
  const linted = (kind: 'violations' | 'allowed') => {
    const tree = makeTree(kind);
    trees.push(tree);
    return lint(tree);
  };

  afterAll(() =>
    trees.forEach((tree) => rmSync(path.dirname(tree), { recursive: true, force: true }))
  );

  describe('of code that breaks every rule', () => {
    let result: ReturnType<typeof lint>;
    beforeAll(() => {
      result = linted('violations');
    });

    it('fails', () => expect(result.status).toBe(1));

    it.each(Object.entries(programs))('names each violation in %s and nothing else', (_, file) => {
      const found = result.found.filter((one) => one.file === file).map((one) => one.finding);
      expect(found.sort()).toEqual(expectedIn(sourceOf(file, 'violations')).sort());
    });
  });

  it('passes the forms that our options allow, in every program', () => {
    const { status, stdout, found } = linted('allowed');
    expect({ status, found }).toEqual({ status: 0, found: [] });
    expect(stdout).toContain(`on ${Object.keys(programs).length} files with 5 rules`);
  });
});
