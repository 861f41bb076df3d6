import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { verifySignature } from '../cloud-api/signature';
import { isDeeperThan, parseJson } from '../kernel/json';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { queueOf, QUEUES } from './domain/queue';
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
  const note = (kind: Receipt['kind']) => noteReceipt(service, ctx, { kind, bytes: raw.length });
  const { door } = runtimeService(strapi);
  const header = ctx.request.headers['x-hub-signature-256'];
  const secrets = await service.appSecrets();
  // Who sends it cannot be known then; it may be Meta.
  const check = secrets
    ? verifySignature(raw, typeof header === 'string' ? header : undefined, secrets)
    : ({ ok: true } as const);
  // Without an app secret nothing can be checked: 503 makes Meta deliver again once it is entered.
  const isSecretMissing = !check.ok && check.reason === 'no-secret';
  const mayBeMetas = check.ok || isSecretMissing;
  const json = mayBeMetas ? parseJson(raw.toString('utf8')) : null;
  const isJson = typeof json === 'object' && json !== null && !isDeeperThan(DEEPEST, json);
  /** Meta will bring it again; until then what people wrote is not known. Statuses are no words of people. */
  const shut = (status: 500 | 503, text: string) => {
    if (isJson && queueOf(json) === QUEUES.people) door.refused(raw);
    return answer(ctx, status, text);
  };
  if (!secrets || !service.hasRoom()) return shut(503, 'try again');
  if (!check.ok) {
    note(isSecretMissing ? 'no-secret' : 'wrong-signature');
    return isSecretMissing ? shut(503, 'no app secret') : answer(ctx, 401, 'wrong signature');
  }
  if (!isJson) {
    note('malformed');
    return answer(ctx, 400, 'the body is no JSON object, or too deep');
  }
  try {
    await service.ingest.store(raw, queueOf(json));
  } catch (error) {
    contextOf(strapi)
      .log('webhook')
      .error('an event could not be stored', { error: errorText(error) });
    note('not-stored');
    return shut(500, 'not stored');
  }
  door.accepted(raw);
  note('accepted');
  answer(ctx, 200, 'ok');
};
