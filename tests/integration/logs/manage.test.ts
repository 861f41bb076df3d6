import type { ListLogsResult } from '../../../server/src/contracts/logs';
import { contactsService } from '../../../server/src/contacts/public';
import { logsService, type LogsService } from '../../../server/src/logs/public';
import { settingsService } from '../../../server/src/settings/public';
import { contextOf } from '../../../server/src/strapi/context';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

const HOUR = 3_600_000;

describe.each(databases())('managing the log on %s', (client) => {
  let app: BootedStrapi;
  let token: string;
  let logs: LogsService;
  let personId: number;
  let now: number;

  const get = (path: string, query: object = {}) =>
    app.http.get(path).query(query).set('Authorization', `Bearer ${token}`);
  const texts = async (query: object) =>
    ((await get('/whatsapp/logs', query).expect(200)).body as ListLogsResult).logs.map(
      (line) => line.text
    );

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
    token = await app.adminToken();
    logs = logsService(app.strapi);
    now = contextOf(app.strapi).clock.now();
    const person = await contactsService(app.strapi).create({
      name: 'Ayşe Kaya',
      phone: '+905321112233',
    });
    personId = person.id;
    await logs.flush();
    await contextOf(app.strapi).db.knex('whatsapp_logs').delete();
    const row = (change: object) => ({
      at: now,
      area: 'engine',
      level: 'info',
      event: 'x',
      text: '=1+1',
      times: 1,
      ...change,
    });
    const { knex } = contextOf(app.strapi).db;
    for (const one of [
      row({ at: now - 48 * HOUR, text: 'two days ago' }),
      row({ at: now - 2 * HOUR, area: 'bot', bot_id: 4, contact_id: personId, text: 'answered' }),
      row({ at: now - HOUR, area: 'campaign', level: 'error', campaign_id: 9, text: '100% gone' }),
      row({ text: '=HYPERLINK("evil")', details: JSON.stringify({ ok: true }) }),
    ])
      await knex('whatsapp_logs').insert(one);
  });
  afterAll(() => app.close());

  it('[L-02] filters by area, level, contact, campaign, bot, time and words, together too', async () => {
    expect(await texts({ area: 'bot' })).toEqual(['answered']);
    expect(await texts({ level: 'error' })).toEqual(['100% gone']);
    expect(await texts({ contactId: personId })).toEqual(['answered']);
    expect(await texts({ campaignId: 9 })).toEqual(['100% gone']);
    expect(await texts({ botId: 4 })).toEqual(['answered']);
    expect(await texts({ q: '100% G' })).toEqual(['100% gone']);
    expect(await texts({ q: '%' })).toEqual(['100% gone']);
    expect(await texts({ to: now - 24 * HOUR })).toEqual(['two days ago']);
    expect(await texts({ from: now - 3 * HOUR, to: now - 30 * 60_000 })).toEqual([
      '100% gone',
      'answered',
    ]);
    expect(await texts({ from: now + 24 * HOUR })).toEqual([]);
    expect(await texts({ area: 'bot', level: 'error' })).toEqual([]);
    await get('/whatsapp/logs', { contactId: 'x' }).expect(400);
  });

  it('[L-02] names whom an entry is about, and keeps the number of what is gone', async () => {
    const { body } = await get('/whatsapp/logs');
    const found = (body as ListLogsResult).logs;
    expect(found.find((line) => line.text === 'answered')).toMatchObject({
      contact: { id: personId, name: 'Ayşe Kaya' },
      bot: { id: 4 },
    });
    expect(found.find((line) => line.campaign)).toMatchObject({ campaign: { id: 9, name: '#9' } });
  });

  it('[L-02] exports what is filtered as CSV that no spreadsheet runs, for those who may read the log', async () => {
    const csv = await get('/whatsapp/logs/export', { area: 'engine' }).expect(200);
    const lines = csv.text.split('\r\n').filter(Boolean);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(`"'=HYPERLINK(""evil"")"`);
    expect(csv.text).not.toContain('answered');
    const stranger = await app.adminToken({ actions: ['chat.read'] });
    for (const path of ['/whatsapp/logs/export', '/whatsapp/logs/older?days=1'])
      await app.http.get(path).set('Authorization', `Bearer ${stranger}`).expect(403);
    await app.http
      .post('/whatsapp/logs/purge')
      .send({ days: 1 })
      .set('Authorization', `Bearer ${stranger}`)
      .expect(403);
  });

  it('writes an entry in the transaction of what it reports, so that both stay or fall together', async () => {
    const { db } = contextOf(app.strapi);
    const line = {
      area: 'bot' as const,
      level: 'info' as const,
      event: 'bot-answered' as const,
      botId: 4,
    };
    await expect(
      db.tx(async (trx) => {
        await logs.writeIn(trx, { ...line, text: 'rolled back' });
        throw new Error('no');
      })
    ).rejects.toThrow('no');
    await db.tx((trx) => logs.writeIn(trx, { ...line, text: 'kept' }));
    expect(await texts({ botId: 4 })).toEqual(['kept', 'answered']);
  });

  it('[L-07] the retention period is set on the page, within reason', async () => {
    const put = (body: object, as = token) =>
      app.http.put('/whatsapp/logs/settings').send(body).set('Authorization', `Bearer ${as}`);
    expect((await put({ logDays: 30, webhookDays: 7 }).expect(200)).body).toEqual({
      logDays: 30,
      webhookDays: 7,
    });
    expect((await settingsService(app.strapi).get()).logDays).toBe(30);
    await put({ logDays: 0, webhookDays: 7 }).expect(400);
    await put(
      { logDays: 1, webhookDays: 1 },
      await app.adminToken({ actions: ['log.inspect'] })
    ).expect(403);
  });
});
