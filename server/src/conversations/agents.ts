import type { Core } from '@strapi/strapi';
import type { AgentView } from '../contracts/conversations';
import { actionId, actions, type ActionUid } from '../contracts/permissions';
import { adminName, type AdminUser } from '../strapi/admin-users';

export { adminsByIds as agentsByIds } from '../strapi/admin-users';

/** Active administrators (of these) who may do this, by name. */
const peopleWith = async (
  strapi: Core.Strapi,
  uid: ActionUid,
  among?: readonly number[]
): Promise<AgentView[]> => {
  const users = (await strapi.db.query('admin::user').findMany({
    where: {
      isActive: true,
      ...(among ? { id: { $in: [...new Set(among)] } } : {}),
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

/**
 * Who of them (or of these) may read conversations, as they stand now: asked for an assignee (null = unassigned) it answers
 * the people. `mayView`, asked for everybody.
 */
export const readersNow = async (
  strapi: Core.Strapi,
  among?: readonly number[]
): Promise<(assigneeId: number | null) => AgentView[]> => {
  const idsWith = async (uid: ActionUid) =>
    new Set((await peopleWith(strapi, uid, among)).map(({ id }) => id));
  const people = await peopleWith(strapi, actions.chatRead, among);
  const seeAll = await idsWith(actions.chatReadAll);
  const seeNobodys = await idsWith(actions.chatReadUnassigned);
  return (assigneeId) =>
    people.filter(
      ({ id }) => seeAll.has(id) || (assigneeId === null ? seeNobodys.has(id) : id === assigneeId)
    );
};
