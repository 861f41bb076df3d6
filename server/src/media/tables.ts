import type { MediaKind } from '../contracts/media-rules';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** Where an upload provider put a file: what it needs to find and delete it again. */
export interface Place {
  hash: string;
  ext: string;
  mime: string;
  url: string;
  path?: string | null;
  provider: string;
  provider_metadata?: unknown;
}

/**
 * `waiting`: to be fetched from Meta. `failed`: not fetched, may be tried again. `gone`: nobody has it any more.
 * `dropped`: its message was deleted; the row is there until the provider has removed the bytes.
 */
export type FileState = 'waiting' | 'stored' | 'failed' | 'gone' | 'dropped';

/**
 * Files of conversations, encrypted at the host's upload provider: what customers sent (one row per message), and what
 * agents attached. Files of the media library are not here; they are referred to by their own id.
 */
export const storedFileTable = defineTable({
  name: 'stored-file',
  kind: 'content-type',
  description: 'Files of conversations, kept encrypted',
  columns: {
    origin: must.string<'inbound' | 'attached'>(undefined, 10),
    /** The inbound message that it came with. */
    messageId: maybe.int(),
    accountId: must.int(),
    state: must.string<FileState>('waiting', 10),
    /** Media id at Meta, of inbound files. */
    metaId: maybe.string(64),
    name: maybe.string(255),
    /** By content; by Meta's word where the content shows nothing. */
    mime: maybe.string(120),
    kind: maybe.string<MediaKind>(10),
    voice: must.bool(false),
    sizeBytes: maybe.big(),
    contentHash: maybe.string(64),
    /** Chosen before the first try, so that a repeat overwrites what a killed one left. */
    objectName: must.string<string>(undefined, 60),
    /** Key of the file, itself encrypted with the host's key. */
    sealed: maybe.text(),
    place: maybe.json<Place>(),
    attempts: must.int(0),
    dueAt: must.big(0),
    owner: maybe.string(64),
    leaseUntil: maybe.big(),
    error: maybe.text(),
    /** Who attached it: nobody else may send it. */
    agentId: maybe.int(),
    /** First sent; an attachment that was never sent is thrown away after two days. */
    usedAt: maybe.big(),
    at: must.big(0),
  },
  indexes: [
    { columns: ['messageId'], unique: true },
    { columns: ['state', 'dueAt'] },
    { columns: ['origin', 'usedAt', 'at'] },
  ],
});
export type StoredFileRow = RowOf<typeof storedFileTable>;

/** Files that Meta has from us: one upload per number and content, for as long as Meta keeps it. */
export const mediaUploadTable = defineTable({
  name: 'media-upload',
  kind: 'model',
  description: 'Files uploaded to Meta',
  columns: {
    /** Phone number id at Meta: a media id belongs to it. */
    numberId: must.string<string>(undefined, 64),
    /** sha256 over content and type. */
    contentKey: must.string<string>(undefined, 64),
    metaId: maybe.string(64),
    expiresAt: maybe.big(),
    /** Who uploads now; others wait for the outcome instead of uploading a second time. */
    owner: maybe.string(64),
    leaseUntil: maybe.big(),
  },
  indexes: [{ columns: ['numberId', 'contentKey'], unique: true }, { columns: ['metaId'] }],
});
export type MediaUploadRow = RowOf<typeof mediaUploadTable>;
