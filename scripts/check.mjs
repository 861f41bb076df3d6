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

const checks = [
  ['lint', bin('eslint'), ['.', '--max-warnings', '0']],
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['types', process.execPath, ['scripts/types.mjs']],
  ['rooms', bin('depcruise'), ['--config', '.ci/rooms.cjs', 'server', 'admin', 'simulator']],
  ['dead code', bin('knip'), ['--no-progress']],
  ['requirements', process.execPath, ['scripts/requirements.mjs', '--quiet']],
];

const results = [];
for (const [name, command, args] of checks) {
  const result = await run(command, args, { cwd: root });
  const ok = result.code === 0;
  results.push({ name, ok });
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${duration(result.seconds)})`);
  if (!ok) console.log(result.output);
}

const reportAt = process.argv.indexOf('--report');
if (reportAt > 0) writeFileSync(process.argv[reportAt + 1], JSON.stringify(results));
process.exit(results.every(({ ok }) => ok) ? 0 : 1);
