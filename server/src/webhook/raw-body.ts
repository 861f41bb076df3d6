import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { webhookPath } from '../strapi/address';

/** Meta sends up to 3 MB; above this limit nothing is read. */
const LIMIT = 8 * 1024 * 1024;

const tooLarge = (ctx: Context) => {
  ctx.status = 413;
  ctx.set('Connection', 'close');
  ctx.body = 'too large';
};

/**
 * Keeps the raw bytes of webhook requests, because the signature is over them. Added in `register`, so it stands before
 * the host's whole stack and needs no configuration there. The content type is taken away, or Strapi's body parser
 * would try to read the consumed stream. Answers by itself and never throws: `strapi::errors` comes later.
 */
export const addRawBody = (strapi: Core.Strapi): void => {
  const path = webhookPath(strapi);
  strapi.server.use(async (ctx: Context, next: Next) => {
    if (ctx.method !== 'POST' || ctx.path !== path) return next();
    if (Number(ctx.request.headers['content-length'] ?? 0) > LIMIT) return tooLarge(ctx);
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > LIMIT) return tooLarge(ctx);
        chunks.push(chunk);
      }
    } catch {
      ctx.status = 400; // the sender hung up in mid-body; it will deliver again
      return;
    }
    (ctx.state as { rawBody?: Buffer }).rawBody = Buffer.concat(chunks);
    delete ctx.req.headers['content-type'];
    return next();
  });
};
