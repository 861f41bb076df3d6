import type { Core } from '@strapi/strapi';

/** What Strapi decides for one administrator. */
export interface Ability {
  can(action: string): boolean;
}

interface Users {
  findOne(params: object): Promise<object | null>;
}
interface Engine {
  generateUserAbility(user: object): Promise<Ability>;
}

/**
 * What an administrator may do outside of a request of theirs, by the roles that they have now; null: they were deleted or
 * deactivated. Not inside a transaction.
 */
export const abilityOf = async (
  strapi: Core.Strapi,
  userId: number | null
): Promise<Ability | null> => {
  if (userId === null) return null;
  const users = strapi.db.query('admin::user') as unknown as Users;
  const user = await users.findOne({ where: { id: userId, isActive: true }, populate: ['roles'] });
  if (!user) return null;
  const { engine } = strapi.service('admin::permission') as unknown as { engine: Engine };
  return engine.generateUserAbility(user);
};
