import type { Core } from '@strapi/strapi';
import { actionId, type ActionUid } from '../contracts/permissions';

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

interface UserWithRoles extends AdminUser {
  preferedLanguage: string | null;
  roles: { code: string; permissions: { action: string }[] }[];
}

/** Active administrators who may do this, with address and the language of their admin. Never inside a transaction of ours. */
export const adminsWith = async (
  strapi: Core.Strapi,
  action: ActionUid
): Promise<{ id: number; email: string; language: string | null }[]> => {
  const users = (await strapi.db.query('admin::user').findMany({
    where: { isActive: true, blocked: false },
    populate: {
      roles: {
        populate: { permissions: { select: ['action'], where: { action: actionId(action) } } },
      },
    },
  })) as UserWithRoles[];
  return users
    .filter(({ roles }) =>
      roles.some(({ code, permissions }) => code === 'strapi-super-admin' || permissions.length > 0)
    )
    .map(({ id, email, preferedLanguage: language }) => ({ id, email, language }));
};
