import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BootedStrapi } from './boot-strapi';

/** Puts a file into Strapi's media library; answers its id. */
export const addToLibrary = async (
  { strapi }: Pick<BootedStrapi, 'strapi'>,
  { name, mime, bytes }: { name: string; mime: string; bytes: Buffer }
): Promise<number> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'library-'));
  const filepath = path.join(folder, name);
  await writeFile(filepath, bytes);
  const [file] = (await strapi
    .plugin('upload')
    .service('upload')
    .upload({
      data: { fileInfo: { name } },
      files: { filepath, originalFilename: name, mimetype: mime, size: bytes.length },
    })) as { id: number }[];
  await rm(folder, { recursive: true });
  return file?.id ?? 0;
};
