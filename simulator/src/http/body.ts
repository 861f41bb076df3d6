import type { IncomingMessage } from 'node:http';

/** The whole body, or null when it is larger than `limit` bytes. */
export const readBody = (request: IncomingMessage, limit: number): Promise<Buffer | null> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(
        size > limit ? null : chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks)
      )
    );
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('the caller went away')));
  });
