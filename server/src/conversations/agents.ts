import type { Core } from '@strapi/strapi';
import type { AgentView } from '../contracts/conversations';

interface AdminUser {
  id: number;
  firstname: string | null;
  lastname: string | null;
  username: string | null;
  email: string;
}

export const nameOf = (user: AdminUser): string =>
  [user.firstname, user.lastname].filter(Boolean).join(' ') || (user.username ?? user.email);

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
  const byId = new Map(users.map((user) => [user.id, { id: user.id, name: nameOf(user) }]));
  return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name));
};

/** Names of these administrators, whoever they are now. */
export const agentsByIds = async (
  strapi: Core.Strapi,
  ids: number[]
): Promise<Map<number, AgentView>> => {
  if (ids.length === 0) return new Map();
  const users = (await strapi.db
    .query('admin::user')
    .findMany({ where: { id: { $in: [...new Set(ids)] } } })) as AdminUser[];
  return new Map(users.map((user) => [user.id, { id: user.id, name: nameOf(user) }]));
};
