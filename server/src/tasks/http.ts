import { refuseUnseenPerson } from '../contacts/public';
import { tasksApi } from '../contracts/tasks';
import { viewerOf } from '../conversations/public';
import { serve } from '../strapi/serve';
import { tasksService } from './public';

export const tasksHttp = serve('tasks', tasksApi, (strapi) => {
  const service = () => tasksService(strapi);
  return {
    list: ({ ctx, query }) => service().list(viewerOf(ctx), query),
    count: async ({ user, query }) => ({ due: await service().countDue(user.id, query.before) }),
    create: async ({ ctx, user, body }) => {
      await refuseUnseenPerson(strapi, ctx, body.contactId);
      return service().create({ ...viewerOf(ctx), name: user.name }, body);
    },
    update: ({ ctx, id, body }) => service().update(viewerOf(ctx), id, body),
    setState: ({ ctx, id, body }) => service().setState(viewerOf(ctx), id, body.state),
    remove: ({ id }) => service().remove(id),
  };
});
