import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

describe.each(databases())('the plugin on %s', (client) => {
  let app: BootedStrapi;

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
  });
  afterAll(() => app.close());

  it('answers its setup to a super administrator and to nobody without a token', async () => {
    const token = await app.adminToken();
    const answer = await app.http
      .get('/whatsapp/setup')
      .set('Authorization', `Bearer ${token}`)
      .expect(200);
    expect(answer.body).toMatchObject({ configured: false });
    await app.http.get('/whatsapp/setup').expect(401);
  });
});
