import type { Core } from '@strapi/strapi';
import type { Readable } from 'node:stream';
import type { FileRef } from '../contracts/media';
import {
  HEAD_BYTES,
  isVoice,
  judgeFile,
  typeOfContent,
  type FileVerdict,
  type MediaKind,
} from '../contracts/media-rules';
import { DomainError, notFound } from '../kernel/errors';
import { contextOf } from '../strapi/context';
import { safeFilename } from './domain/serving';
import { createProvider, unreadable } from './provider';
import { fileById } from './store';
import type { Place } from './tables';
import type { Vault } from './vault';

/** A file that may be sent, wherever it lies. */
export interface SendableFile {
  ref: FileRef;
  name: string;
  mime: string;
  kind: MediaKind;
  voice: boolean;
  sizeBytes: number;
  /** Changes with the content: two files with one stamp are the same file. */
  stamp: string;
  /** Known without reading it all, for files that we keep ourselves. */
  sha256: string | null;
  open(): Promise<Readable>;
}

/** A file of the media library as it really is, whether WhatsApp would take it or not. */
export interface LibraryFacts {
  name: string;
  /** By its content; null = nothing that is known. */
  mime: string | null;
  /** Counted, not what was noted at its upload: Strapi keeps a rounded size. */
  sizeBytes: number;
  open(): Promise<Readable>;
}

interface LibraryFile extends Place {
  id: number;
  name: string;
  size: number | string;
  sizeInBytes?: number | null;
  updatedAt?: Date | string | null;
}

/** The first bytes of a stream, which is closed then. */
const headOf = async (stream: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= HEAD_BYTES) break;
  }
  stream.destroy();
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
};

/** The first bytes, and how many there are in all. */
const measure = async (stream: Readable): Promise<{ head: Buffer; sizeBytes: number }> => {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (sizeBytes < HEAD_BYTES) chunks.push(chunk);
    sizeBytes += chunk.length;
  }
  return { head: Buffer.concat(chunks).subarray(0, HEAD_BYTES), sizeBytes };
};

const goneFromLibrary = (): DomainError =>
  new DomainError('media-missing', 'the file is no longer in the media library', {
    status: 422,
    field: 'file',
    remedy: 'Choose another file, or upload the file to the media library again.',
  });

/** A file that the disk does not have is gone; of any other fault of the storage nobody knows that. */
const readRefusal = (error: unknown): DomainError => {
  if (error instanceof DomainError) return error;
  const isGone =
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
  return isGone ? goneFromLibrary() : unreadable();
};

const WHY: Record<Extract<FileVerdict, { ok: false }>['why'], string> = {
  empty: 'the file is empty',
  type: 'WhatsApp does not accept this file type',
  'too-large': 'the file is larger than WhatsApp allows',
};

/** A refusal that names the limit; the browser says the same before it uploads. */
export const refusalOf = (verdict: Extract<FileVerdict, { ok: false }>): DomainError =>
  new DomainError(`media-${verdict.why}`, WHY[verdict.why], {
    status: 422,
    field: 'file',
    media: verdict.kind,
    mime: verdict.mime,
    limit: verdict.maxBytes,
    remedy:
      verdict.why === 'too-large'
        ? `Choose a file of at most ${verdict.maxBytes} bytes.`
        : 'Choose a JPEG or PNG image, an MP4 video, an MP3, M4A, AAC, AMR or OGG audio file, a PDF, a text file or an Office document.',
  });

/** Files that can be sent: attached ones and those of Strapi's media library. Types are read from the content. */
export const createSources = (strapi: Core.Strapi, vault: Vault) => {
  const { db } = contextOf(strapi);
  const provider = createProvider(strapi);

  const attached = async (id: number, agentId: number | null): Promise<SendableFile> => {
    const row = await fileById(db.knex, id);
    const mine = agentId === null || row?.agentId === agentId;
    if (!row || row.origin !== 'attached' || !mine) throw notFound('the attached file');
    const { sealed, place, sizeBytes, contentHash: sha256, mime, kind } = row;
    if (!sealed || !place || !sha256 || !mime || !kind || sizeBytes === null)
      throw notFound('the attached file');
    return {
      ref: { from: 'attached', id },
      name: row.name ?? 'file',
      mime,
      kind,
      voice: row.voice,
      sizeBytes,
      stamp: `a${id}`,
      sha256,
      open: () => vault.open({ sealed, place, sizeBytes }),
    };
  };

  const inLibrary = async (id: number): Promise<LibraryFile> => {
    const file = (await strapi.db
      .query('plugin::upload.file')
      .findOne({ where: { id } })) as LibraryFile | null;
    if (!file) throw goneFromLibrary();
    return file;
  };

  /** What a disk says of a file that is not there is no answer for people; a provider's silence is said as such. */
  const readWith = async <T>(file: LibraryFile, look: (stream: Readable) => Promise<T>) =>
    provider
      .read(file)
      .then(look)
      .catch((error: unknown) => {
        throw readRefusal(error);
      });

  const library = async (id: number): Promise<SendableFile> => {
    const file = await inLibrary(id);
    const head = await readWith(file, headOf);
    const name = safeFilename(file.name) ?? `file${file.ext}`;
    const sizeBytes = file.sizeInBytes ?? Math.round(Number(file.size) * 1000);
    const verdict = judgeFile({ name, sizeBytes, head });
    if (!verdict.ok) throw refusalOf(verdict);
    const { kind, mime } = verdict;
    return {
      ref: { from: 'library', id },
      name,
      mime,
      kind,
      voice: isVoice(mime, head),
      sizeBytes,
      stamp: `l${id}.${file.hash}.${new Date(file.updatedAt ?? 0).getTime()}`,
      sha256: null,
      open: () => provider.read(file),
    };
  };

  const facts = async (id: number): Promise<LibraryFacts> => {
    const file = await inLibrary(id);
    const { head, sizeBytes } = await readWith(file, measure);
    const name = safeFilename(file.name) ?? `file${file.ext}`;
    return {
      name,
      mime: sizeBytes === 0 ? null : typeOfContent(head, name),
      sizeBytes,
      open: () => provider.read(file),
    };
  };

  return {
    /** `agentId`: only what this administrator attached; null = anyone who did. Throws what hinders a send. */
    find: (ref: FileRef, agentId: number | null = null): Promise<SendableFile> =>
      ref.from === 'attached' ? attached(ref.id, agentId) : library(ref.id),
    /** Reads the whole file of the library once. Throws `media-missing`, `media-unreadable`. */
    facts,
  };
};
export type Sources = ReturnType<typeof createSources>;
