import type { Core } from '@strapi/strapi';
import { refuseUnseenPerson } from '../contacts/public';
import {
  countTasksQuery,
  createTaskBody,
  listTasksQuery,
  taskStateBody,
  updateTaskBody,
} from '../contracts/tasks';
import { viewerOf } from '../conversations/public';
import { adminUser, body, handle, pathId, query } from '../strapi/http';
import { tasksService } from './public';

export const createTasksController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => tasksService(strapi);
  return {
    list: handle((ctx) => service().list(viewerOf(ctx), query(ctx, listTasksQuery))),
    count: handle(async (ctx) => ({
      due: await service().countDue(adminUser(ctx).id, query(ctx, countTasksQuery).before),
    })),
    create: handle(async (ctx) => {
      const asked = body(ctx, createTaskBody);
      await refuseUnseenPerson(strapi, ctx, asked.contactId);
      return service().create({ ...viewerOf(ctx), name: adminUser(ctx).name }, asked);
    }),
    update: handle((ctx) =>
      service().update(viewerOf(ctx), pathId(ctx), body(ctx, updateTaskBody))
    ),
    setState: handle((ctx) =>
      service().setState(viewerOf(ctx), pathId(ctx), body(ctx, taskStateBody).state)
    ),
    remove: handle(async (ctx) => {
      await service().remove(pathId(ctx));
      return { ok: true };
    }),
  };
};
