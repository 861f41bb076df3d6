/**
 * A worker of the playground, beside `npm start`: installs and builds what is missing, then takes up the WhatsApp work
 * without serving HTTP. Ctrl-C ends it. Needs a server database: DATABASE_CLIENT=postgres or mysql and DATABASE_*, as for
 * `npm start`.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseProblem, runWorker } from '../bin/worker.mjs';
import { buildAll } from './lib/build-parts.mjs';
import { ensurePackages } from './lib/install.mjs';
import { ensurePlaygroundEnv } from './lib/playground-env.mjs';
import { nodeProblem } from './lib/preflight.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** A sentence for the person who started us; no stack. */
const refuse = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

const problem =
  nodeProblem(process.versions.node) ?? databaseProblem(process.env.DATABASE_CLIENT ?? 'sqlite');
if (problem) refuse(problem);
if (!(await ensurePackages(root))) refuse('The packages could not be installed (see above).');
if (!(await buildAll(root))) refuse('The build failed (see above).');
Object.assign(process.env, {
  ...ensurePlaygroundEnv(root),
  NODE_ENV: 'production',
  STRAPI_TELEMETRY_DISABLED: 'true',
});
const appDir = path.join(root, 'playground');
process.chdir(appDir);
await runWorker({ appDir }).catch((error) => refuse(error.message));
