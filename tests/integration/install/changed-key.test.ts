import { createHmac } from 'node:crypto';
import { accountsService } from '../../../server/src/accounts/public';
import type { CampaignView } from '../../../server/src/contracts/campaigns';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { campaignTable, recipientTable } from '../../../server/src/campaigns/public';
import { startSimulator, type Simulator } from '../../../simulator/src/start';
import {
  bootStrapi,
  createDatabase,
  type BootedStrapi,
  type TestDatabase,
} from '../../support/boot-strapi';
import { addPeople } from '../../support/people';
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
  let campaignId: number;

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

  /** A campaign that becomes due while the server is down. */
  const leaveCampaign = async (accountId: number) => {
    await call('post', '/whatsapp/templates/sync', { accountId });
    const { templates } = await call<{ templates: TemplateView[] }>('get', '/whatsapp/templates');
    const template = templates.find((t) => t.sendable.ok && t.category === 'UTILITY');
    const groupId = await addPeople(app, { group: 'Customers', count: 20, optIn: 20 });
    const bindings = Object.fromEntries(
      (template?.slots ?? []).map((slot) => [
        slot.key,
        { source: { kind: 'contact', field: 'name' }, fallback: 'x' },
      ])
    );
    const draft = await call<CampaignView>('post', '/whatsapp/campaigns', {
      name: 'Due tomorrow',
      accountId,
      templateId: template?.id,
      bindings,
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
      when: 'at',
      scheduledAt: Date.now() + 3_600_000,
    });
    const started = await call<CampaignView>('post', `/whatsapp/campaigns/${draft.id}/launch`, {
      expected: 20,
    });
    expect(started.state).toBe('scheduled');
    campaignId = draft.id;
  };

  beforeAll(async () => {
    sim = await startSimulator();
    database = await createDatabase('sqlite');
    await boot({ ENCRYPTION_KEY: 'key-of-yesterday' });
    const account = await accountsService(app.strapi).connectNumber({
      name: 'Shop',
      wabaId: sim.account.wabaId,
      phoneNumberId: sim.account.phoneNumberIds[0] ?? '',
      token: sim.account.token,
      appSecret: sim.account.appSecret,
      baseUrl: sim.url,
    });
    await leaveCampaign(account.id);
    await app.strapi.db
      .connection(campaignTable.table)
      .where({ id: campaignId })
      .update({ scheduled_at: Date.now() - 1_000 });
    await app.close();
  }, 120_000);
  afterAll(async () => {
    await sim.close();
    await database.drop();
  });
  afterEach(() => app.close());

  it('[X-01] [X-09] says that the token must be entered again, and nobody is sent to, failed or uncertain', async () => {
    await boot({ ENCRYPTION_KEY: 'key-of-today' });
    const view = await eventually('the word on the number', async () => {
      const { accounts } = await call<{ accounts: { status: string; statusReason: string }[] }>(
        'get',
        '/whatsapp/accounts'
      );
      return accounts[0]?.status === 'token-unreadable' ? accounts[0] : null;
    });
    expect(view.statusReason).toMatch(/another key/);
    const campaign = await eventually('the campaign rests', async () => {
      const one = await call<CampaignView>('get', `/whatsapp/campaigns/${campaignId}`);
      return one.state === 'paused' ? one : null;
    });
    expect(campaign.pauseReasons.map((one) => one.reason)).toEqual(['token-unreadable']);
    const states = (await app.strapi.db
      .connection(recipientTable.table)
      .distinct('state')
      .pluck('state')) as string[];
    expect(states).toEqual(['queued']);
    expect(sim.control.ledger.count()).toBe(0);
  });

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
