import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { answerHandshake } from '../cloud-api/handshake';
import { verifySignature } from '../cloud-api/signature';
import { isDeeperThan, parseJson } from '../kernel/json';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { runtimeService } from '../runtime/public';
import { queueOf } from './domain/queue';
import type { Receipt, Webhook } from './service';

const DEEPEST = 60;

const answer = (ctx: Context, status: number, text: string) => {
  ctx.status = status;
  ctx.type = 'text/plain';
  ctx.body = text;
};

export const createWebhookController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = (): Webhook => strapi.plugin('whatsapp').service('webhook');

  const note = (ctx: Context, kind: Receipt['kind'], bytes = 0) =>
    service().hooks?.receipt({ kind, bytes, address: ctx.request.ip });

  return {
    /** GET: Meta's handshake when the address is saved. */
    verify: async (ctx: Context) => {
      const tokens = (await service().hooks?.verifyTokens()) ?? [];
      const result = answerHandshake(ctx.request.querystring, tokens);
      note(ctx, result.ok ? 'handshake-ok' : 'handshake-refused');
      if (result.ok) answer(ctx, 200, result.challenge);
      else answer(ctx, 403, 'forbidden');
    },

    /** POST: signature over the raw bytes, a committed row, and only then 200 (I10). */
    receive: async (ctx: Context) => {
      const { hooks, ingest, markSeen } = service();
      const raw = (ctx.state as { rawBody?: Buffer }).rawBody;
      if (!raw) return answer(ctx, 400, 'the webhook address has no slash at its end');
      if (!hooks || runtimeService(strapi).draining.aborted || !ingest.hasRoom())
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
        note(ctx, missing ? 'no-secret' : 'wrong-signature', raw.length);
        return answer(ctx, missing ? 503 : 401, missing ? 'no app secret' : 'wrong signature');
      }
      const json = parseJson(raw.toString('utf8'));
      // Meta's own are some ten deep. What walks a value by recursion later must not end in a full stack.
      if (typeof json !== 'object' || json === null || isDeeperThan(DEEPEST, json)) {
        note(ctx, 'malformed', raw.length);
        return answer(ctx, 400, 'the body is no JSON object, or too deep');
      }
      try {
        await ingest.store(raw, queueOf(json));
      } catch (error) {
        contextOf(strapi)
          .log('webhook')
          .error('an event could not be stored', { error: errorText(error) });
        note(ctx, 'not-stored', raw.length);
        return answer(ctx, 500, 'not stored');
      }
      markSeen();
      note(ctx, 'accepted', raw.length);
      answer(ctx, 200, 'ok');
    },
  };
};
