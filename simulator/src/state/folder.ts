import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** The folder of a kept state: `state.json`, and each file of a message in `media/` under its id. */
export type StateFolder = {
  readonly path: string;
  /** The text of the state; null = there is none. */
  read(): string | null;
  bytesOf(mediaId: string): Buffer | null;
  /** Files that are new are written first, those that no message needs are removed last: a state never lacks one. */
  write(text: string, media: ReadonlyMap<string, Buffer>): void;
  /** Moves what cannot be read out of the way; answers where it is. */
  moveAside(name: string): string;
  /** Removes the state, and nothing else that may be in the folder. */
  forget(): void;
};

/** Nobody else on this machine reads what customers wrote. */
const OWNER_ONLY = 0o600;

/** Ids are digits: nothing that a state names can lead out of the folder. */
const ID = /^\d{1,40}$/;

const TEMPORARY = '.new';

/** Whole or not at all: a reader sees the old file or the new one. */
const writeWhole = (file: string, content: string | Buffer): void => {
  const temporary = `${file}${TEMPORARY}`;
  writeFileSync(temporary, content, { mode: OWNER_ONLY });
  renameSync(temporary, file);
};

const textOf = (file: string): string | null =>
  existsSync(file) ? readFileSync(file, 'utf8') : null;

export const openStateFolder = (folder: string): StateFolder => {
  const root = path.resolve(folder);
  const state = path.join(root, 'state.json');
  const media = path.join(root, 'media');
  const listMedia = (): string[] => (existsSync(media) ? readdirSync(media) : []);
  const known = new Set(listMedia().filter((name) => ID.test(name)));
  // Left behind by a process that was killed while it wrote.
  for (const name of listMedia())
    if (name.endsWith(TEMPORARY)) rmSync(path.join(media, name), { force: true });

  const writeMedia = (files: ReadonlyMap<string, Buffer>): void => {
    for (const [id, bytes] of files) {
      if (known.has(id)) continue;
      writeWhole(path.join(media, id), bytes);
      known.add(id);
    }
  };
  const dropMedia = (files: ReadonlyMap<string, Buffer>): void => {
    for (const id of known) {
      if (files.has(id)) continue;
      rmSync(path.join(media, id), { force: true });
      known.delete(id);
    }
  };

  return {
    path: root,
    read: () => textOf(state),
    bytesOf: (id) => (known.has(id) ? readFileSync(path.join(media, id)) : null),
    write: (text, files) => {
      mkdirSync(media, { recursive: true });
      writeMedia(files);
      writeWhole(state, text);
      dropMedia(files);
    },
    moveAside: (name) => {
      const aside = path.join(root, name);
      mkdirSync(aside, { recursive: true });
      for (const file of [state, media])
        if (existsSync(file)) renameSync(file, path.join(aside, path.basename(file)));
      known.clear();
      return aside;
    },
    forget: () => {
      rmSync(state, { force: true });
      rmSync(media, { recursive: true, force: true });
      known.clear();
    },
  };
};
