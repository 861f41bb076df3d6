import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { webhookPath } from '../strapi/address';
import { errorText } from '../strapi/log';

/** Meta sends up to 3 MB; above this limit nothing is read. */
const LIMIT = 8 * 1024 * 1024;
/** Bodies that are being read or wait for their answer, of all connections together. */
const BUDGET = 64 * 1024 * 1024;
/** Meta's own requests are there at once; a body that drips in keeps memory and a connection. */
const BODY_MS = 10_000;
/** How Meta's header begins. Whether it is right is known, and logged, when the body is there. */
const SIGNATURE = /^sha256=./;

const refuse = (ctx: Context, status: number, text: string): void => {
  ctx.status = status;
  ctx.set('Connection', 'close');
  ctx.body = text;
};

export interface Door {
  /** Answers a delivery; its signature is over these bytes. */
  receive(ctx: Context, raw: Buffer): Promise<void>;
  budget?: number;
  bodyMs?: number;
}

/**
 * Takes Meta's deliveries. Added in `register`, so it stands before the host's whole stack: it needs no configuration
 * there, no parser touches the bytes, and a delivery costs no more than it must, because a campaign brings three for each
 * message. Answers by itself and never throws: `strapi::errors` comes later. Who sends no signature costs no memory: nothing
 * of the body is read.
 */
export const addDoor = (
  strapi: Core.Strapi,
  { receive, budget = BUDGET, bodyMs = BODY_MS }: Door
): void => {
  const path = webhookPath(strapi);
  let held = 0;

  /** The whole body; null when it was refused, which has been answered. `hold` counts what is kept. */
  const read = async (ctx: Context, hold: (bytes: number) => void): Promise<Buffer | null> => {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
      size += chunk.length;
      hold(chunk.length);
      if (size > LIMIT) refuse(ctx, 413, 'too large');
      else if (held > budget) refuse(ctx, 503, 'try again');
      else {
        chunks.push(chunk);
        continue;
      }
      return null;
    }
    return Buffer.concat(chunks);
  };

  strapi.server.use(async (ctx: Context, next: Next) => {
    if (ctx.method !== 'POST' || ctx.path !== path) return next();
    const { headers } = ctx.request;
    if (Number(headers['content-length'] ?? 0) > LIMIT) return refuse(ctx, 413, 'too large');
    if (!SIGNATURE.test(String(headers['x-hub-signature-256'] ?? '')))
      return refuse(ctx, 401, 'no signature');
    let mine = 0;
    // Without an error: the host would log each of them.
    const slow = setTimeout(() => ctx.req.destroy(), bodyMs);
    try {
      const raw = await read(ctx, (bytes) => {
        mine += bytes;
        held += bytes;
      }).catch(() => {
        ctx.status = 400; // the sender hung up in mid-body, or was too slow; Meta delivers again
        return null;
      });
      clearTimeout(slow);
      if (!raw) return;
      await receive(ctx, raw);
    } catch (error) {
      strapi.log.error(`[whatsapp] webhook: no answer to a delivery: ${errorText(error)}`);
      refuse(ctx, 503, 'try again');
    } finally {
      clearTimeout(slow);
      held -= mine;
    }
  });
};
