import { lintTree } from './lint-tree';

/** A file for each program of the repository that has types of its own. */
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
const take = (..._: unknown[]): void => undefined;
`;

/** Each line that ends in a comment with a rule's name breaks that rule. */
const violations = `${preamble}
export const broken = async (shape: Shape): Promise<number | void> => {
  take(await count); // await-thenable
  setTimeout('take()', 1); // no-implied-eval
  load(); // no-floating-promises
  load().then(take); // no-floating-promises
  [1].forEach(async () => take(await load())); // no-misused-promises
  if (load()) take(); // no-misused-promises
  switch (shape) { // switch-exhaustiveness-check
    case 'circle':
      take();
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
  take(count);
  take(await load());
  setTimeout(take, 1);
  void load();
  load().catch(take);
  await load().then(take);
  await Promise.all([1].map(async () => load()));
  switch (shape) {
    case 'circle':
      take();
      break;
    default:
      take();
  }
  try {
    return await load();
  } catch {
    return load();
  }
};
`;

const allowedInComponents = `
export const Button = () => <button onClick={async () => take(await load())}>Go</button>;
`;

/** The promise is given to a property that is no attribute: the exception for components does not cover it. */
const violationsInComponents = `
export const listener: { run: () => void } = { run: async () => take(await load()) }; // no-misused-promises
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

const treeOf = (kind: 'violations' | 'allowed') =>
  Object.fromEntries(Object.values(programs).map((file) => [file, sourceOf(file, kind)]));

describe('lint with types', () => {
  describe('of code that breaks every rule', () => {
    let result: ReturnType<typeof lintTree>;
    beforeAll(() => {
      result = lintTree(treeOf('violations'));
    });

    it('fails', () => expect(result.status).toBe(1));

    it.each(Object.entries(programs))('names each violation in %s and nothing else', (_, file) => {
      const found = result.findings.filter((one) => one.file === file);
      expect(found.map(({ line, rule }) => `${line} ${rule}`).sort()).toEqual(
        expectedIn(sourceOf(file, 'violations')).sort()
      );
    });
  });

  it('passes the forms that our options allow, in every program', () => {
    const { status, findings } = lintTree(treeOf('allowed'));
    expect({ status, findings }).toEqual({ status: 0, findings: [] });
  });
});
