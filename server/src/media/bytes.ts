import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { HEAD_BYTES } from '../contracts/media-rules';
import { DomainError } from '../kernel/errors';

/** What was seen of a stream that went through. */
export interface Seen {
  sizeBytes: number;
  sha256: string;
  head: Buffer;
}

export const tooLarge = (maxBytes: number): DomainError =>
  new DomainError('media-too-large', `the file is larger than ${maxBytes} bytes`, {
    status: 413,
    field: 'file',
    limit: maxBytes,
    remedy: 'Choose a smaller file.',
  });

/** Lets bytes through, counts and hashes them and keeps the first ones; ends with an error above `maxBytes`. */
export const createMeter = (maxBytes: number): { stream: Transform; seen(): Seen } => {
  const hash = createHash('sha256');
  const first: Buffer[] = [];
  let sizeBytes = 0;
  let digest: string | null = null;
  const stream = new Transform({
    transform: (chunk: Buffer, _encoding, done: TransformCallback) => {
      if (sizeBytes < HEAD_BYTES) first.push(chunk.subarray(0, HEAD_BYTES - sizeBytes));
      sizeBytes += chunk.length;
      hash.update(chunk);
      if (sizeBytes > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
  return {
    stream,
    seen: () => {
      digest ??= hash.digest('hex');
      return { sizeBytes, sha256: digest, head: Buffer.concat(first) };
    },
  };
};
