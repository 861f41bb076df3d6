import type { Core } from '@strapi/strapi';
import { allowSensitiveBody } from '../contracts/sensitive';
import { adminUser, body, handle, pathId } from '../strapi/http';
import { sensitiveService } from './public';

export const createSensitiveController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => sensitiveService(strapi);
  return {
    list: handle(async () => ({ allowances: await service().list() })),
    allow: handle((ctx) => service().allow(body(ctx, allowSensitiveBody), adminUser(ctx))),
    withdraw: handle(async (ctx) => {
      await service().withdraw(pathId(ctx), adminUser(ctx));
      return { ok: true };
    }),
  };
};
