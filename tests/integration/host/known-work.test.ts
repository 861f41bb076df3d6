import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';
import { knownWork } from '../../support/known-work';

describe.each(databases())('a test database on %s', (client) => {
  let app: BootedStrapi;

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
  });
  afterAll(() => app.close());

  const written = async () => {
    const { connection } = app.strapi.db;
    const settings = await connection('strapi_core_store_settings')
      .where('key', 'like', 'plugin_content_manager_configuration_%')
      .orderBy('id');
    const permissions = await connection('admin_permissions').orderBy('id');
    const roles = await connection('admin_permissions_role_lnk').orderBy('id');
    return { settings, permissions, roles } as Record<string, unknown[]>;
  };

  it('has nothing to learn from what its starts leave out', async () => {
    const before = await written();
    expect(before.settings?.length).toBeGreaterThan(50);
    expect(before.permissions?.length).toBeGreaterThan(50);
    for (const { run } of knownWork(app.strapi)) await run();
    expect(await written()).toEqual(before);
  });

  it('refuses a route of a wrong form, and takes it once it is right', () => {
    const route = (config: object) => [
      { method: 'GET' as const, path: '/known-work', handler: () => undefined, config },
    ];
    expect(() => app.strapi.server.routes(route({ policies: 'all' }))).toThrow(/Invalid route/);
    expect(() => app.strapi.server.routes(route({ policies: [] }))).not.toThrow();
    expect(() => app.strapi.server.routes(route({ policies: 'all' }))).toThrow(/Invalid route/);
  });
});
