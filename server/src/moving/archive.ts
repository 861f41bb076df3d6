import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Core } from '@strapi/strapi';
import { ORIGIN, ourTypes } from './ids';

interface Row {
  type: string;
  data?: Record<string, unknown>;
}
interface Source {
  bootstrap(): Promise<void>;
  createEntitiesReadStream(): Readable;
}
/** Strapi's own readers of archives, as far as they are used here. */
interface DataTransfer {
  file: { providers: { createLocalFileSourceProvider(options: object): Source } };
  directory: { providers: { createLocalDirectorySourceProvider(options: object): Source } };
}

/** What an archive has of our rows. `isMarked`: with the mark that every whole export carries. */
export interface Contents {
  rows: number;
  withoutId: number;
  isMarked: boolean;
}

const transferOf = (strapi: Core.Strapi): DataTransfer => {
  const ofApp = createRequire(path.join(strapi.dirs.app.root, 'package.json'));
  const ofStrapi = createRequire(ofApp.resolve('@strapi/strapi/package.json'));
  return ofStrapi('@strapi/data-transfer') as DataTransfer;
};

const sourceOf = (strapi: Core.Strapi, file: string, key: string | null): Source | null => {
  const { file: files, directory } = transferOf(strapi);
  if (statSync(file).isDirectory())
    return directory.providers.createLocalDirectorySourceProvider({ directory: { path: file } });
  const isEncrypted = file.endsWith('.enc');
  // Strapi has asked for it in the terminal and keeps it to itself.
  if (isEncrypted && key === null) return null;
  return files.providers.createLocalFileSourceProvider({
    file: { path: file },
    compression: { enabled: file.replace(/\.enc$/, '').endsWith('.gz') },
    encryption: { enabled: isEncrypted, key: key ?? undefined },
  });
};

/**
 * Reads an archive through before anything is deleted for it. Null where it cannot be read here: then Strapi says why, or its
 * first row of ours without an id ends the import.
 */
export const contentsOf = async (
  strapi: Core.Strapi,
  { file, key, mark }: { file: string; key: string | null; mark: string }
): Promise<Contents | null> => {
  const types = new Set(ourTypes(strapi));
  const contents: Contents = { rows: 0, withoutId: 0, isMarked: false };
  try {
    const source = sourceOf(strapi, file, key);
    if (!source) return null;
    await source.bootstrap();
    for await (const { type, data } of source.createEntitiesReadStream() as AsyncIterable<Row>) {
      if (!types.has(type)) continue;
      contents.rows += 1;
      if (typeof data?.[ORIGIN] !== 'number') contents.withoutId += 1;
      if (type === mark) contents.isMarked = true;
    }
    return contents;
  } catch {
    return null;
  }
};
