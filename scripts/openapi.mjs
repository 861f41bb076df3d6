/** Writes docs/api/openapi.json from the contracts. With --check: only says whether it is current. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'oxfmt';
import { tsImport } from 'tsx/esm/api';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const file = path.join(root, 'docs/api/openapi.json');

const { describeApi } = await tsImport('../server/src/api/openapi.ts', import.meta.url);
const style = JSON.parse(readFileSync(path.join(root, '.oxfmtrc.json'), 'utf8'));
const { code: text } = await format(file, JSON.stringify(describeApi()), style);

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('docs/api/openapi.json is not current: run node scripts/openapi.mjs');
    process.exit(1);
  }
} else {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(path.relative(root, file));
}
