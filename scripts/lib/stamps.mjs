import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const fileOf = (root, name) =>
  path.join(root, 'node_modules/.cache/whatsapp-build', `${name}.sha256`);

/** True when the part was built from exactly these inputs and its outputs are still there. */
export const isFresh = (root, { name, hash, outputs }) => {
  const file = fileOf(root, name);
  return (
    outputs.every((output) => existsSync(path.join(root, output))) &&
    existsSync(file) &&
    readFileSync(file, 'utf8') === hash
  );
};

/** Remembers what a part was built from. */
export const writeStamp = (root, { name, hash }) => {
  const file = fileOf(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, hash);
};

/** Forgets it, so that a build that stops half-way is repeated. */
export const clearStamp = (root, { name }) => rmSync(fileOf(root, name), { force: true });
