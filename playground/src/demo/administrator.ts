import type { Core } from '@strapi/strapi';
import { demoLanguage } from './language';

type Row = { id: number; password: string };

type AdminUsers = {
  create: (user: Record<string, unknown>) => Promise<unknown>;
  updateById: (id: number, change: Record<string, unknown>) => Promise<unknown>;
};
type AdminRoles = { getSuperAdmin: () => Promise<{ id: number } | null> };
type AdminAuth = { validatePassword: (password: string, hash: string) => Promise<boolean> };

const findByEmail = async (strapi: Core.Strapi, email: string): Promise<Row | null> =>
  (await strapi.db.query('admin::user').findOne({ where: { email } })) as Row | null;

const create = async (strapi: Core.Strapi, email: string, password: string): Promise<void> => {
  const role = await (strapi.service('admin::role') as unknown as AdminRoles).getSuperAdmin();
  if (!role) throw new Error('Strapi has no super admin role yet.');
  await (strapi.service('admin::user') as unknown as AdminUsers).create({
    firstname: 'Defne',
    lastname: 'Demo',
    email,
    password,
    isActive: true,
    // The admin opens in it, whatever the browser speaks; the profile changes it.
    preferedLanguage: demoLanguage(),
    registrationToken: null,
    roles: [role.id],
  });
};

/**
 * Makes sure that DEMO_ADMIN_EMAIL can sign in with DEMO_ADMIN_PASSWORD, so that what `npm start` prints
 * is true on every database. Does nothing when either is unset.
 */
export const ensureDemoAdministrator = async (strapi: Core.Strapi): Promise<void> => {
  const email = process.env['DEMO_ADMIN_EMAIL'];
  const password = process.env['DEMO_ADMIN_PASSWORD'];
  if (!email || !password) return;
  const existing = await findByEmail(strapi, email);
  if (!existing) return create(strapi, email, password);
  const auth = strapi.service('admin::auth') as unknown as AdminAuth;
  if (await auth.validatePassword(password, existing.password)) return;
  const users = strapi.service('admin::user') as unknown as AdminUsers;
  await users.updateById(existing.id, { password });
};
