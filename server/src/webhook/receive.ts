import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { verifySignature } from '../cloud-api/signature';
import { isDeeperThan, parseJson } from '../kernel/json';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { queueOf } from './domain/queue';
import type { Receipt, Webhook } from './service';

/** Meta's own payloads are some ten deep. What walks a value by recursion later must not end in a full stack. */
const DEEPEST = 60;

export const answer = (ctx: Context, status: number, text: string): void => {
  ctx.status = status;
  ctx.type = 'text/plain';
  ctx.body = text;
};

/** For the log that people read. */
export const noteReceipt = (
  { hooks }: Webhook,
  ctx: Context,
  { kind, bytes = 0 }: { kind: Receipt['kind']; bytes?: number }
): void => hooks?.receipt({ kind, bytes, address: ctx.request.ip });

/** Answers a delivery: signature over the raw bytes, a committed row, and only then 200 (I10). */
export const receiveDelivery = async (
  strapi: Core.Strapi,
  ctx: Context,
  raw: Buffer
): Promise<void> => {
  const service: Webhook = strapi.plugin('whatsapp').service('webhook');
  const { hooks, ingest, markSeen } = service;
  const note = (kind: Receipt['kind']) => noteReceipt(service, ctx, { kind, bytes: raw.length });
  const { draining, suspended } = runtimeService(strapi);
  // While rows are being replaced a delivery would be stored with those that go.
  if (!hooks || draining.aborted || suspended() === 'replacing' || !ingest.hasRoom())
    return answer(ctx, 503, 'try again');
  const header = ctx.request.headers['x-hub-signature-256'];
  const check = verifySignature(
    raw,
    typeof header === 'string' ? header : undefined,
    await hooks.appSecrets()
  );
  if (!check.ok) {
    // Without an app secret nothing can be checked: 503 makes Meta deliver again once it is entered.
    const missing = check.reason === 'no-secret';
    note(missing ? 'no-secret' : 'wrong-signature');
    return answer(ctx, missing ? 503 : 401, missing ? 'no app secret' : 'wrong signature');
  }
  const json = parseJson(raw.toString('utf8'));
  if (typeof json !== 'object' || json === null || isDeeperThan(DEEPEST, json)) {
    note('malformed');
    return answer(ctx, 400, 'the body is no JSON object, or too deep');
  }
  try {
    await ingest.store(raw, queueOf(json));
  } catch (error) {
    contextOf(strapi)
      .log('webhook')
      .error('an event could not be stored', { error: errorText(error) });
    note('not-stored');
    return answer(ctx, 500, 'not stored');
  }
  markSeen();
  note('accepted');
  answer(ctx, 200, 'ok');
};
