import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Core } from '@strapi/types';

export const PARSE_PATH = '/api/bench-parse';

/** The bytes of a webhook; null when the signature is not that of this secret. */
export const checkedBody = async (
  request: IncomingMessage,
  secret: string
): Promise<Buffer | null> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const said = Buffer.from(String(request.headers['x-hub-signature-256'] ?? ''));
  const mine = Buffer.from(`sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`);
  return said.length === mine.length && timingSafeEqual(said, mine) ? raw : null;
};

/** What any receiver of webhooks must do at least: read the bytes, check the signature, parse. Answers the status. */
export const checkAndParse = async (request: IncomingMessage, secret: string): Promise<number> => {
  const raw = await checkedBody(request, secret);
  if (raw === null) return 401;
  JSON.parse(raw.toString('utf8'));
  return 200;
};

/** The same, behind the whole stack of Strapi, on a route of its own. */
export const addParseRoute = (strapi: Core.Strapi): void => {
  const secret = process.env.BENCH_APP_SECRET ?? '';
  strapi.server.routes({
    type: 'content-api',
    routes: [
      {
        method: 'POST',
        path: PARSE_PATH.replace('/api', ''),
        handler: async (ctx: { req: IncomingMessage; status: number; body: unknown }) => {
          ctx.status = await checkAndParse(ctx.req, secret);
          ctx.body = 'ok';
        },
        info: { type: 'content-api' },
        config: { auth: false },
      },
    ],
  } as never);
};
