import { logsService, type LogsService } from '../../../server/src/logs/public';
import { settingsService } from '../../../server/src/settings/public';
import { contextOf } from '../../../server/src/strapi/context';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

describe.each(databases())('logs and settings on %s', (client) => {
  let app: BootedStrapi;
  let token: string;
  let logs: LogsService;

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
    token = await app.adminToken();
    logs = logsService(app.strapi);
  });
  afterAll(() => app.close());

  const list = async (query: object = {}) =>
    (
      await app.http
        .get('/whatsapp/logs')
        .query(query)
        .set('Authorization', `Bearer ${token}`)
        .expect(200)
    ).body as {
      logs: { text: string; times: number; area: string; details: unknown }[];
      nextCursor: string | null;
    };
  const refused = {
    area: 'webhook' as const,
    level: 'warn' as const,
    event: 'wrong-signature' as const,
    text: 'Signature refused',
  };

  it('[L-08] makes one entry of a burst of wrong signatures, across writes too', async () => {
    for (let i = 0; i < 500; i += 1) logs.write(refused);
    await logs.flush();
    for (let i = 0; i < 500; i += 1) logs.write(refused);
    await logs.flush();
    const found = (await list({ area: 'webhook' })).logs.filter(
      (line) => line.text === 'Signature refused'
    );
    expect(found).toEqual([expect.objectContaining({ times: 1_000 })]);
  });

  it('[L-08] begins a new entry when something else came between', async () => {
    logs.write({ ...refused, event: 'accepted', level: 'info', text: 'Accepted' });
    logs.write(refused);
    await logs.flush();
    expect((await list({ area: 'webhook' })).logs.map((line) => line.text)).toEqual([
      'Signature refused',
      'Accepted',
      'Signature refused',
    ]);
  });

  it('filters, pages backwards without gap or duplicate, and tells open pages', async () => {
    const told: number[] = [];
    logs.onFlush.push((id) => void told.push(id));
    for (let i = 0; i < 120; i += 1)
      logs.write({
        area: 'campaign',
        level: i % 2 ? 'info' : 'error',
        event: 'completed',
        text: `line ${i}`,
      });
    await logs.flush();
    expect(told).toHaveLength(1);
    const texts: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({
        area: 'campaign',
        ...(cursor ? { cursor } : {}),
      });
      texts.push(...page.logs.map((line) => line.text));
      cursor = page.nextCursor;
    } while (cursor);
    expect(texts).toEqual(Array.from({ length: 120 }, (_, i) => `line ${119 - i}`));
    expect((await list({ area: 'campaign', level: 'error' })).logs[0]?.text).toBe('line 118');
  });

  it('[L-07] [X-09] keeps no token, no message and no full number', async () => {
    logs.write({
      ...refused,
      event: 'malformed',
      text: 'call to +905321234567 with Bearer EAAGabcdefghijklmnopq failed',
      details: {
        accessToken: 'EAAG-1',
        text: 'what she wrote',
        nested: { phone: '+90 532 123 45 67' },
      },
    });
    await logs.flush();
    const rows = JSON.stringify(
      await contextOf(app.strapi).db.knex('whatsapp_logs').where({ event: 'malformed' })
    );
    for (const secret of ['EAAG', 'she wrote', '5321234567', '532 123'])
      expect(rows).not.toContain(secret);
    expect(rows).toContain('+905…67');
  });

  it('never throws: neither for hostile entries nor for a table that is gone', async () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    logs.write({ ...refused, text: '\u0000'.repeat(10) + 'x'.repeat(100_000), details: circular });
    logs.write({
      ...refused,
      event: 'e'.repeat(500) as 'accepted',
      text: undefined as unknown as string,
    });
    logs.write({
      ...refused,
      event: 'no-secret',
      text: 'big',
      details: { big: 10n, not: Number.NaN },
    });
    await expect(logs.flush()).resolves.toBeUndefined();
    logs.write({ ...refused, contactId: 'not a number' as unknown as number });
    await expect(logs.flush()).resolves.toBeUndefined();
  });

  it('[L-07] deletes what is too old, and nothing else', async () => {
    const { knex } = contextOf(app.strapi).db;
    const old = Array.from({ length: 2_300 }, (_, i) => ({
      at: 1_000 + i,
      area: 'engine',
      level: 'info',
      event: 'old',
      text: 'old',
      times: 1,
    }));
    for (let i = 0; i < old.length; i += 100)
      await knex('whatsapp_logs').insert(old.slice(i, i + 100));
    const before = Number((await knex('whatsapp_logs').count({ n: '*' }).first())?.n);
    expect(await logs.purge(1_000 + 2_200)).toBe(2_200);
    expect(Number((await knex('whatsapp_logs').count({ n: '*' }).first())?.n)).toBe(before - 2_200);
  });

  it('refuses hostile filters and who may not look', async () => {
    const get = (query: object, as = token) =>
      app.http.get('/whatsapp/logs').query(query).set('Authorization', `Bearer ${as}`);
    await get({ area: "x' OR 1=1" }).expect(400);
    await get({ cursor: 'nonsense' }).expect(400);
    await get({ cursor: Buffer.from('[99999999999]').toString('base64url') }).expect(400);
    await get({}, await app.adminToken({ actions: ['chat.read'] })).expect(403);
  });

  it('has a default for each setting and keeps changes', async () => {
    const settings = settingsService(app.strapi);
    expect(await settings.get()).toMatchObject({
      launchTypeNumberAbove: 1_000,
      agentUtilityDays: 30,
    });
    expect(await settings.set({ agentUtilityDays: 0 })).toMatchObject({
      agentUtilityDays: 0,
      launchTypeNumberAbove: 1_000,
    });
    expect((await settings.get()).agentUtilityDays).toBe(0);
  });

  it('lives with a stored setting that an other version wrote', async () => {
    const store = app.strapi.store({ type: 'plugin', name: 'whatsapp' });
    await store.set({
      key: 'settings',
      value: { agentUtilityDays: 'thirty', logDays: 7, gone: true },
    });
    const fresh = (await import('../../../server/src/settings/service')).createSettingsService({
      strapi: app.strapi,
    });
    const read = await fresh.get();
    expect(read).toMatchObject({ agentUtilityDays: 30, logDays: 7 });
    expect(read).not.toHaveProperty('gone');
  });
});
