import type { Core } from '@strapi/strapi';
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { accountsService, type AccountRow } from '../accounts/public';
import type { FileRef } from '../contracts/media';
import { MEDIA_MAX_BYTES } from '../contracts/media-rules';
import { DomainError } from '../kernel/errors';
import { sha256Hex } from '../kernel/hash';
import { both } from '../kernel/input-words';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { createMeter } from './bytes';
import { isFresh, UPLOAD_LIVES_MS, UPLOAD_MARGIN_MS } from './domain/retry';
import type { SendableFile, Sources } from './source';
import { endUpload, forgetUpload, takeUpload, uploadOf } from './store';

/** Longer than a transfer may take. */
const LEASE_MS = 180_000;
const POLL_MS = 200;
/** Content hashes of library files that were read before; a file of 100 MB is not read twice to be recognised. */
const REMEMBERED = 1_000;

interface OnDisk {
  path: string;
  sha256: string;
}

const CHECK_TOKEN = both(
  ['WhatsApp did not accept the file.', 'Check the access token of the number.'],
  ['WhatsApp dosyayı kabul etmedi.', 'Numaranın erişim anahtarını (token) kontrol edin.']
);
const AGAIN = both(
  ['WhatsApp did not accept the file.', 'Try again.'],
  ['WhatsApp dosyayı kabul etmedi.', 'Yeniden deneyin.']
);

const notUploaded = (error: { title: string; class: string; code: number | null }): DomainError =>
  new DomainError('media-not-uploaded', `WhatsApp did not accept the file: ${error.title}`, {
    status: 503,
    remedy: error.class === 'auth' ? 'Check the access token of the number.' : 'Try again.',
    words: error.class === 'auth' ? CHECK_TOKEN : AGAIN,
    cause: error.class,
    code: error.code,
    passing: error.class !== 'request',
  });

const contentKeyOf = (file: SendableFile, sha256: string): string =>
  sha256Hex(`${sha256}.${file.mime}`);

/** Files on their way to Meta: each content once per number, no matter who asks, for as long as Meta keeps it. */
export const createOutbound = (strapi: Core.Strapi, sources: Sources) => {
  const { db, clock } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const hashes = new Map<string, string>();
  const flights = new Map<string, Promise<string>>();

  const remember = (stamp: string, sha256: string) => {
    hashes.set(stamp, sha256);
    const [oldest] = hashes.keys();
    if (hashes.size > REMEMBERED && oldest !== undefined) hashes.delete(oldest);
  };

  /** The file in clear in a folder of its own, which is gone after `work`. Never whole in memory. */
  const onDisk = async <T>(file: SendableFile, work: (disk: OnDisk) => Promise<T>): Promise<T> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'whatsapp-'));
    try {
      const target = path.join(folder, 'file');
      const meter = createMeter(MEDIA_MAX_BYTES[file.kind]);
      await pipeline(await file.open(), meter.stream, createWriteStream(target, { mode: 0o600 }));
      const { sha256 } = meter.seen();
      remember(file.stamp, sha256);
      return await work({ path: target, sha256 });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  const keyFor = (account: AccountRow, file: SendableFile, sha256: string) => ({
    numberId: account.phoneNumberId,
    contentKey: contentKeyOf(file, sha256),
  });
  type Key = ReturnType<typeof keyFor>;

  const known = async (key: Key): Promise<string | null> => {
    const row = await uploadOf(db.knex, key);
    return row?.metaId && isFresh(row.expiresAt, clock.now()) ? row.metaId : null;
  };

  const upload = async (
    account: AccountRow,
    { file, disk, key }: { file: SendableFile; disk: OnDisk; key: Key }
  ): Promise<string> => {
    let outcome: { metaId: string; expiresAt: number } | null = null;
    try {
      const answer = await accountsService(strapi)
        .cloudApi(account)
        .uploadMedia(account.phoneNumberId, {
          bytes: await openAsBlob(disk.path, { type: file.mime }),
          mime: file.mime,
          filename: file.name,
        });
      if (!answer.ok) throw notUploaded(answer.error);
      outcome = { metaId: answer.value.id, expiresAt: clock.now() + UPLOAD_LIVES_MS };
      return outcome.metaId;
    } finally {
      await endUpload(db.knex, key, outcome);
    }
  };

  /** Uploads, or waits for the process that does. */
  const uploadOnce = async (
    account: AccountRow,
    work: { file: SendableFile; disk: OnDisk; key: Key }
  ): Promise<string> => {
    const deadline = clock.monotonic() + LEASE_MS;
    for (;;) {
      const there = await known(work.key);
      if (there) return there;
      const mine = await takeUpload(db, work.key, {
        owner: runtime.instanceId,
        leaseMs: LEASE_MS,
        freshUntil: clock.now() + UPLOAD_MARGIN_MS,
      });
      if (mine) return upload(account, work);
      if (clock.monotonic() > deadline || runtime.draining.aborted)
        throw notUploaded({
          title: 'another upload of it is under way',
          class: 'transient',
          code: null,
        });
      await clock.sleep(POLL_MS);
    }
  };

  const idOf = async (account: AccountRow, file: SendableFile): Promise<string> => {
    const sha256 = file.sha256 ?? hashes.get(file.stamp) ?? null;
    const there = sha256 === null ? null : await known(keyFor(account, file, sha256));
    if (there) return there;
    return onDisk(file, (disk) =>
      uploadOnce(account, { file, disk, key: keyFor(account, file, disk.sha256) })
    );
  };

  return {
    forSending: async (account: AccountRow, ref: FileRef): Promise<string> => {
      const file = await sources.find(ref);
      const flight = `${account.phoneNumberId} ${file.stamp}`;
      const running = flights.get(flight);
      if (running) return running;
      const mine = idOf(account, file).finally(() => flights.delete(flight));
      flights.set(flight, mine);
      return mine;
    },
    forgetFile: async (ref: FileRef): Promise<void> => {
      const file = await sources.find(ref);
      const sha256 = file.sha256 ?? (await onDisk(file, (disk) => Promise.resolve(disk.sha256)));
      await forgetUpload(db.knex, { contentKey: contentKeyOf(file, sha256) });
    },
  };
};
