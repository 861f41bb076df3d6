import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { defaultViewBody, inboxViewBody } from '../contracts/inbox-views';
import { actions } from '../contracts/permissions';
import { viewerOf } from '../conversations/public';
import { body, handle, may, pathId } from '../strapi/http';
import { inboxViewsService, type Keeper } from './public';

const keeperOf = (ctx: Context): Keeper => ({
  viewer: viewerOf(ctx),
  mayShare: may(ctx, actions.inboxViewShare),
});

export const createInboxViewsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => inboxViewsService(strapi);
  return {
    list: handle(async (ctx) => ({
      views: await service().list(viewerOf(ctx)),
      tabs: await service().tabs(viewerOf(ctx)),
    })),
    create: handle((ctx) => service().create(keeperOf(ctx), body(ctx, inboxViewBody))),
    update: handle((ctx) => service().update(keeperOf(ctx), pathId(ctx), body(ctx, inboxViewBody))),
    remove: handle(async (ctx) => {
      await service().remove(keeperOf(ctx), pathId(ctx));
      return { ok: true };
    }),
    setDefault: handle(async (ctx) => {
      await service().setDefault(viewerOf(ctx), body(ctx, defaultViewBody).viewId);
      return { ok: true };
    }),
  };
};
