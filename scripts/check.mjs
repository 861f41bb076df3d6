/**
 * Everything that can be said about the code without running it, one line each. Also used by
 * `npm test`, which reads the file named by `--report`.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { duration, run } from './lib/run.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => path.join(root, 'node_modules/.bin', name);

/** Lint with types holds the programs of server, admin, simulator and tests at once: more than Node's usual 4 GB. */
const HEAP_MB = 8192;
const eslint = path.join(root, 'node_modules/eslint/bin/eslint.js');

const checks = [
  [
    'lint',
    process.execPath,
    [`--max-old-space-size=${HEAP_MB}`, eslint, '.', '--max-warnings', '0'],
  ],
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['types', process.execPath, ['scripts/types.mjs']],
  [
    'rooms',
    bin('depcruise'),
    ['--config', '.ci/rooms.cjs', 'server', 'admin', 'simulator', 'formats'],
  ],
  ['dead code', bin('knip'), ['--no-progress']],
  ['requirements', process.execPath, ['scripts/requirements.mjs', '--quiet']],
];

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
// Lint takes as long as all the rest.
await Promise.all([work(checks.slice(0, 1)), work(checks.slice(1))]);

const reportAt = process.argv.indexOf('--report');
if (reportAt > 0) writeFileSync(process.argv[reportAt + 1], JSON.stringify(results));
process.exit(results.every(({ ok }) => ok) ? 0 : 1);
