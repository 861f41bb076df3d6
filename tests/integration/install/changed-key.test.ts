import { createHmac } from 'node:crypto';
import { accountsService } from '../../../server/src/accounts/public';
import { startSimulator, type Simulator } from '../../../simulator/src/start';
import {
  bootStrapi,
  createDatabase,
  type BootedStrapi,
  type TestDatabase,
} from '../../support/boot-strapi';
import { eventually, QUICK } from '../../support/world';

const config = { engine: QUICK };

/** A delivery of Meta with one message of a customer, and its signature. */
const delivery = (sim: Simulator, wamid: string) => {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '1', phone_number_id: sim.account.phoneNumberIds[0] },
    contacts: [{ profile: { name: 'Ada' }, wa_id: '905321110001' }],
    messages: [
      {
        from: '905321110001',
        id: wamid,
        timestamp: String(Math.floor(Date.now() / 1000)),
        type: 'text',
        text: { body: 'Merhaba' },
      },
    ],
  };
  const text = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: sim.account.wabaId, changes: [{ field: 'messages', value }] }],
  });
  const hmac = createHmac('sha256', sim.account.appSecret).update(text).digest('hex');
  return { text, signature: `sha256=${hmac}` };
};

describe('when the encryption key has changed', () => {
  let sim: Simulator;
  let database: TestDatabase;
  let app: BootedStrapi;

  const boot = async (env: Record<string, string>) => {
    app = await bootStrapi({ database, config, env });
    return app;
  };
  const call = async <T>(method: 'get' | 'post', path: string, body?: object): Promise<T> => {
    const token = await app.adminToken();
    const request = app.http[method](path).set('Authorization', `Bearer ${token}`);
    return (await (body ? request.send(body) : request)).body as T;
  };
  const deliver = async (wamid: string): Promise<number> => {
    const { text, signature } = delivery(sim, wamid);
    const answer = await app.http
      .post('/api/whatsapp/webhook')
      .set('Content-Type', 'application/json')
      .set('X-Hub-Signature-256', signature)
      .send(text);
    return answer.status;
  };

  beforeAll(async () => {
    sim = await startSimulator();
    database = await createDatabase('sqlite');
    await boot({ ENCRYPTION_KEY: 'key-of-yesterday' });
    await accountsService(app.strapi).connectNumber({
      name: 'Shop',
      wabaId: sim.account.wabaId,
      phoneNumberId: sim.account.phoneNumberIds[0] ?? '',
      token: sim.account.token,
      appSecret: sim.account.appSecret,
      baseUrl: sim.url,
    });
    await app.close();
  }, 120_000);
  afterAll(async () => {
    await sim.close();
    await database.drop();
  });
  afterEach(() => app.close());

  it('[X-09] answers webhooks with 503 while no app secret can be read, so that Meta delivers again', async () => {
    await boot({ ENCRYPTION_KEY: 'key-of-today' });
    expect(await deliver('wamid.KEY1')).toBe(503);
  });

  it('[X-09] receives as before when the app secret comes from the environment', async () => {
    await boot({ ENCRYPTION_KEY: 'key-of-today', WHATSAPP_APP_SECRET: sim.account.appSecret });
    expect(await deliver('wamid.KEY2')).toBe(200);
    await eventually('the message is in the inbox', async () => {
      const { conversations } = await call<{ conversations: { preview: { text: string } }[] }>(
        'get',
        '/whatsapp/conversations'
      );
      return conversations.some((one) => one.preview.text === 'Merhaba');
    });
  });
});
