import type { Core } from '@strapi/strapi';
import { bindingsBody, listTemplatesQuery, syncTemplatesBody } from '../contracts/templates';
import { body, handle, pathId, query } from '../strapi/http';
import { templatesService } from './public';

export const createTemplatesController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => templatesService(strapi);
  return {
    list: handle((ctx) => service().list(query(ctx, listTemplatesQuery))),
    details: handle(async (ctx) => service().view(await service().get(pathId(ctx)))),
    sync: handle((ctx) => service().sync(body(ctx, syncTemplatesBody).accountId)),
    saveBindings: handle((ctx) =>
      service().saveBindings(pathId(ctx), body(ctx, bindingsBody).bindings)
    ),
  };
};
