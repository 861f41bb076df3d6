import type { Core } from '@strapi/strapi';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { DomainError } from '../kernel/errors';
import type { Place } from './tables';

interface UploadPlugin {
  service(name: 'provider'): { upload(file: Record<string, unknown>): Promise<void> };
  provider: {
    delete(file: Place): Promise<unknown>;
    isPrivate?(): boolean | Promise<boolean>;
    getSignedUrl?(file: Place): Promise<{ url: string }>;
  };
}

/** A file at the provider answers within this time, or the try counts as failed. */
const ANSWER_MS = 30_000;

/** The storage gave no file: it did not answer, or refused. Of a file that is known to be gone, see `media-missing`. */
export const unreadable = (): DomainError =>
  new DomainError('media-unreadable', 'the stored file could not be read', {
    status: 503,
    remedy: 'Check that the upload provider is reachable and still has its files.',
  });

/** Only the folder that the host serves: an address of the provider never leads elsewhere on the disk. */
const localPath = (strapi: Core.Strapi, url: string): string => {
  const root = path.resolve(strapi.dirs.static.public);
  const file = path.resolve(root, `.${path.posix.normalize(decodeURI(url.split('?')[0] ?? ''))}`);
  if (!file.startsWith(root + path.sep)) throw unreadable();
  return file;
};

const skip = (source: Readable, bytes: number): Readable => {
  let left = bytes;
  return Readable.from(
    (async function* () {
      for await (const chunk of source as AsyncIterable<Buffer>) {
        const drop = Math.min(left, chunk.length);
        left -= drop;
        if (drop < chunk.length) yield chunk.subarray(drop);
      }
    })(),
    { objectMode: false }
  );
};

/** A provider of the cloud; one that knows no ranges gives all of it. */
const openRemote = async (url: string, from: number): Promise<Readable> => {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_MS);
  const answer = await fetch(url, {
    signal: abort.signal,
    ...(from > 0 ? { headers: { Range: `bytes=${from}-` } } : {}),
  }).catch(() => null);
  clearTimeout(timer);
  if (!answer?.ok || !answer.body) throw unreadable();
  const stream = Readable.fromWeb(answer.body as import('node:stream/web').ReadableStream);
  return from > 0 && answer.status !== 206 ? skip(stream, from) : stream;
};

/** Under a name that says nothing, and as bytes that no browser runs. */
const newFile = (objectName: string) => ({
  hash: objectName,
  ext: '.bin',
  mime: 'application/octet-stream',
  url: '',
});

/** The host's upload provider, whichever it is: write, read and delete one object. Nothing of it is in the media library. */
export const createProvider = (strapi: Core.Strapi) => {
  const plugin = (): UploadPlugin => strapi.plugin('upload') as unknown as UploadPlugin;
  const name = (): string =>
    String((strapi.config.get('plugin::upload') as { provider?: unknown }).provider ?? 'local');
  return {
    /** Writes a stream under this name, over what may be there. */
    write: async (objectName: string, stream: Readable): Promise<Place> => {
      const file: Record<string, unknown> & Place = {
        ...newFile(objectName),
        name: objectName,
        provider: name(),
        getStream: () => stream,
      };
      await plugin().service('provider').upload(file);
      const { hash, ext, mime, url, provider } = file;
      return {
        hash,
        ext,
        mime,
        url,
        provider,
        path: (file.path as string | null | undefined) ?? null,
        provider_metadata: file.provider_metadata ?? null,
      };
    },
    /** Reads from a byte on. Throws `media-unreadable`; a local file that is not there ends the stream with an error. */
    read: async (place: Place, from = 0): Promise<Readable> => {
      const { provider } = plugin();
      const isPrivate = (await provider.isPrivate?.()) ?? false;
      const url =
        isPrivate && provider.getSignedUrl ? (await provider.getSignedUrl(place)).url : place.url;
      if (url.startsWith('/') && !url.startsWith('//'))
        return createReadStream(localPath(strapi, url), { start: from });
      return openRemote(url, from);
    },
    remove: async (place: Place): Promise<void> => {
      await plugin().provider.delete(place);
    },
    /** What a write that broke off may have left under this name. */
    discard: async (objectName: string): Promise<void> => {
      const rest = { ...newFile(objectName), provider: name() };
      await plugin().provider.delete({ ...rest, path: null, provider_metadata: null });
    },
  };
};
export type Provider = ReturnType<typeof createProvider>;
