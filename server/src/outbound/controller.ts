import type { Core } from '@strapi/strapi';
import { endpointBody, endpointChange, listDeliveriesQuery } from '../contracts/outbound';
import { adminUser, body, handle, pathId, query } from '../strapi/http';
import { outboundService } from './public';

/** Settings › WhatsApp › Outgoing webhooks. */
export const createOutboundController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => outboundService(strapi);
  return {
    list: handle(async () => ({ endpoints: await service().list() })),
    /** The answer has the secret, this once. */
    create: handle((ctx) => service().create(body(ctx, endpointBody), adminUser(ctx))),
    update: handle((ctx) =>
      service().update(pathId(ctx), body(ctx, endpointChange), adminUser(ctx))
    ),
    remove: handle(async (ctx) => {
      await service().remove(pathId(ctx), adminUser(ctx));
      return { ok: true };
    }),
    secret: handle((ctx) => service().replaceSecret(pathId(ctx), adminUser(ctx))),
    test: handle((ctx) => service().test(pathId(ctx))),
    deliveries: handle((ctx) => service().deliveries(pathId(ctx), query(ctx, listDeliveriesQuery))),
    replay: handle((ctx) => service().replay(pathId(ctx))),
    replayFailed: handle(async (ctx) => ({ replayed: await service().replayFailed(pathId(ctx)) })),
  };
};
