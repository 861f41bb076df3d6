import type { Core } from '@strapi/strapi';

export interface AdminUser {
  id: number;
  firstname: string | null;
  lastname: string | null;
  username: string | null;
  email: string;
}

export const adminName = (user: AdminUser): string =>
  [user.firstname, user.lastname].filter(Boolean).join(' ') || (user.username ?? user.email);

/** Names of these administrators, no matter who they are now. Never inside a transaction of ours. */
export const adminsByIds = async (
  strapi: Core.Strapi,
  ids: readonly number[]
): Promise<Map<number, { id: number; name: string }>> => {
  if (ids.length === 0) return new Map();
  const users = (await strapi.db
    .query('admin::user')
    .findMany({ where: { id: { $in: [...new Set(ids)] } } })) as AdminUser[];
  return new Map(users.map((user) => [user.id, { id: user.id, name: adminName(user) }]));
};
