/**
 * Builds server and admin with Strapi's own tool, then puts one file of types beside each in the place of the tree of
 * declarations that it writes: nobody imports the inner ones, and they were five of six files of the package.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Removes declarations below a folder, and folders that hold nothing else. */
const dropTypes = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      dropTypes(file);
      if (readdirSync(file).length === 0) rmSync(file, { recursive: true });
    } else if (/\.d\.m?ts(\.map)?$/.test(entry.name)) rmSync(file);
  }
};

const tool = path.join(root, 'node_modules/.bin/strapi-plugin');
const { status } = spawnSync(tool, ['build'], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
for (const part of ['server', 'admin']) {
  const out = path.join(root, 'dist', part);
  dropTypes(out);
  copyFileSync(
    path.join(root, `scripts/types/strapi-${part}.d.ts`),
    path.join(out, `strapi-${part}.d.ts`)
  );
}
