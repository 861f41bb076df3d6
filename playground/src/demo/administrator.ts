import type { Core } from '@strapi/strapi';

type AdminUsers = {
  exists: () => Promise<boolean>;
  create: (user: Record<string, unknown>) => Promise<unknown>;
};
type AdminRoles = { getSuperAdmin: () => Promise<{ id: number } | null> };

/** Makes the demo administrator of DEMO_ADMIN_EMAIL / DEMO_ADMIN_PASSWORD while there is none at all. */
export const createDemoAdministrator = async (strapi: Core.Strapi): Promise<void> => {
  const email = process.env['DEMO_ADMIN_EMAIL'];
  const password = process.env['DEMO_ADMIN_PASSWORD'];
  if (!email || !password) return;
  const users = strapi.service('admin::user') as unknown as AdminUsers;
  if (await users.exists()) return;
  const role = await (strapi.service('admin::role') as unknown as AdminRoles).getSuperAdmin();
  if (!role) throw new Error('Strapi has no super admin role yet.');
  await users.create({
    firstname: 'Defne',
    lastname: 'Demo',
    email,
    password,
    isActive: true,
    registrationToken: null,
    roles: [role.id],
  });
  console.log(`Demo administrator: ${email} / ${password}`);
};
