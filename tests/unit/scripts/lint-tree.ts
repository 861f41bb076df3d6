import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const PARTS = [
  '.',
  'server',
  'admin',
  'simulator',
  'tests',
  'bench',
  'playground',
  'playground/src/admin',
];

/** A tree with our rules, compiler options and packages, but with sources of its own: `{ path: source }`. */
const makeTree = (files: Readonly<Record<string, string>>): string => {
  const outside = mkdtempSync(path.join(os.tmpdir(), 'whatsapp-lint-'));
  // Beside the tree: oxlint would follow the link and lint the packages.
  symlinkSync(path.join(root, 'node_modules'), path.join(outside, 'node_modules'));
  const tree = path.join(outside, 'tree');
  const put = (name: string, write: (to: string) => void) => {
    mkdirSync(path.dirname(path.join(tree, name)), { recursive: true });
    write(path.join(tree, name));
  };
  for (const name of [
    'package.json',
    '.oxlintrc.json',
    '.ci',
    'admin/src/translations',
    ...PARTS.map((part) => `${part}/tsconfig.json`),
  ])
    put(name, (to) => cpSync(path.join(root, name), to, { recursive: true }));
  for (const [name, source] of Object.entries(files)) put(name, (to) => writeFileSync(to, source));
  return tree;
};

interface Finding {
  file: string;
  line: number;
  /** Without its plugin: `no-explicit-any`. */
  rule: string;
}
interface Linted {
  status: number | null;
  findings: Finding[];
  files: number;
}
interface Answer {
  diagnostics: { code?: string; filename: string; labels: { span: { line: number } }[] }[];
  number_of_files: number;
}

/** What `npm run lint` says of these files, in a tree of their own. */
export const lintTree = (files: Readonly<Record<string, string>>): Linted => {
  const tree = makeTree(files);
  try {
    const modules = path.join(root, 'node_modules');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [path.join(modules, 'oxlint/bin/oxlint'), '-f', 'json', '.'],
      {
        cwd: tree,
        encoding: 'utf8',
        timeout: 120_000,
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, OXLINT_TSGOLINT_PATH: path.join(modules, '.bin/tsgolint') },
      }
    );
    if (!stdout.startsWith('{')) throw new Error(stdout + stderr);
    const answer = JSON.parse(stdout) as Answer;
    return {
      status,
      files: answer.number_of_files,
      findings: answer.diagnostics.map(({ code = '', filename, labels }) => ({
        file: filename.replaceAll('\\', '/'),
        line: labels[0]?.span.line ?? 0,
        rule: /\(([\w-]+)\)/.exec(code)?.[1] ?? code,
      })),
    };
  } finally {
    rmSync(path.dirname(tree), { recursive: true, force: true });
  }
};
