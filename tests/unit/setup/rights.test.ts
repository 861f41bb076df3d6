import { actions } from '../../../server/src/contracts/permissions';
import { rooms } from '../../../server/src/rooms';
import { mergeRooms } from '../../../server/src/strapi/room';
import { RIGHTS } from '../../support/rights';

/** By the actions of which each is needed: the admin routes, as Strapi gets them. */
const declared = (): Record<string, string[]> => {
  const found: Record<string, string[]> = {};
  for (const { method, path, config } of mergeRooms(rooms).routes.admin.routes) {
    const needed = config.policies.flatMap((policy) =>
      typeof policy === 'object' ? policy.config.actions : []
    );
    const key = needed.map((id) => id.replace('plugin::whatsapp.', '')).sort();
    (found[key.join(' + ')] ??= []).push(`${method} ${path}`);
  }
  return Object.fromEntries(Object.entries(found).map(([key, routes]) => [key, routes.sort()]));
};

describe('the rights of the admin routes', () => {
  it('[X-05] are those that were decided', () => {
    expect(declared()).toEqual(RIGHTS);
  });

  it('[X-05] are actions of ours', () => {
    const named = Object.keys(RIGHTS).flatMap((key) => (key === '' ? [] : key.split(' + ')));
    const ours: string[] = Object.values(actions);
    expect(named.filter((uid) => !ours.includes(uid))).toEqual([]);
  });
});
