/** Builds the plugin, the simulator and the playground; what did not change is left as it is. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll } from './lib/build-parts.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.exit((await buildAll(root)) ? 0 : 1);
