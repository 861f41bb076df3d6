import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The test files of a ring, from the root of the repository, in alphabetical order. */
export const filesOfRing = (root, ring) => {
  const folder = path.join(root, 'tests', ring);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((file) => path.join('tests', ring, String(file)).split(path.sep).join('/'))
    .filter((file) => /\.test\.tsx?$/.test(file))
    .sort();
};
