import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { answerHandshake } from '../cloud-api/handshake';
import { answer, noteReceipt } from './receive';
import type { Webhook } from './service';

export const createWebhookController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = (): Webhook => strapi.plugin('whatsapp').service('webhook');

  return {
    /** GET: Meta's handshake when the address is saved. */
    verify: async (ctx: Context) => {
      const tokens = (await service().hooks?.verifyTokens()) ?? [];
      const result = answerHandshake(ctx.request.querystring, tokens);
      noteReceipt(service(), ctx, { kind: result.ok ? 'handshake-ok' : 'handshake-refused' });
      if (result.ok) answer(ctx, 200, result.challenge);
      else answer(ctx, 403, 'forbidden');
    },

    /** POST that the door did not take. */
    elsewhere: (ctx: Context) => answer(ctx, 400, 'the webhook address has no slash at its end'),
  };
};
