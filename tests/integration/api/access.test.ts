import type { World } from '../../support/world';
import { accepted, apiClient, apiToken, openWindow, startApiWorld } from './api-world';

const AYSE = '905321110001';

describe('who may use the Content API, and what it refuses', () => {
  let world: World;
  beforeAll(async () => {
    world = await startApiWorld();
    await openWindow(world, AYSE);
  });
  afterAll(() => world.close());

  const good = { type: 'text', to: `+${AYSE}`, text: 'Merhaba' };

  it('[X-11] the actions can be chosen for a custom token in Settings › API Tokens', async () => {
    const { body } = await world.api.get<{ data: Record<string, { controllers: unknown }> }>(
      '/admin/content-api/permissions'
    );
    expect(body.data['plugin::whatsapp']?.controllers).toMatchObject({
      api: expect.arrayContaining([
        'send',
        'get',
        'convert',
        'contact',
        'consent',
        'describe',
      ]) as string[],
    });
  });

  it('[X-11] without a token 401, with a token that lacks the scope 403, and nothing is sent', async () => {
    const nobody = await apiClient(world, null).send(good);
    expect([401, 403]).toContain(nobody.status);
    expect((await apiClient(world, 'not-a-token').send(good)).status).toBe(401);
    const reader = apiClient(world, await apiToken(world, ['plugin::whatsapp.api.get']));
    expect((await reader.send(good)).status).toBe(403);
    expect((await reader.get('/api/whatsapp/openapi.json')).status).toBe(403);
    const readOnly = apiClient(world, await apiToken(world, [], 'read-only'));
    expect((await readOnly.send(good)).status).toBe(403);
    expect(accepted(world, AYSE)).toBe(0);
  });

  it('an action that the host opened to the public is refused all the same', async () => {
    const strategy = {
      name: 'open-door',
      authenticate: () => ({ authenticated: true, credentials: { id: 1 } }),
      verify: () => undefined,
    };
    world.strapi.get('auth').register('content-api', strategy as never);
    const answer = await apiClient(world, null).send(good);
    expect(answer.status).toBe(403);
    expect(answer.body.error?.details.kind).toBe('token-needed');
  });

  it('a token sees its own messages only; a full-access token sees those of all tokens', async () => {
    const owner = apiClient(world, await apiToken(world));
    const sent = await owner.send(good);
    const path = `/api/whatsapp/messages/${sent.body.data.id}`;
    expect((await owner.get(path)).status).toBe(200);
    const other = apiClient(world, await apiToken(world));
    expect((await other.get(path)).status).toBe(404);
    const full = apiClient(world, await apiToken(world, [], 'full-access'));
    expect((await full.get(path)).status).toBe(200);
    const knex = world.strapi.db.connection;
    const inbound = (await knex('whatsapp_messages').where({ direction: 'in' }).first('id')) as {
      id: number;
    };
    expect((await full.get(`/api/whatsapp/messages/${inbound.id}`)).status).toBe(404);
  });

  it.each([
    ['nothing', {}, 'type'],
    ['a list', [], ''],
    ['another type', { type: 'image', to: '+905321110001' }, 'type'],
    ['a number as number', { ...good, to: 905321110001 }, 'to'],
    ['no person', { type: 'text', text: 'x' }, 'to'],
    ['two persons', { ...good, to: { contactId: 1, userId: 'TR.1' } }, 'to'],
    ['a contact id as text', { ...good, to: { contactId: '1' } }, 'to'],
    ['a contact id beyond 32 bits', { ...good, to: { contactId: 4e9 } }, 'to.contactId'],
    ['only spaces', { ...good, text: '   ' }, 'text'],
    ['a text too long', { ...good, text: 'x'.repeat(4097) }, 'text'],
    ['an unknown field', { ...good, preview_url: true }, 'preview_url'],
    ['a number that cannot be', { ...good, to: '+90 1' }, 'to'],
    ['two numbers', { ...good, to: '+90 532 111 00 01 / +90 533 111 00 01' }, 'to'],
    ['words for a number', { ...good, to: "Robert'); DROP TABLE" }, 'to'],
    ['NUL in a number', { ...good, to: '\u0000\u0000\u0000' }, 'to'],
  ])('[X-11] a body with %s is refused with 400 and the field', async (_what, body, field) => {
    const api = apiClient(world, await apiToken(world));
    const answer = await api.send(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ name: 'ValidationError', details: { field } });
    expect(answer.body.error?.details.remedy).toBeTruthy();
  });

  it.each([
    ['another number', { ...good, from: '499999999999999' }, 'number-unknown', 'from'],
    ['an id of a number that nobody has', { ...good, from: 99 }, 'number-unknown', 'from'],
    [
      'a contact that is not there',
      { ...good, to: { contactId: 999_999 } },
      'contact-unknown',
      'to.contactId',
    ],
    ['a user id that is none', { ...good, to: { userId: 'hello' } }, 'invalid', 'to.userId'],
    ['a bare user id', { ...good, to: 'TR.13491208655302741918' }, 'invalid', 'to'],
    [
      'an unknown template',
      { type: 'template', to: good.to, template: { name: 'nope', language: 'tr' } },
      'template-unknown',
      'template',
    ],
    [
      'a template in review',
      { type: 'template', to: good.to, template: { name: 'track_parcel', language: 'en_US' } },
      'template-not-sendable',
      'template',
    ],
    [
      'a value for no variable',
      {
        type: 'template',
        to: good.to,
        template: { name: 'order_ready', language: 'tr', values: { 'body.9': 'x' } },
      },
      'unknown-value',
      'template.values.body.9',
    ],
  ])('%s is refused with 422, its kind, field and remedy', async (_what, body, kind, field) => {
    const api = apiClient(world, await apiToken(world));
    const answer = await api.send(body);
    expect(answer.status).toBe(422);
    expect(answer.body.error?.details).toMatchObject({ kind, field });
    expect(answer.body.error?.details.remedy).toBeTruthy();
  });

  it('a missing value is named by its place in the request', async () => {
    const api = apiClient(world, await apiToken(world));
    const template = { name: 'order_ready', language: 'tr', values: { 'body.1': 'Ayşe' } };
    const answer = await api.send({ type: 'template', to: good.to, template });
    expect(answer.body.error?.details).toMatchObject({
      kind: 'missing-value',
      field: 'template.values.body.2',
    });
  });

  it('text with NUL and every other character is stored and sent', async () => {
    const api = apiClient(world, await apiToken(world));
    const sent = await api.send({ ...good, text: 'a\u0000b 🙂 \u202e"\'<script>' });
    expect(sent.status).toBe(202);
    await api.until(sent.body.data.id, 'delivered');
  });

  it.each([
    ['empty', ''],
    ['too long', 'k'.repeat(256)],
  ])('[X-11] a key that is %s is refused with 400', async (_what, key) => {
    const answer = await apiClient(world, await apiToken(world)).send(good, key);
    expect(answer.status).toBe(400);
    expect(answer.body.error?.details.field).toBe('Idempotency-Key');
  });

  it.each(['abc', '0', '-1', '4294967296', '1e3', '1;drop', '%00'])(
    'the message id %s is refused without an error of the server',
    async (id) => {
      const api = apiClient(world, await apiToken(world));
      const answer = await api.get(`/api/whatsapp/messages/${id}`);
      expect([400, 404]).toContain(answer.status);
    }
  );

  it.each(['{"type":', '{"type":"text","__proto__":{"to":"x"}}', '"text"', 'null'])(
    'the bytes %s are refused with 400',
    async (bytes) => {
      const token = await apiToken(world);
      const answer = await world.http
        .post('/api/whatsapp/messages')
        .set('Authorization', `Bearer ${token}`)
        .set('Content-Type', 'application/json')
        .send(bytes);
      expect(answer.status).toBe(400);
    }
  );

  it('[X-11] a second number changes nothing for requests that name none: the default sends', async () => {
    const accounts = world.strapi.plugin('whatsapp').service('accounts');
    await accounts.connectNumber({
      name: 'Second',
      wabaId: world.sim.account.wabaId,
      phoneNumberId: world.sim.account.phoneNumberIds[1],
      token: world.sim.account.token,
      baseUrl: world.sim.url,
    });
    const api = apiClient(world, await apiToken(world));
    const unnamed = await api.send(good);
    expect([unnamed.status, unnamed.body.data.accountId]).toEqual([202, world.accountId]);
    const byMeta = await api.send({ ...good, from: world.sim.account.phoneNumberIds[0] });
    const byOurs = await api.send({ ...good, from: world.accountId });
    expect([byMeta.status, byOurs.status]).toEqual([202, 202]);
    expect(byMeta.body.data.accountId).toBe(world.accountId);

    const list = async () =>
      (
        await world.api.get<{ accounts: { id: number; isDefault: boolean }[] }>(
          '/whatsapp/accounts'
        )
      ).body.accounts;
    const second = (await list()).find(({ id }) => id !== world.accountId)?.id ?? 0;
    expect((await list()).filter(({ isDefault }) => isDefault)).toMatchObject([
      { id: world.accountId },
    ]);
    await world.api.put(`/whatsapp/accounts/${second}`, { isDefault: true });
    expect((await list()).filter(({ isDefault }) => isDefault)).toMatchObject([{ id: second }]);
    // Nobody has written to the second one, so its window is closed; the first one's is open.
    const fromSecond = await api.send(good);
    expect(fromSecond.body.error?.details).toMatchObject({ kind: 'window-closed' });
    // Where none is chosen, the oldest number sends.
    await world.strapi.db.connection('whatsapp_accounts').update({ is_default: null });
    expect((await list()).filter(({ isDefault }) => isDefault)).toMatchObject([
      { id: world.accountId },
    ]);
    expect((await api.send(good)).body.data.accountId).toBe(world.accountId);
  });
});
