import { setImmediate } from 'node:timers/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { DomainError } from '../../kernel/errors';
import { messageOf } from '../../strapi/log';
import { LIMITS, notWorkbook, workbookDamaged, workbookLocked, workbookTooLarge } from './limits';

/** The parts of a workbook by name. What is read of all of them together is bounded, in bytes and in time. */
export interface Archive {
  has(name: string): boolean;
  /** Bytes of a part as they are unpacked; other work gets its turn after each chunk. */
  read(name: string): AsyncGenerator<Buffer>;
  close(): void;
}

/** What an archive may take; shared by all parts that are read of it. */
export interface Budget {
  bytes: number;
  /** `monotonic()` at which reading ends. */
  deadline: number;
  monotonic(): number;
}

const unpackedTooLarge = (): DomainError =>
  workbookTooLarge(`unpacked, it has more than ${LIMITS.unpackedBytes / 1024 ** 3} GB`);

/** Names are compared without case, as the format wants it. */
const keyOf = (name: string): string => name.toLowerCase();

const list = async (zip: ZipFile): Promise<Map<string, Entry>> => {
  if (zip.entryCount > LIMITS.entries)
    throw workbookTooLarge(`it holds more than ${LIMITS.entries} files`);
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const key = keyOf(entry.fileName);
    if (/\.(?:xml|rels)$/.test(key) && !entries.has(key)) entries.set(key, entry);
  }
  return entries;
};

/** A refusal of ours as it is; what a library threw is a damaged file. */
export const asDamaged = (error: unknown): unknown =>
  error instanceof DomainError ? error : workbookDamaged(messageOf(error));

const spend = (budget: Budget, bytes: number): void => {
  budget.bytes -= bytes;
  if (budget.bytes < 0) throw unpackedTooLarge();
  if (budget.monotonic() > budget.deadline)
    throw workbookTooLarge(`reading it takes longer than ${LIMITS.ms / 1000} s`);
};

async function* unpack(zip: ZipFile, entry: Entry, budget: Budget): AsyncGenerator<Buffer> {
  if (entry.isEncrypted()) throw workbookLocked();
  // Refused before anything is unpacked where the archive says so itself, and counted where it does not.
  if (entry.uncompressedSize > budget.bytes) throw unpackedTooLarge();
  const stream = await zip.openReadStreamPromise(entry);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    spend(budget, chunk.length);
    yield chunk;
    await setImmediate();
  }
}

/** Opens the file at `path` by its central directory. Throws `file-workbook-…` for what is no readable archive. */
export const openArchive = async (path: string, budget: Budget): Promise<Archive> => {
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { autoClose: false });
  } catch (error) {
    throw workbookDamaged(messageOf(error));
  }
  try {
    const entries = await list(zip);
    return {
      has: (name) => entries.has(keyOf(name)),
      close: () => zip.close(),
      read: async function* (name) {
        const entry = entries.get(keyOf(name));
        if (!entry) throw notWorkbook();
        try {
          yield* unpack(zip, entry, budget);
        } catch (error) {
          throw asDamaged(error);
        }
      },
    };
  } catch (error) {
    zip.close();
    throw asDamaged(error);
  }
};
