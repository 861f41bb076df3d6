import type realAdmin from '../../../admin/src/index';
import type shippedAdmin from '../../../scripts/types/strapi-admin';
import type shipped from '../../../scripts/types/strapi-server';
import plugin from '../../../server/src/index';

// The compiler checks these two: what the package says of itself is what it is.
const server: typeof shipped = plugin;
const adminFits = (admin: typeof realAdmin): typeof shippedAdmin => admin;

describe('the types in the package', () => {
  it('name everything that the server’s entry has, and nothing else', () => {
    expect(Object.keys(server).sort()).toEqual(
      [
        ...['bootstrap', 'config', 'contentTypes', 'controllers'],
        ...['destroy', 'register', 'routes', 'services'],
      ].sort()
    );
    expect(adminFits).toEqual(expect.any(Function));
  });
});
