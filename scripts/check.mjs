/**
 * Everything that can be said about the code without running it, one line each. Also used by `npm test`, which reads the
 * file named by `--report=FILE`. `npm run check -- types rooms` runs these checks only.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { duration, run } from './lib/run.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => path.join(root, 'node_modules/.bin', name);

const checks = [
  ['lint', bin('oxlint'), []],
  ['format', bin('oxfmt'), ['--check', '.']],
  ['types', process.execPath, ['scripts/types.mjs']],
  [
    'rooms',
    bin('depcruise'),
    ['--config', '.ci/rooms.cjs', 'server', 'admin', 'simulator', 'formats'],
  ],
  ['dead code', bin('knip'), ['--no-progress']],
  ['requirements', process.execPath, ['scripts/requirements.mjs', '--quiet']],
  ['words', process.execPath, ['scripts/words.mjs']],
];

const words = process.argv.slice(2);
const names = words.filter((word) => !word.startsWith('--'));
const unknown = names.find((name) => !checks.some(([known]) => known === name));
if (unknown !== undefined) {
  console.error(`There is no check "${unknown}": use ${checks.map(([name]) => name).join(', ')}.`);
  process.exit(2);
}
const wanted = ([name]) => names.length === 0 || names.includes(name);

const results = [];
const work = async (mine) => {
  for (const [name, command, args] of mine) {
    const result = await run(command, args, { cwd: root });
    const ok = result.code === 0;
    results.push({ name, ok });
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${duration(result.seconds)})`);
    if (!ok) console.log(result.output);
  }
};
// Lint and types ask TypeScript's native compiler, the others compute in one thread each.
await Promise.all([work(checks.slice(0, 3).filter(wanted)), work(checks.slice(3).filter(wanted))]);

const report = words.find((word) => word.startsWith('--report='))?.slice('--report='.length);
if (report) writeFileSync(report, JSON.stringify(results));
process.exit(results.every(({ ok }) => ok) ? 0 : 1);
