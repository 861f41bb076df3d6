import type { Core } from '@strapi/types';

interface User {
  readonly id: number;
  readonly roles?: readonly { readonly id: number }[];
}
/** Outlives a Strapi and the file that tests it: what was wrapped before is kept beside. */
const PLAIN = Symbol.for('whatsapp.tests.plain-abilities');
interface Engine {
  generateUserAbility(user: User): Promise<unknown>;
  [PLAIN]?: Engine['generateUserAbility'];
}

/**
 * Strapi reads all permissions of a user at every request and makes rules of them, which takes 20 ms of processor: most of
 * the time of a test that asks much. The answer stands here as long as the user has the same roles and no permission was
 * made or removed (Strapi never changes one).
 */
export const rememberAbilities = (strapi: Core.Strapi): void => {
  const { engine } = strapi.service('admin::permission') as unknown as { engine: Engine };
  const generate = (engine[PLAIN] ??= engine.generateUserAbility.bind(engine));
  const known = new Map<string, Promise<unknown>>();
  engine.generateUserAbility = async (user) => {
    const permissions: unknown = await strapi.db
      .connection('admin_permissions')
      .max({ last: 'id' })
      .count({ all: '*' })
      .first();
    const roles = (user.roles ?? []).map(({ id }) => id);
    const key = JSON.stringify([user.id, roles, permissions]);
    const ability = known.get(key) ?? generate(user);
    known.set(key, ability);
    return ability;
  };
};
