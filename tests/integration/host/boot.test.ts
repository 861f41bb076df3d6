import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

describe.each(databases())('a host without the plugin on %s', (client) => {
  let app: BootedStrapi;

  beforeAll(async () => {
    app = await bootStrapi({ plugin: false, database: client });
  });
  afterAll(() => app.close());

  it('signs an administrator in and answers an admin route', async () => {
    const token = await app.adminToken();
    await app.http.get('/admin/users/me').set('Authorization', `Bearer ${token}`).expect(200);
    await app.http.get('/admin/users/me').expect(401);
  });

  it('has no route of the plugin', async () => {
    await app.http.get('/whatsapp/setup').expect(404);
  });
});
