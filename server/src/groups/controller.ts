import type { Core } from '@strapi/strapi';
import { groupBody, hygieneBody, membersBody } from '../contracts/groups';
import { body, handle, pathId } from '../strapi/http';
import { groupsService } from './public';

export const createGroupsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => groupsService(strapi);
  return {
    list: handle(async () => ({ groups: await service().list() })),
    create: handle((ctx) => service().create(body(ctx, groupBody))),
    update: handle((ctx) => service().update(pathId(ctx), body(ctx, groupBody))),
    remove: handle(async (ctx) => {
      await service().remove(pathId(ctx));
      return { ok: true };
    }),
    addMembers: handle(async (ctx) => ({
      changed: await service().addMembers(pathId(ctx), body(ctx, membersBody).contactIds),
    })),
    hygiene: handle((ctx) => service().hygiene(pathId(ctx), body(ctx, hygieneBody))),
    clean: handle(async (ctx) => ({
      changed: await service().clean(pathId(ctx), body(ctx, hygieneBody)),
    })),
    removeMembers: handle(async (ctx) => ({
      changed: await service().removeMembers(pathId(ctx), body(ctx, membersBody).contactIds),
    })),
  };
};
