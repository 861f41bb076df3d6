import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const skipped = new Set(['node_modules', 'dist', 'build', '.cache', '.tmp', '.strapi', 'types']);

const filesBelow = (absolute) => {
  const entry = statSync(absolute, { throwIfNoEntry: false });
  if (!entry) return [];
  if (entry.isFile()) return [absolute];
  return readdirSync(absolute, { withFileTypes: true })
    .filter((child) => !skipped.has(child.name))
    .flatMap((child) => filesBelow(path.join(absolute, child.name)));
};

/**
 * sha256 over the names and contents of the given files and folders (relative to `root`), in an order
 * that does not depend on the file system. Missing paths count as absent; build output, caches and
 * installed packages below a folder are left out. `salt` carries what is no file (a version).
 */
export const hashInputs = (root, inputs, salt = '') => {
  const files = inputs
    .flatMap((input) => filesBelow(path.join(root, input)))
    .map((file) => path.relative(root, file).split(path.sep).join('/'));
  const hash = createHash('sha256').update(salt);
  for (const file of [...new Set(files)].sort()) {
    const content = readFileSync(path.join(root, file));
    hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
};
