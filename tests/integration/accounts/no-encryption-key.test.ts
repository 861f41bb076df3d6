import { accountsService } from '../../../server/src/accounts/public';
import { bootStrapi, type BootedStrapi } from '../../support/boot-strapi';

// @fresh-modules: Strapi keeps the key of an earlier boot of the same process.
describe('numbers without an encryption key', () => {
  let app: BootedStrapi;
  beforeAll(async () => {
    app = await bootStrapi({
      env: { ENCRYPTION_KEY: '', WHATSAPP_TOKEN: 'EAAG-from-the-environment' },
    });
  });
  afterAll(() => app.close());

  it('[X-09] keeps no secret in the clear, and takes one of the environment', async () => {
    const token = await app.adminToken();
    const list = await app.http
      .get('/whatsapp/accounts')
      .set('Authorization', `Bearer ${token}`)
      .expect(200);
    expect(list.body.encryptionKey).toBe('missing');
    const body = {
      name: 'A',
      wabaId: '12345',
      phoneNumberId: '54321',
      baseUrl: 'http://127.0.0.1:9',
    };
    const post = (given: object) =>
      app.http.post('/whatsapp/accounts').set('Authorization', `Bearer ${token}`).send(given);
    const refused = await post({ ...body, token: 'EAAG-some-long-token' }).expect(409);
    expect(refused.body.error.details).toMatchObject({
      kind: 'encryption-key-missing',
      field: 'token',
    });
    expect(await accountsService(app.strapi).list()).toEqual([]);
    const made = await post(body).expect(200);
    expect(made.body.token).toEqual({ source: 'environment', hint: 'ment' });
  });
});
