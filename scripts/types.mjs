/**
 * Type checks every part of the repository with TypeScript 7, two at a time. Strapi's own tools need the API of
 * TypeScript 5, which stays the package `typescript`; the builds use that.
 */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { duration, run } from './lib/run.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const parallel = 2;

/** Largest first, so that two lanes end together. */
const parts = [
  'admin',
  'tests',
  'server',
  'simulator',
  'playground',
  'playground/src/admin',
  'bench',
];

const hasSources = (folder) =>
  readdirSync(folder, { recursive: true }).some((file) => /(?<!\.d)\.tsx?$/.test(file));

const isThere = (part) => {
  const folder = path.join(root, part);
  return existsSync(path.join(folder, 'tsconfig.json')) && hasSources(folder);
};

const missing = parts.filter((part) => !isThere(part));
if (missing.length > 0) {
  console.log(`FAILED types: no tsconfig.json or no sources in ${missing.join(', ')}`);
  process.exit(1);
}

const check = async (part) => {
  const tsc = path.join(root, 'node_modules/typescript-7/bin/tsc');
  const args = [tsc, '--noEmit', '--pretty', 'false', '-p', part];
  const result = await run(process.execPath, args, { cwd: root });
  const word = result.code === 0 ? 'ok    ' : 'FAILED';
  console.log(`${word} types ${part} (${duration(result.seconds)})`);
  if (result.code !== 0) console.log(result.output);
  return result.code === 0;
};

const lane = async (queue) => {
  let ok = true;
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    ok = (await check(part)) && ok;
  }
  return ok;
};

mkdirSync(path.join(root, 'node_modules/.cache/tsc'), { recursive: true });
const queue = [...parts];
const lanes = await Promise.all(Array.from({ length: parallel }, () => lane(queue)));
process.exit(lanes.every(Boolean) ? 0 : 1);
