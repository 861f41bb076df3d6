import type { Core } from '@strapi/strapi';
import { marketRatesBody, priceListBody, rateCardBody } from '../contracts/prices';
import { body, handle, pathId } from '../strapi/http';
import { pricesService } from './public';

export const createPricesController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => pricesService(strapi);
  return {
    list: handle(async () => ({ lists: await service().list() })),
    get: handle((ctx) => service().get(pathId(ctx))),
    create: handle((ctx) => service().create(body(ctx, priceListBody))),
    setMarket: handle((ctx) => service().setMarket(pathId(ctx), body(ctx, marketRatesBody))),
    remove: handle(async (ctx) => {
      await service().remove(pathId(ctx));
      return { ok: true };
    }),
    preview: handle((ctx) => service().preview(body(ctx, rateCardBody))),
    importCard: handle((ctx) => service().importCard(body(ctx, rateCardBody))),
  };
};
