import { systemKeysApi } from '../contracts/system-keys';
import { serve } from '../strapi/serve';
import { systemKeysService } from './public';

/** Settings › WhatsApp › Keys for other systems, and what the editor of flows offers. */
export const systemKeysHttp = serve('system-keys', systemKeysApi, (strapi) => {
  const service = () => systemKeysService(strapi);
  return {
    list: () => service().list(),
    names: async () => ({ keys: await service().names() }),
    create: ({ body, user }) => service().create(body, user),
    update: ({ id, body, user }) => service().update(id, body, user),
    remove: ({ id, user }) => service().remove(id, user),
  };
});
