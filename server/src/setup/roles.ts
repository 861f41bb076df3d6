import type { Core } from '@strapi/strapi';
import type { AgentReads, ReadyRole } from '../contracts/setup';
import { DomainError } from '../kernel/errors';
import { actionsOf, READY_ROLES, wordsOf, type ReadyRoleSpec } from './domain/ready-roles';

interface RoleRow {
  id: number;
  code: string;
}
interface RoleService {
  exists(where: object): Promise<boolean>;
  create(role: { name: string; description: string; code: string }): Promise<RoleRow>;
  assignPermissions(id: number, permissions: object[]): Promise<unknown>;
}

const permissionsOf = (role: ReadyRoleSpec, reads: AgentReads) =>
  [...actionsOf(role, reads).map((uid) => `plugin::whatsapp.${uid}`), ...role.host].map(
    (action) => ({
      action,
      subject: null,
      properties: {},
      conditions: [],
    })
  );

/** The ready roles that are not there yet, by their codes: one that was changed or renamed is still there. */
export const missingRoles = async (strapi: Core.Strapi): Promise<ReadyRoleSpec[]> => {
  const found = (await strapi.db.query('admin::role').findMany({
    where: { code: { $in: READY_ROLES.map(({ code }) => code) } },
    select: ['code'],
  })) as RoleRow[];
  const codes = new Set(found.map(({ code }) => code));
  return READY_ROLES.filter(({ code }) => !codes.has(code));
};

/**
 * Makes the ready roles that are missing, all or none, with names in this language. What somebody changed in one that is
 * there stays. Throws 409 when another role has the name already.
 */
export const createReadyRoles = async (
  strapi: Core.Strapi,
  { language, agentReads }: { language: string | null; agentReads: AgentReads }
): Promise<ReadyRole[]> => {
  const roles = strapi.service('admin::role') as unknown as RoleService;
  const missing = await missingRoles(strapi);
  await strapi.db.transaction(async () => {
    for (const role of missing) {
      const words = wordsOf(role, language);
      if (await roles.exists({ name: words.name })) {
        throw new DomainError('role-name-taken', `Another role has the name "${words.name}"`, {
          status: 409,
          remedy: 'Rename that role in Settings › Roles, then try again.',
        });
      }
      const { id } = await roles.create({ ...words, code: role.code });
      await roles.assignPermissions(id, permissionsOf(role, agentReads));
    }
  });
  return missing.map(({ key }) => key);
};
