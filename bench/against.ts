import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensurePackages } from '../scripts/lib/install.mjs';
import { run } from '../scripts/lib/run.mjs';
import { compareFigures, type Figures } from './compare';
import { printTable } from './report';

const root = path.resolve(__dirname, '..');

/** A bench in turn on the sources here and on those of a commit. */
export interface Against {
  /** The case: `bench/cases/NAME.ts`. */
  name: string;
  commit: string;
  rounds: number;
  /** The other options of the command, for both. */
  options: string[];
  log(line: string): void;
}

const git = (...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr.trim()}`);
  return stdout.trim();
};

/** Packages of the other build: those here if the lock file is the same, else installed. */
const usePackages = async (folder: string, log: Against['log']): Promise<void> => {
  const lockOf = (place: string) => readFileSync(path.join(place, 'package-lock.json'), 'utf8');
  if (lockOf(folder) === lockOf(root))
    return symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  if (!(await ensurePackages(folder, log)))
    throw new Error('the packages of that commit could not be installed');
};

/** One round of a case in a folder with the sources of a build. */
const measure = async (
  folder: string,
  { name, options }: Pick<Against, 'name' | 'options'>
): Promise<Figures> => {
  const program = path.join(folder, 'node_modules/.bin/tsx');
  const { code, output } = await run(program, ['bench/cli.ts', name, '--rounds', '1', ...options], {
    cwd: folder,
  });
  if (code !== 0) throw new Error(`${name} failed in ${folder}:\n${output}`);
  return JSON.parse(output.split('\n').at(-1) ?? '') as Figures;
};

/** Measures both in turn; the one that begins changes with each round, so that a machine that tires is fair to both. */
const alternate = async (there: string, { rounds, log, ...what }: Against) => {
  const figures = { before: [] as Figures[], now: [] as Figures[] };
  for (let round = 1; round <= rounds; round += 1) {
    const order = round % 2 === 1 ? (['before', 'now'] as const) : (['now', 'before'] as const);
    for (const which of order) {
      log(`round ${round} of ${rounds}: ${which === 'now' ? 'these sources' : what.commit}`);
      figures[which].push(await measure(which === 'now' ? root : there, what));
    }
  }
  return figures;
};

/** What differs in `bench` between the commit and here; the case's own file decides whether a ratio means anything. */
const differences = ({ commit, name, log }: Against): boolean => {
  const own = `bench/cases/${name}.ts`;
  const changed = git('diff', '--name-only', commit, '--', 'bench').split('\n').filter(Boolean);
  const others = changed.filter((file) => file !== own);
  if (others.length > 0) log(`also differs from ${commit}: ${others.join(', ')}`);
  if (changed.includes(own)) log(`${own} differs from ${commit}: no ratio is given`);
  return !changed.includes(own);
};

/**
 * Measures a case in turn on the sources here and on those of a commit, which get a worktree with their own `bench`, and
 * compares the answers key by key. Throws if git does not know the commit or the case fails in one of the two.
 */
export const compareBuilds = async (asked: Against): Promise<Record<string, unknown>> => {
  const commit = git('rev-parse', '--short', '--verify', `${asked.commit}^{commit}`);
  const what = { ...asked, commit };
  const folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-bench-'));
  // What a killed run left behind is only a name by now.
  git('worktree', 'prune');
  try {
    git('worktree', 'add', '--detach', folder, commit);
    const isSameCase = differences(what);
    await usePackages(folder, what.log);
    const figures = compareFigures(await alternate(folder, what), isSameCase);
    printTable(
      `${what.name}: ${commit} and these sources, medians of ${what.rounds} rounds`,
      ['', commit, 'now', 'ratio'],
      figures.map(({ key, before, now, ratio }) => [key, before ?? '–', now ?? '–', ratio ?? '–'])
    );
    return { against: commit, rounds: what.rounds, isSameCase, figures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    git('worktree', 'prune');
  }
};
