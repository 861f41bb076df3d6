import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Readable } from 'node:stream';
import type { AccountRow } from '../accounts/public';
import type { AttachedFile, FileRef } from '../contracts/media';
import { isVoice, judgeFile, MEDIA_MAX_BYTES } from '../contracts/media-rules';
import type { LibraryFile } from '../contracts/quick-replies';
import { notFound } from '../kernel/errors';
import { randomHex } from '../kernel/hash';
import { DAY_MS } from '../kernel/time';
import type { FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import type { Sql } from '../strapi/db';
import { newObjectName } from './domain/file-name';
import { safeFilename } from './domain/serving';
import { createRemoveDropped } from './drop';
import { createInbound, type InboundFile } from './inbound';
import { addToLibrary } from './into-library';
import { createOutbound } from './outbound';
import { createSources, refusalOf, type LibraryFacts, type SendableFile } from './source';
import {
  filesOfMessages,
  forgetUpload,
  insertFile,
  removeFile,
  trimUploads,
  unusedFiles,
  updateFile,
} from './store';
import type { StoredFileRow } from './tables';
import { createVault } from './vault';

/** A file as the browser posted it: on the disk of this server, to be read. */
export interface PostedFile {
  name: string;
  path: string;
  sizeBytes: number;
  head: Buffer;
  open(): Readable;
}

const refOf = (file: FileRef | number): FileRef =>
  typeof file === 'number' ? { from: 'library', id: file } : file;

const KEEP_UNUSED_MS = 2 * DAY_MS;

export interface Media {
  /**
   * Meta's id of a file for sends of this number: uploaded once per number and content, and again before Meta drops it.
   * A number alone means a file of the media library. Streams; never call it inside a transaction. Throws a refusal:
   * `media-…` (422) for a file that WhatsApp does not take, `media-not-uploaded` (503, `passing` says whether a later
   * try can help).
   */
  forSending(account: AccountRow, file: FileRef | number): Promise<string>;
  /** Meta no longer has this id: the next `forSending` uploads again. */
  forget(account: Pick<AccountRow, 'phoneNumberId'>, metaId: string, sql?: Sql): Promise<void>;
  /** The same for a file, at every number. Reads the file; never call it inside a transaction. */
  forgetFile(file: FileRef | number): Promise<void>;
  /** What is known of a file that is to be sent. `agentId`: attached files of this administrator only. Throws like `forSending`. */
  describe(file: FileRef, agentId?: number | null): Promise<SendableFile>;
  /** A file of the media library as it is now, judged by nobody yet. Throws `media-missing`, `media-unreadable`. */
  inLibrary(fileId: number): Promise<LibraryFacts>;
  /** Keeps what an agent attached; refused by the same rule that the browser shows. */
  attach(file: PostedFile, by: { agentId: number; accountId: number }): Promise<AttachedFile>;
  /** Stores a file in the media library for somebody who may choose from it; refused by the same rule as attachments. */
  addToLibrary(file: PostedFile, by: { userId: number }): Promise<LibraryFile>;
  /** It was sent: it is kept with its message. In the transaction that records the message. */
  used(trx: Knex.Transaction, file: FileRef): Promise<void>;
  /** Notes a customer's file, to be fetched after the commit. */
  note(trx: Knex.Transaction, file: InboundFile): Promise<void>;
  /** Fetches what is due; by the tick, and right after a commit. */
  process(): Promise<void>;
  /** A person asks once more for a file that was not fetched. */
  again(file: StoredFileRow): Promise<void>;
  filesOf(messageIds: number[], sql?: Sql): Promise<Map<number, StoredFileRow>>;
  /** The file in clear, or a part of it (both ends included). */
  open(file: StoredFileRow, range?: { start: number; end: number }): Promise<Readable>;
  /** What pages hear when a customer's file came; filled by the wiring. */
  shown: ((trx: Knex.Transaction, messageId: number) => Promise<FeedEntry[]>)[];
  /** Takes files whose messages were deleted off the provider; answers how many. Safe to repeat, never in a transaction. */
  removeDropped(): Promise<number>;
  /** Throws away attachments that nobody sent, and ids that died. */
  housekeeping(): Promise<void>;
}

export const createMedia = ({ strapi }: { strapi: Core.Strapi }): Media => {
  const { db, clock, log } = contextOf(strapi);
  const shown: Media['shown'] = [];
  const vault = createVault(strapi);
  const sources = createSources(strapi, vault);
  const outbound = createOutbound(strapi, sources);
  const inbound = createInbound(strapi, vault, shown);
  const removeDropped = createRemoveDropped(strapi, vault);

  const open: Media['open'] = async ({ sealed, place, sizeBytes }, range) => {
    if (!sealed || !place || sizeBytes === null) throw notFound('the file');
    return vault.open({ sealed, place, sizeBytes }, range);
  };

  const attach: Media['attach'] = async (file, { agentId, accountId }) => {
    const name = safeFilename(file.name) ?? 'file';
    const verdict = judgeFile({ name, sizeBytes: file.sizeBytes, head: file.head });
    if (!verdict.ok) throw refusalOf(verdict);
    const { kind, mime } = verdict;
    const objectName = newObjectName(randomHex);
    const kept = await vault.keep(file.open(), { objectName, maxBytes: MEDIA_MAX_BYTES[kind] });
    const voice = isVoice(mime, file.head);
    const id = await insertFile(db.knex, {
      origin: 'attached',
      accountId,
      state: 'stored',
      name,
      mime,
      kind,
      voice,
      sizeBytes: kept.sizeBytes,
      contentHash: kept.sha256,
      objectName,
      sealed: kept.sealed,
      place: kept.place,
      attempts: 0,
      dueAt: 0,
      agentId,
      at: clock.now(),
    });
    return { id, name, mime, kind, voice, sizeBytes: kept.sizeBytes };
  };

  const dropUnused = async (): Promise<void> => {
    for (const file of await unusedFiles(db.knex, clock.now() - KEEP_UNUSED_MS)) {
      // The row first: what was sent in this moment keeps its file.
      if ((await removeFile(db.knex, file.id)) === 0 || !file.place) continue;
      await vault.drop(file.place).catch((error: unknown) =>
        log('media').warn('an unused attachment stays at the provider', {
          error: errorText(error),
        })
      );
    }
  };

  return {
    forSending: (account, file) => outbound.forSending(account, refOf(file)),
    forget: async ({ phoneNumberId }, metaId, sql = db.knex) => {
      await forgetUpload(sql, { numberId: phoneNumberId, metaId });
    },
    forgetFile: (file) => outbound.forgetFile(refOf(file)),
    describe: sources.find,
    inLibrary: sources.facts,
    attach,
    addToLibrary: (file, by) => addToLibrary(strapi, file, by),
    used: async (trx, { from, id }) => {
      if (from === 'attached') await updateFile(trx, id, { usedAt: clock.now() });
    },
    note: inbound.note,
    process: inbound.process,
    again: inbound.again,
    filesOf: async (ids, sql = db.knex) =>
      new Map((await filesOfMessages(sql, ids)).map((file) => [file.messageId ?? 0, file])),
    open,
    shown,
    removeDropped,
    housekeeping: async () => {
      await dropUnused();
      await removeDropped();
      await trimUploads(db.knex, clock.now() - DAY_MS);
    },
  };
};
