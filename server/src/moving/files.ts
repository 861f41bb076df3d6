import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import type { Core } from '@strapi/strapi';
import { isFileName, localFileNames } from '../media/public';
import { contextOf } from '../strapi/context';

/** Strapi moves the folder of uploads here while an import goes on, deletes it at the end, and leaves it after a failure. */
const BACKUP = /^uploads_backup_\d+$/;

/** Folders of the local upload provider, or null where files lie elsewhere. */
const foldersOf = (
  strapi: Core.Strapi
): { root: string; uploads: string; aside: string } | null => {
  const { provider = 'local' } = strapi.config.get('plugin::upload') as { provider?: string };
  if (provider !== 'local') return null;
  const root = strapi.dirs.static.public;
  // Beside it: on the same disk.
  return {
    root,
    uploads: path.join(root, 'uploads'),
    aside: path.join(root, 'uploads_of_conversations'),
  };
};

const MISSING =
  'files of conversations are not here: copy whatsapp_*.bin of public/uploads from the server that the data came from';

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

const linkOrCopy = (from: string, to: string): void => {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
};

/**
 * With the local provider an import empties the folder of uploads, and files of conversations, which the archive does not
 * carry, would go with it: they get a second name outside of it. Answers what puts all back after an import that failed.
 */
export const setFilesAside = (strapi: Core.Strapi): (() => void) => {
  const folders = foldersOf(strapi);
  if (!folders) return () => undefined;
  const { root, uploads, aside } = folders;
  const before = new Set(namesIn(root));
  // Of an import before this one, which no start has followed yet: not ours to delete.
  const hadFiles = existsSync(aside);
  for (const name of namesIn(uploads).filter(isFileName)) {
    mkdirSync(aside, { recursive: true });
    const target = path.join(aside, name);
    if (!existsSync(target)) linkOrCopy(path.join(uploads, name), target);
  }
  return () => {
    const backup = namesIn(root).find((name) => BACKUP.test(name) && !before.has(name));
    if (backup) {
      rmSync(uploads, { recursive: true, force: true });
      renameSync(path.join(root, backup), uploads);
    }
    if (!hadFiles) rmSync(aside, { recursive: true, force: true });
  };
};

/** For a command, which ends with its process: a failed one leaves uploads as they were. */
export const keepUploads = (strapi: Core.Strapi): void => {
  const putBack = setFilesAside(strapi);
  process.once('exit', (code) => {
    if (code !== 0) putBack();
  });
};

/**
 * Files that were set aside go back where a row names them; what nobody names any more is deleted. `hasMoved`: says also how
 * many of those that rows name are not here.
 */
export const returnFiles = async (
  strapi: Core.Strapi,
  { hasMoved }: { hasMoved: boolean }
): Promise<void> => {
  const { db, log } = contextOf(strapi);
  const folders = foldersOf(strapi);
  if (!folders || !(hasMoved || existsSync(folders.aside))) return;
  const { uploads, aside } = folders;
  let missing = 0;
  for await (const name of localFileNames(db.knex)) {
    const [kept, target] = [path.join(aside, name), path.join(uploads, name)];
    if (existsSync(target)) continue;
    if (existsSync(kept)) renameSync(kept, target);
    else missing += 1;
  }
  rmSync(aside, { recursive: true, force: true });
  if (missing > 0) log('start').warn(MISSING, { missing });
};
