import type { Core } from '@strapi/strapi';
import type { AgentView } from '../contracts/conversations';
import { actionId, actions, type ActionUid } from '../contracts/permissions';
import { adminName, type AdminUser } from '../strapi/admin-users';

export { adminsByIds as agentsByIds } from '../strapi/admin-users';

/** Active administrators who may do this, by name. */
const peopleWith = async (strapi: Core.Strapi, uid: ActionUid): Promise<AgentView[]> => {
  const users = (await strapi.db.query('admin::user').findMany({
    where: {
      isActive: true,
      roles: {
        $or: [{ code: 'strapi-super-admin' }, { permissions: { action: actionId(uid) } }],
      },
    },
    limit: 500,
  })) as AdminUser[];
  const byId = new Map(users.map((user) => [user.id, { id: user.id, name: adminName(user) }]));
  return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name));
};

/** Administrators who may chat, by name. The panel's own user list needs a permission that agents lack. */
export const listAgents = (strapi: Core.Strapi): Promise<AgentView[]> =>
  peopleWith(strapi, actions.chatRead);

/** Those of them who may read a conversation of this assignee (null = nobody's): `mayView`, asked for everybody. */
export const readersOf = async (
  strapi: Core.Strapi,
  assigneeId: number | null
): Promise<AgentView[]> => {
  const people = await listAgents(strapi);
  const seeing = await peopleWith(strapi, actions.chatReadAll);
  if (assigneeId === null) seeing.push(...(await peopleWith(strapi, actions.chatReadUnassigned)));
  const may = new Set(seeing.map(({ id }) => id));
  return people.filter(({ id }) => id === assigneeId || may.has(id));
};
