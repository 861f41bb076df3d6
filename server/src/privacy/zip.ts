import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  name: string;
  content: Readable;
}

/**
 * A ZIP that is written while it is read: one entry at a time, so memory stays the same for any size. An entry that
 * breaks ends the whole with an error: a browser shows a failed download, never half of the data as all of it.
 */
export const zipOf = (entries: AsyncIterable<ZipEntry>, at: number): Readable => {
  const zip = new ZipFile();
  const out = zip.outputStream as unknown as Readable;
  let current: Readable | null = null;
  out.once('close', () => current?.destroy());
  zip.on('error', (error: Error) => out.destroy(error));
  const write = async (): Promise<void> => {
    for await (const { name, content } of entries) {
      if (out.destroyed) return void content.destroy();
      current = content;
      zip.addReadStream(content, name, { mtime: new Date(at) });
      await finished(content);
    }
    current = null;
    zip.end();
  };
  write().catch((error: unknown) =>
    out.destroy(error instanceof Error ? error : new Error(String(error)))
  );
  return out;
};

/**
 * The stream once its first bytes are there; throws when it has none to give (a file that is no longer at the provider),
 * while there is still time to say so in another way.
 */
export const begun = async (stream: Readable): Promise<Readable> => {
  const rest = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await rest.next();
  return Readable.from(
    (async function* () {
      if (first.done) return;
      yield first.value;
      for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
    })(),
    { objectMode: false }
  );
};
