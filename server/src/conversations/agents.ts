import type { Core } from '@strapi/strapi';
import type { AgentView } from '../contracts/conversations';
import { adminName, type AdminUser } from '../strapi/admin-users';

export { adminsByIds as agentsByIds } from '../strapi/admin-users';

/** Administrators who may chat, by name. The panel's own user list needs a permission that agents lack. */
export const listAgents = async (strapi: Core.Strapi): Promise<AgentView[]> => {
  const users = (await strapi.db.query('admin::user').findMany({
    where: {
      isActive: true,
      roles: {
        $or: [
          { code: 'strapi-super-admin' },
          { permissions: { action: 'plugin::whatsapp.chat.read' } },
        ],
      },
    },
    limit: 500,
  })) as AdminUser[];
  const byId = new Map(users.map((user) => [user.id, { id: user.id, name: adminName(user) }]));
  return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name));
};
