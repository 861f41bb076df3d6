/**
 * Which requirements of docs/requirements.md have a test whose title carries their id (`[C-11]`).
 * Fails when a test names an id that the list does not have. `--quiet` prints the sums only.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareRequirements, idsOfList } from './lib/requirement-scan.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const list = path.join(root, 'docs/requirements.md');
if (!existsSync(list)) {
  console.error('docs/requirements.md is missing: write the list of requirements there.');
  process.exit(1);
}

const folders = ['tests', 'simulator'].filter((folder) => existsSync(path.join(root, folder)));
const files = folders
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true }).map((file) =>
      path.join(folder, String(file))
    )
  )
  // The scanner's own tests are full of sample titles.
  .filter((file) => !file.endsWith('requirement-scan.test.ts'))
  .filter((file) => /\.test\.tsx?$/.test(file) && !file.includes('node_modules'))
  .map((file) => ({ file, source: readFileSync(path.join(root, file), 'utf8') }));

const { tested, untested, unknown } = compareRequirements(
  idsOfList(readFileSync(list, 'utf8')),
  files
);
if (!process.argv.includes('--quiet')) {
  for (const { id, files: where } of tested) console.log(`${id}  ${where.join(', ')}`);
  if (untested.length > 0) console.log(`\nWithout a test: ${untested.join(' ')}`);
}
console.log(`\n${tested.length} requirements with a test, ${untested.length} without.`);
for (const { id, files: where } of unknown) {
  console.error(`[${id}] is no requirement of docs/requirements.md (${where.join(', ')}).`);
}
process.exit(unknown.length > 0 ? 1 : 0);
