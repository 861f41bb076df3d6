import type { Core } from '@strapi/strapi';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { pipeline, Transform, type Readable, type TransformCallback } from 'node:stream';
import { DomainError } from '../kernel/errors';
import { contextOf } from '../strapi/context';
import { createMeter, type Seen } from './bytes';
import { createProvider } from './provider';
import type { Place } from './tables';

const BLOCK = 16;
/** Counter mode: any part of the file can be read without the rest before it. */
const CIPHER = 'aes-256-ctr';

export interface Kept extends Seen {
  sealed: string;
  place: Place;
}

/** The counter at a byte's block: the start value plus the number of blocks before it. */
const counterAt = (iv: Buffer, blocks: number): Buffer => {
  const value = (BigInt(`0x${iv.toString('hex')}`) + BigInt(blocks)) & ((1n << 128n) - 1n);
  return Buffer.from(value.toString(16).padStart(32, '0'), 'hex');
};

/** Drops the first bytes and ends after `take` bytes. */
const cut = (drop: number, take: number): Transform => {
  let skipped = 0;
  let given = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      const from = Math.min(drop - skipped, chunk.length);
      skipped += from;
      const piece = chunk.subarray(from, from + take - given);
      given += piece.length;
      done(null, piece.length > 0 ? piece : undefined);
      if (given >= take) this.push(null);
    },
  });
};

/**
 * Keeps files of conversations at the host's upload provider so that only we can read them: addresses of the provider
 * are public on most hosts, so what lies there is encrypted, each file with a key of its own, which stands in our row,
 * itself encrypted with the host's key (docs/decisions/0008).
 */
export const createVault = (strapi: Core.Strapi) => {
  const { secrets } = contextOf(strapi);
  const provider = createProvider(strapi);

  const unseal = (sealed: string): { key: Buffer; iv: Buffer } => {
    const [key = '', iv = ''] = (secrets.decrypt(sealed) ?? '').split('.');
    if (key.length !== 64 || iv.length !== 32) {
      throw new DomainError('media-locked', 'the file was encrypted with another key', {
        status: 503,
        remedy: 'Start Strapi with the encryption key that was in use when the file arrived.',
      });
    }
    return { key: Buffer.from(key, 'hex'), iv: Buffer.from(iv, 'hex') };
  };

  return {
    /** Encrypts and stores a stream. Throws `media-too-large`, and whatever source or provider throw; then nothing is kept. */
    keep: async (
      source: Readable,
      { objectName, maxBytes }: { objectName: string; maxBytes: number }
    ): Promise<Kept> => {
      const [key, iv] = [randomBytes(32), randomBytes(16)];
      const sealed = secrets.encrypt(`${key.toString('hex')}.${iv.toString('hex')}`);
      if (sealed === null) {
        source.destroy();
        throw new DomainError('no-encryption-key', 'the host has no encryption key', {
          status: 503,
          remedy: 'Set admin.secrets.encryptionKey and restart Strapi.',
        });
      }
      const meter = createMeter(maxBytes);
      const cipher = createCipheriv(CIPHER, key, iv);
      let broken: Error | null = null;
      pipeline(source, meter.stream, cipher, (error) => {
        broken = error ?? null;
      });
      try {
        const place = await provider.write(objectName, cipher);
        return { ...meter.seen(), sealed, place };
      } catch (error) {
        source.destroy();
        // The reason counts, not whether the provider could clean up after it.
        await provider.discard(objectName).catch(() => undefined);
        throw broken ?? error;
      }
    },
    /** The file in clear, or bytes `start` to `end` (both included) of it. Never more than `sizeBytes`. */
    open: async (
      file: { sealed: string; place: Place; sizeBytes: number },
      range: { start: number; end: number } = { start: 0, end: file.sizeBytes - 1 }
    ): Promise<Readable> => {
      const { key, iv } = unseal(file.sealed);
      const blocks = Math.floor(range.start / BLOCK);
      const stored = await provider.read(file.place, blocks * BLOCK);
      const decipher = createDecipheriv(CIPHER, key, counterAt(iv, blocks));
      const part = cut(range.start - blocks * BLOCK, range.end - range.start + 1);
      return pipeline(stored, decipher, part, () => stored.destroy());
    },
    drop: (place: Place): Promise<void> => provider.remove(place),
  };
};
export type Vault = ReturnType<typeof createVault>;
