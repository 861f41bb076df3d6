import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type { z } from 'zod';
import { apiConversionBody, sendApiMessageBody } from '../contracts/api';
import { checkedInput } from '../kernel/refused-input';
import { apiConsentBody, apiContactBody } from '../contracts/api-people';
import { handle, pathId } from '../strapi/http';
import { callerOf } from './caller';
import { createApiConversions } from './conversions';
import { readKey } from './domain/problem';
import { describeApi } from './openapi';
import { createApiConsents, createApiContacts } from './people';
import { createApiService } from './service';

const readBody = <S extends z.ZodType>(ctx: Context, schema: S): z.output<S> =>
  checkedInput(schema, (ctx.request as { body?: unknown }).body);

export const createApiController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = createApiService({ strapi });
  const convert = createApiConversions(strapi);
  const saveContact = createApiContacts(strapi);
  const recordConsent = createApiConsents(strapi);
  return {
    /** POST /api/whatsapp/messages: 202 when it is queued, 200 when the key was known. */
    send: handle(async (ctx) => {
      const caller = callerOf(ctx);
      const key = readKey(keyHeader(ctx));
      const { answer, repeated } = await service.send(
        caller,
        readBody(ctx, sendApiMessageBody),
        key
      );
      ctx.status = repeated ? 200 : 202;
      ctx.set('Location', `${ctx.path.replace(/\/+$/, '')}/${answer.data.id}`);
      return answer;
    }),
    /** GET /api/whatsapp/messages/:id */
    get: handle((ctx) => service.get(callerOf(ctx), pathId(ctx))),
    /** POST /api/whatsapp/conversions: 201 when it is new, 200 when it was reported before. */
    convert: handle(async (ctx) => {
      const caller = callerOf(ctx);
      const key = readKey(keyHeader(ctx));
      const { answer, repeated } = await convert(caller, readBody(ctx, apiConversionBody), key);
      ctx.status = repeated ? 200 : 201;
      return answer;
    }),
    /** PUT /api/whatsapp/contacts: 201 when the person is new, 200 when they were known. */
    contact: handle(async (ctx) => {
      callerOf(ctx);
      const { answer, created } = await saveContact(readBody(ctx, apiContactBody));
      ctx.status = created ? 201 : 200;
      return answer;
    }),
    /** POST /api/whatsapp/consents: 201 when it is new, 200 when it was recorded before. */
    consent: handle(async (ctx) => {
      callerOf(ctx);
      const { answer, repeated } = await recordConsent(readBody(ctx, apiConsentBody));
      ctx.status = repeated ? 200 : 201;
      return answer;
    }),
    /** GET /api/whatsapp/openapi.json */
    describe: handle(async (ctx) => {
      callerOf(ctx);
      return describeApi(String(strapi.config.get('api.rest.prefix') ?? '/api'));
    }),
  };
};

/** `undefined` without the header; `ctx.get` would answer an empty text for both. */
const keyHeader = (ctx: Context): string | undefined => {
  const value = ctx.headers['idempotency-key'];
  return Array.isArray(value) ? value[0] : value;
};
