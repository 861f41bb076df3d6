import { existsSync } from 'node:fs';
import path from 'node:path';
import { hashInputs } from './input-hash.mjs';
import { clearStamp, isFresh, writeStamp } from './stamps.mjs';
import { duration, run } from './run.mjs';
import { ensurePlaygroundEnv } from './playground-env.mjs';

const production = { NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' };

const bin = (root, name) => path.join(root, 'node_modules/.bin', name);

/**
 * What can be built, in order. `inputs` decide whether a part is stale; the admin of the playground
 * depends on the built admin of the plugin, not on its server, so a change of the server costs seconds.
 */
export const parts = [
  {
    name: 'plugin',
    inputs: [
      'server',
      'admin',
      'formats',
      'strapi-server.ts',
      'strapi-admin.tsx',
      'package.json',
      'package-lock.json',
      'scripts/build-plugin.mjs',
      'scripts/types',
    ],
    outputs: ['dist/server/index.js', 'dist/admin/index.mjs'],
    command: (root) => [
      process.execPath,
      ['scripts/build-plugin.mjs'],
      { cwd: root, env: production },
    ],
  },
  {
    name: 'simulator',
    inputs: ['simulator', 'formats', 'scripts/build-simulator.mjs', 'package-lock.json'],
    outputs: ['dist/simulator/cli.js'],
    isPresent: (root) => existsSync(path.join(root, 'scripts/build-simulator.mjs')),
    command: (root) => [
      process.execPath,
      ['scripts/build-simulator.mjs'],
      { cwd: root, env: production },
    ],
  },
  {
    name: 'playground admin',
    inputs: ['dist/admin', 'playground/src/admin', 'playground/package.json', 'package-lock.json'],
    outputs: ['playground/dist/build/index.html'],
    command: (root) => [
      bin(root, 'strapi'),
      ['build'],
      { cwd: path.join(root, 'playground'), env: production },
    ],
  },
  {
    name: 'playground server',
    inputs: ['playground/config', 'playground/src', 'playground/tsconfig.json'],
    outputs: ['playground/dist/config', 'playground/dist/src/index.js'],
    command: (root) => [
      process.execPath,
      [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'playground'],
      { cwd: root },
    ],
  },
];

/** By what a part is known as built. */
export const stampOf = (root, part) => ({
  name: part.name.replace(/ /g, '-'),
  outputs: part.outputs,
  hash: hashInputs(root, part.inputs, process.versions.node.split('.')[0]),
});

/** Builds one part unless its inputs are unchanged. Resolves to false (after printing why) when it fails. */
const buildPart = async (root, part, say) => {
  const stamp = stampOf(root, part);
  if (isFresh(root, stamp)) {
    say(`ok     build ${part.name}: unchanged`);
    return true;
  }
  clearStamp(root, stamp);
  say(`Building the ${part.name} …`);
  const result = await run(...part.command(root));
  const complete = part.outputs.every((output) => existsSync(path.join(root, output)));
  if (result.code !== 0 || !complete) {
    say(`FAILED build ${part.name} (${duration(result.seconds)})\n${result.output}`);
    return false;
  }
  writeStamp(root, stamp);
  say(`ok     build ${part.name} (${duration(result.seconds)})`);
  return true;
};

const wantedParts = (root) => parts.filter(({ isPresent }) => isPresent?.(root) ?? true);

/** Builds what changed, in order; stops at the first failure. */
export const buildAll = async (root, say = console.log) => {
  ensurePlaygroundEnv(root);
  for (const part of wantedParts(root)) if (!(await buildPart(root, part, say))) return false;
  return true;
};

/** Names of the parts that `buildAll` would build now. */
export const staleParts = (root) =>
  wantedParts(root)
    .filter((part) => !isFresh(root, stampOf(root, part)))
    .map(({ name }) => name);
