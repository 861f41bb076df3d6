import { createHash } from 'node:crypto';

/** Stored bytes. Uploaded ids live 30 days, ids received in webhooks 7 days. */
export type MediaRecord = {
  id: string;
  phoneNumberId: string;
  mimeType: string;
  filename: string | null;
  bytes: Buffer;
  sha256: Buffer;
  expiresAt: number;
  /** A customer sent it. */
  isReceived: boolean;
};

export type MediaStore = {
  put(input: Omit<MediaRecord, 'id' | 'sha256'>): MediaRecord;
  get(id: string, now: number): MediaRecord | undefined;
  remove(id: string): boolean;
  count(): number;
  all(): IterableIterator<MediaRecord>;
  /** One that was kept, under its own id. */
  restore(record: Omit<MediaRecord, 'sha256'>): void;
};

export const UPLOADED_MS = 30 * 24 * 3600_000;
export const RECEIVED_MS = 7 * 24 * 3600_000;

const hashOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

export const createMediaStore = (newId: () => string): MediaStore => {
  const media = new Map<string, MediaRecord>();
  return {
    put: (input) => {
      const record: MediaRecord = {
        ...input,
        id: newId(),
        sha256: hashOf(input.bytes),
      };
      media.set(record.id, record);
      return record;
    },
    get: (id, now) => {
      const record = media.get(id);
      if (!record) return undefined;
      if (record.expiresAt > now) return record;
      media.delete(id);
      return undefined;
    },
    remove: (id) => media.delete(id),
    count: () => media.size,
    all: () => media.values(),
    restore: (record) => void media.set(record.id, { ...record, sha256: hashOf(record.bytes) }),
  };
};
