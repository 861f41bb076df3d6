import type { Core } from '@strapi/strapi';
import type { UploadingRole } from '../contracts/setup';
import { isReadyRole } from './domain/ready-roles';

/**
 * Strapi's rights on its media library that let somebody store any bytes: `create` takes pages and scripts, `update`
 * replaces the bytes of a file under its address, and a drawing or a page that lies there runs then what it was given.
 */
const UPLOAD_RIGHTS: readonly string[] = [
  'plugin::upload.assets.create',
  'plugin::upload.assets.update',
];

interface RoleRow {
  id: number;
  name: string;
  code: string;
  permissions: { id: number; action: string }[];
}
interface PermissionService {
  deleteByIds(ids: number[]): Promise<void>;
}

const withUploadRights = async (strapi: Core.Strapi): Promise<RoleRow[]> => {
  const roles = (await strapi.db.query('admin::role').findMany({
    where: { permissions: { action: { $in: [...UPLOAD_RIGHTS] } } },
    populate: ['permissions'],
    orderBy: { id: 'asc' },
  })) as RoleRow[];
  return roles.filter(({ code, permissions }) =>
    isReadyRole({ code, rights: permissions.map(({ action }) => action) })
  );
};

/** Roles made for WhatsApp that may put anything into Strapi's media library, because somebody gave them the right. */
export const uploadingRoles = async (strapi: Core.Strapi): Promise<UploadingRole[]> => {
  const roles = await withUploadRights(strapi);
  return Promise.all(
    roles.map(async ({ id, name }) => ({
      id,
      name,
      people: await strapi.db.query('admin::user').count({ where: { roles: { id } } }),
    }))
  );
};

/** Takes those rights from the roles of these ids that were made for WhatsApp; answers their names. Harmless when repeated. */
export const removeUploadRights = async (
  strapi: Core.Strapi,
  roleIds: readonly number[]
): Promise<string[]> => {
  const roles = (await withUploadRights(strapi)).filter(({ id }) => roleIds.includes(id));
  const permissions = strapi.service('admin::permission') as unknown as PermissionService;
  const taken = roles
    .flatMap((role) => role.permissions)
    .filter(({ action }) => UPLOAD_RIGHTS.includes(action));
  // In no transaction: it tells of itself before that would be committed, and live pages would be told by the rights of before.
  await permissions.deleteByIds(taken.map(({ id }) => id));
  return roles.map(({ name }) => name);
};
