import type { Core } from '@strapi/strapi';
import {
  deskBody,
  dutyBody,
  presenceBody,
  takeBackBody,
  teamBody,
  transferBody,
} from '../contracts/team';
import { agentsByIds, viewerOf } from '../conversations/public';
import { notFound } from '../kernel/errors';
import { adminUser, body, handle, pathId } from '../strapi/http';
import { teamService } from './public';

export const createTeamController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => teamService(strapi);
  return {
    /** GET /team */
    now: handle((ctx) => service().now(adminUser(ctx).id)),
    /** PUT /team/duty: of oneself. */
    duty: handle(async (ctx) => {
      const { id } = adminUser(ctx);
      await service().setDuty(id, body(ctx, dutyBody).onDuty);
      return service().now(id);
    }),
    settings: handle(() => service().settings()),
    createTeam: handle((ctx) => service().saveTeam(null, body(ctx, teamBody), adminUser(ctx).name)),
    updateTeam: handle((ctx) =>
      service().saveTeam(pathId(ctx), body(ctx, teamBody), adminUser(ctx).name)
    ),
    removeTeam: handle((ctx) => service().removeTeam(pathId(ctx), adminUser(ctx).name)),
    saveDesk: handle((ctx) =>
      service().saveDesk(pathId(ctx), body(ctx, deskBody), adminUser(ctx).name)
    ),
    /** PUT /team/people/:id/duty: of a colleague who forgot it. */
    dutyOf: handle(async (ctx) => {
      const id = pathId(ctx);
      if (!(await agentsByIds(strapi, [id])).has(id)) throw notFound('this person');
      await service().setDuty(id, body(ctx, dutyBody).onDuty);
      return service().settings();
    }),
    transfer: handle((ctx) => {
      const { id, name } = adminUser(ctx);
      const transfer = { ...body(ctx, transferBody), by: { id, name } };
      return service().transfer(viewerOf(ctx), pathId(ctx), transfer);
    }),
    takeBack: handle((ctx) => service().takeBack(viewerOf(ctx), pathId(ctx))),
    takeBackMany: handle(async (ctx) => {
      const ids = new Set(body(ctx, takeBackBody).ids);
      return { changed: await service().takeBackMany(viewerOf(ctx), [...ids]) };
    }),
    others: handle((ctx) => service().others(viewerOf(ctx), pathId(ctx))),
    tell: handle((ctx) => service().tell(viewerOf(ctx), pathId(ctx), body(ctx, presenceBody))),
  };
};
