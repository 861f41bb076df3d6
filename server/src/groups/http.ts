import { groupsApi } from '../contracts/groups';
import { serve } from '../strapi/serve';
import { groupsService } from './public';

export const groupsHttp = serve('groups', groupsApi, (strapi) => {
  const service = () => groupsService(strapi);
  return {
    list: async () => ({ groups: await service().list() }),
    create: ({ body }) => service().create(body),
    update: ({ id, body }) => service().update(id, body),
    remove: ({ id }) => service().remove(id),
    addMembers: async ({ id, body }) => ({
      changed: await service().addMembers(id, body.contactIds),
    }),
    removeMembers: async ({ id, body }) => ({
      changed: await service().removeMembers(id, body.contactIds),
    }),
    hygiene: ({ id, body }) => service().hygiene(id, body),
    clean: async ({ id, body }) => ({ changed: await service().clean(id, body) }),
  };
});
