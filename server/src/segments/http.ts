import { segmentsApi } from '../contracts/segments';
import { serve } from '../strapi/serve';
import { oneAtATime } from './domain/one-at-a-time';
import { segmentsService } from './public';

export const segmentsHttp = serve('segments', segmentsApi, (strapi) => {
  const service = () => segmentsService(strapi);
  const inTurn = oneAtATime();
  return {
    list: async () => ({ segments: await service().list() }),
    create: ({ body }) => service().create(body),
    preview: ({ user, body }) => inTurn(user.id, () => service().preview(body.tree, body.id)),
    get: ({ id }) => service().view(id),
    update: ({ id, body }) => service().update(id, body),
    remove: ({ id }) => service().remove(id),
  };
});
