import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/types';

/**
 * Who signs in: a role code (`'strapi-super-admin'`, `'strapi-editor'`, …), a new role that may do
 * exactly these plugin actions (`{ actions: ['chat.read'] }`) and read these entries, or an administrator that exists
 * already.
 */
export type WhoIsAdmin =
  | string
  | { actions: readonly string[]; entries?: readonly EntryReader[] }
  | { id: number };

/** Reads entries of a content type in the Content Manager: these fields, under these conditions. */
export interface EntryReader {
  subject: string;
  fields: readonly string[];
  conditions?: readonly string[];
}

export type AdminUser = { id: number; email: string; token: string };

type Row = { id: number; email?: string };

const superAdmin = 'strapi-super-admin';

const roleWith = async (
  strapi: Core.Strapi,
  actions: readonly string[],
  entries: readonly EntryReader[]
): Promise<Row> => {
  const name = `Test role ${randomUUID()}`;
  const service = strapi.service('admin::role') as unknown as {
    create: (role: { name: string; description: string }) => Promise<Row>;
    assignPermissions: (id: number, permissions: unknown[]) => Promise<unknown>;
  };
  const role = await service.create({ name, description: name });
  const permissions = actions.map((uid) => ({
    action: uid.includes('::') ? uid : `plugin::whatsapp.${uid}`,
    subject: null,
    properties: {},
    conditions: [],
  }));
  const reading = entries.map(({ subject, fields, conditions = [] }) => ({
    action: 'plugin::content-manager.explorer.read',
    subject,
    properties: { fields },
    conditions,
  }));
  await service.assignPermissions(role.id, [...permissions, ...reading]);
  return role;
};

const roleOf = async (strapi: Core.Strapi, code: string): Promise<Row> => {
  const role = (await strapi.db.query('admin::role').findOne({ where: { code } })) as Row | null;
  if (!role) throw new Error(`There is no admin role with the code ${code}.`);
  return role;
};

/** Without a password: nobody signs in with one here, and hashing it takes longer than most tests. */
const createUser = async (strapi: Core.Strapi, role: Row): Promise<Row> => {
  const service = strapi.service('admin::user') as unknown as {
    create: (user: Record<string, unknown>) => Promise<Row>;
  };
  return service.create({
    firstname: 'Test',
    lastname: 'Person',
    email: `${randomUUID()}@example.com`,
    isActive: true,
    registrationToken: null,
    roles: [role.id],
  });
};

const tokenFor = async (strapi: Core.Strapi, userId: number): Promise<string> => {
  const sessions = strapi.sessionManager('admin');
  const refresh = await sessions.generateRefreshToken(String(userId), randomUUID(), {
    type: 'refresh',
  });
  const access = await sessions.generateAccessToken(refresh.token);
  if ('error' in access) throw new Error(`No access token: ${access.error}`);
  return access.token;
};

/** Makes administrators of one booted Strapi and signs them in. */
export const createAdminUsers =
  (strapi: Core.Strapi) =>
  async (who: WhoIsAdmin = superAdmin): Promise<AdminUser> => {
    if (typeof who === 'object' && 'id' in who) {
      return { id: who.id, email: '', token: await tokenFor(strapi, who.id) };
    }
    const role =
      typeof who === 'string'
        ? await roleOf(strapi, who)
        : await roleWith(strapi, who.actions, who.entries ?? []);
    const user = await createUser(strapi, role);
    return { id: user.id, email: user.email ?? '', token: await tokenFor(strapi, user.id) };
  };
