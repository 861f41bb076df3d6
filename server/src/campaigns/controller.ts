import type { Core } from '@strapi/strapi';
import {
  campaignActionBody,
  campaignDraftBody,
  launchBody,
  listCampaignsQuery,
  listRecipientsQuery,
  resolveRecipientsBody,
} from '../contracts/campaigns';
import { localeOf } from '../conversations/public';
import { adminUser, body, handle, pathId, query } from '../strapi/http';
import type { Campaigns } from './service';

export const createCampaignsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = (): Campaigns => strapi.plugin('whatsapp').service('campaigns');
  return {
    list: handle((ctx) => service().list(query(ctx, listCampaignsQuery))),
    get: handle((ctx) => service().get(pathId(ctx))),
    create: handle((ctx) => service().create(body(ctx, campaignDraftBody))),
    update: handle((ctx) => service().update(pathId(ctx), body(ctx, campaignDraftBody))),
    remove: handle(async (ctx) => {
      await service().remove(pathId(ctx));
      return { ok: true };
    }),
    preflight: handle((ctx) => service().preflight(pathId(ctx))),
    launch: handle((ctx) =>
      service().launch(pathId(ctx), body(ctx, launchBody), adminUser(ctx).id)
    ),
    act: handle((ctx) => service().act(pathId(ctx), body(ctx, campaignActionBody))),
    recipients: handle((ctx) => {
      const { state, q, cursor, limit } = query(ctx, listRecipientsQuery);
      return service().recipients({
        campaignId: pathId(ctx),
        state,
        q,
        cursor,
        limit,
        locale: localeOf(ctx),
      });
    }),
    errors: handle((ctx) => service().errors(pathId(ctx), localeOf(ctx))),
    resolve: handle(async (ctx) => ({
      changed: await service().resolve(
        pathId(ctx),
        body(ctx, resolveRecipientsBody),
        adminUser(ctx).id
      ),
    })),
  };
};
