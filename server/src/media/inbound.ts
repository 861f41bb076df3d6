import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService } from '../accounts/public';
import type { GraphError } from '../cloud-api/errors';
import type { InboundMedia } from '../cloud-api/inbound-parts';
import { isVoice, typeOfContent } from '../contracts/media-rules';
import { failPoint } from '../kernel/fail-point';
import { randomHex } from '../kernel/hash';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { runtimeService, singleFlight } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { newObjectName } from './domain/file-name';
import { nextTryAfter, nextTryAfterRefusal } from './domain/retry';
import { INBOUND_MAX_BYTES, safeFilename } from './domain/serving';
import { dueFiles, insertInbound, takeFile, updateFile } from './store';
import type { StoredFileRow } from './tables';
import type { Vault } from './vault';

/** Longer than a transfer of 100 MB may take. */
const LEASE_MS = 300_000;
const AT_ONCE = 3;

/** A file that came with a message. */
export interface InboundFile {
  messageId: number;
  accountId: number;
  media: InboundMedia;
  at: number;
}

type Failure = { state: 'waiting' | 'failed' | 'gone'; error: string; waitMs?: number };

const isGone = ({ status }: GraphError): boolean => status === 404 || status === 410;

const isRefused = (error: GraphError): boolean => error.class === 'request' && error.code === 100;

/** Said before the first byte or found out after a hundred million: no other try makes it smaller. */
const isTooLarge = (reason: string): boolean => /larger than/.test(reason);

/** What becomes of a file after a failed try. */
const afterFailure = (file: StoredFileRow, error: string): Failure => {
  if (isTooLarge(error)) return { state: 'failed', error };
  const waitMs = nextTryAfter(file.attempts);
  return waitMs === null ? { state: 'failed', error } : { state: 'waiting', error, waitMs };
};

/** What becomes of a file that Meta does not hand out. */
const afterRefusal = (file: StoredFileRow, error: GraphError, now: number): Failure => {
  if (isGone(error)) return { state: 'gone', error: error.title };
  if (!isRefused(error)) return afterFailure(file, error.title);
  const waitMs = nextTryAfterRefusal(file.attempts, now - file.at, file.error !== error.title);
  return waitMs === null
    ? { state: 'gone', error: error.title }
    : { state: 'waiting', error: error.title, waitMs };
};

/** Customers' files: noted with their message, fetched after the commit, kept for good. Goes on after a kill. */
export const createInbound = (
  strapi: Core.Strapi,
  vault: Vault,
  shown: ((trx: Knex.Transaction, messageId: number) => Promise<FeedEntry[]>)[]
) => {
  const { db, clock, log } = contextOf(strapi);
  const runtime = runtimeService(strapi);

  /** Writes what became of it, and tells the open pages. */
  const settle = async (file: StoredFileRow, change: Partial<StoredFileRow>) => {
    const isKept = await db.tx(async (trx) => {
      const kept = await updateFile(trx, file.id, { ...change, owner: null, leaseUntil: null });
      if (kept === 0) return false;
      const hints: FeedEntry[] = [];
      for (const tell of shown) hints.push(...(await tell(trx, file.messageId ?? 0)));
      await realtimeService(strapi).append(trx, hints);
      return true;
    });
    // Its message was deleted while it was being fetched.
    if (!isKept && change.place) await vault.drop(change.place);
  };

  const download = async (file: StoredFileRow) => {
    const account = await accountsService(strapi).get(file.accountId);
    return accountsService(strapi)
      .cloudApi(account)
      .downloadMedia({
        mediaId: file.metaId ?? '',
        phoneNumberId: account.phoneNumberId,
        maxBytes: INBOUND_MAX_BYTES,
      });
  };

  const fetchOne = async (file: StoredFileRow): Promise<Partial<StoredFileRow> | Failure> => {
    const opened = await download(file);
    if (!opened.ok) return afterRefusal(file, opened.error, clock.now());
    const kept = await vault.keep(opened.value.stream, {
      objectName: file.objectName,
      maxBytes: INBOUND_MAX_BYTES,
    });
    failPoint('media-stored');
    const mime = typeOfContent(kept.head, file.name ?? '') ?? opened.value.mime ?? file.mime;
    return {
      state: 'stored',
      mime: mime?.slice(0, 120) ?? null,
      voice: file.voice || isVoice(mime ?? '', kept.head),
      sizeBytes: kept.sizeBytes,
      contentHash: kept.sha256,
      sealed: kept.sealed,
      place: kept.place,
      error: null,
    };
  };

  /** This process counts as living before its first heartbeat, too. */
  const living = async () => [...(await runtime.instances.liveIds()), runtime.instanceId];

  const work = async (id: number): Promise<void> => {
    const file = await takeFile(db, id, {
      owner: runtime.instanceId,
      leaseMs: LEASE_MS,
      alive: await living(),
    });
    if (!file) return;
    const outcome = await fetchOne(file).catch((error: unknown) =>
      afterFailure(file, errorText(error))
    );
    const { waitMs, ...change } = { waitMs: undefined, ...outcome };
    if (change.state !== 'stored')
      log('media').warn('a file of a customer was not fetched', {
        file: id,
        state: change.state,
        attempts: file.attempts,
        error: change.error,
      });
    await settle(file, {
      ...change,
      ...(waitMs === undefined ? {} : { dueAt: clock.now() + waitMs }),
    });
  };

  const process = singleFlight('files of customers', log('media'), async () => {
    for (;;) {
      if (runtime.draining.aborted) return;
      const ids = await dueFiles(db, { most: 50, alive: await living() });
      if (ids.length === 0) return;
      const lane = async () => {
        for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
          if (runtime.draining.aborted) return;
          // One that cannot be settled now does not hold the others back; its lease runs out.
          await work(id).catch((error: unknown) =>
            log('media').error('a file could not be settled', { file: id, error: errorText(error) })
          );
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
    }
  });

  return {
    /** In the transaction that records the message. */
    note: async (trx: Knex.Transaction, { messageId, accountId, media, at }: InboundFile) => {
      if (!media.id || !/^\d{1,64}$/.test(media.id)) return;
      await insertInbound(db, trx, {
        origin: 'inbound',
        messageId,
        accountId,
        state: 'waiting',
        metaId: media.id,
        name: safeFilename(media.filename),
        mime: media.mime?.slice(0, 120) ?? null,
        kind: media.kind,
        voice: media.voice,
        objectName: newObjectName(randomHex),
        attempts: 0,
        dueAt: 0,
        at,
      });
    },
    process,
    /** A person asks for it once more. */
    again: async (file: StoredFileRow): Promise<void> => {
      await updateFile(db.knex, file.id, { state: 'waiting', attempts: 0, dueAt: 0 });
      if (runtime.works()) void runtime.background.run(log('media'), 'files', process);
    },
  };
};
