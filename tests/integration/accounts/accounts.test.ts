import { accountsService, accountTable } from '../../../server/src/accounts/public';
import { logsService } from '../../../server/src/logs/public';
import { both } from '../../../server/src/kernel/input-words';
import { contextOf } from '../../../server/src/strapi/context';
import { startSimulator, type Simulator } from '../../../simulator/src/start';
import { bootStrapi, type BootedStrapi } from '../../support/boot-strapi';

describe('numbers', () => {
  let app: BootedStrapi;
  let sim: Simulator;
  let token: string;
  /** Everything that left the server, by HTTP or in its log. */
  const seen: string[] = [];

  beforeAll(async () => {
    sim = await startSimulator();
    app = await bootStrapi({ env: { PUBLIC_URL: 'https://cms.company.com' } });
    token = await app.adminToken();
    for (const level of ['error', 'warn', 'info', 'debug'] as const) {
      const write = app.strapi.log[level].bind(app.strapi.log);
      jest.spyOn(app.strapi.log, level).mockImplementation(((...args: unknown[]) => {
        seen.push(JSON.stringify(args));
        return write(String(args[0]));
      }) as never);
    }
  });
  afterAll(async () => {
    await app.close();
    await sim.close();
  });

  const call = async (
    method: 'get' | 'post' | 'put' | 'delete',
    url: string,
    body?: object,
    as = token
  ) => {
    const request = app.http[method](`/whatsapp${url}`).set('Authorization', `Bearer ${as}`);
    const answer = await (body ? request.send(body) : request);
    seen.push(JSON.stringify(answer.body), JSON.stringify(answer.headers));
    return answer;
  };
  const form = (over: object = {}) => ({
    name: 'Defne Ev',
    wabaId: sim.account.wabaId,
    phoneNumberId: sim.account.phoneNumberIds[0] ?? '',
    token: sim.account.token,
    appSecret: sim.account.appSecret,
    baseUrl: sim.url,
    ...over,
  });

  it('[X-01] tests a connection before anything is saved', async () => {
    const { name: _name, ...values } = form();
    const answer = await call('post', '/accounts/test', values);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      ok: true,
      number: { throughputMps: expect.any(Number), qualityRating: 'GREEN' },
    });
    expect((await call('get', '/accounts')).body.accounts).toEqual([]);
  });

  it.each([
    ['a wrong token', { token: 'EAAGwrong-token-0001' }, 'token', 'token-refused'],
    ['an unknown number', { phoneNumberId: '999999999999999' }, 'phoneNumberId', 'refused'],
    ['an unknown business account', { wabaId: '888888888888888' }, 'wabaId', 'refused'],
    ['a server that does not answer', { baseUrl: 'http://127.0.0.1:9' }, 'baseUrl', 'no-answer'],
  ])('[X-01] names field and remedy for %s', async (_, over, field, kind) => {
    const answer = await call('post', '/accounts/test', form(over));
    expect(answer.status).toBe(200);
    expect(answer.body.ok).toBe(false);
    expect(answer.body.problem).toMatchObject({ field, kind });
    expect(answer.body.problem.remedy.length).toBeGreaterThan(10);
  });

  it('[X-01] names the host that could not be reached, in the languages of the admin', async () => {
    const answer = await call('post', '/accounts/test', form({ baseUrl: 'http://127.0.0.1:9' }));
    const { en, tr } = answer.body.problem.words;
    expect(en.text).toBe('Could not reach 127.0.0.1:9: the connection was refused.');
    expect(tr.text).toBe('127.0.0.1:9 adresine ulaşılamadı: bağlantı reddedildi.');
  });

  it('[X-01] connects a number and reads what Meta knows of it', async () => {
    const made = await call('post', '/accounts', form());
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({
      status: 'connected',
      isSimulator: true,
      messagingLimitKnown: true,
      token: { source: 'database', hint: sim.account.token.slice(-4) },
      webhook: { path: '/api/whatsapp/webhook', subscribed: false, lastEventAt: null },
    });
    expect(made.body.displayPhoneNumber).toMatch(/\d/);
    // Of +90 850 555 01 01.
    expect(made.body.defaultCountry).toBe('TR');
    expect(made.body.portfolioId).toMatch(/^\d+$/);
    const list = await call('get', '/accounts');
    expect(list.body).toMatchObject({
      encryptionKey: 'present',
      webhookUrl: 'https://cms.company.com/api/whatsapp/webhook',
      webhookReachable: true,
    });
  });

  it('[X-03] keeps several numbers, and one number once', async () => {
    const second = await call(
      'post',
      '/accounts',
      form({ name: 'Two', phoneNumberId: sim.account.phoneNumberIds[1] })
    );
    expect(second.status).toBe(200);
    // Of +49 30 555010202: each number has its own country.
    expect(second.body.defaultCountry).toBe('DE');
    const again = await call('post', '/accounts', form());
    expect(again.status).toBe(409);
    expect(again.body.error.details).toMatchObject({
      kind: 'number-taken',
      field: 'phoneNumberId',
    });
    expect((await call('get', '/accounts')).body.accounts).toHaveLength(2);
  });

  it('[X-01] connects from code by phone number id, as often as one likes', async () => {
    const before = await accountsService(app.strapi).list();
    const account = await accountsService(app.strapi).connectNumber({
      ...form({ name: 'Renamed' }),
      verifyToken: 'verify-me',
    });
    expect(account).toMatchObject({
      id: before[0]?.id,
      name: 'Renamed',
      status: 'connected',
      verifyToken: 'verify-me',
    });
    expect(await accountsService(app.strapi).list()).toHaveLength(before.length);
    expect(await accountsService(app.strapi).verifyTokens()).toContain('verify-me');
  });

  it('[X-09] keeps secrets encrypted in the row', async () => {
    const [raw] = (await contextOf(app.strapi).db.knex(accountTable.table)) as Record<
      string,
      unknown
    >[];
    const row = JSON.stringify(raw);
    expect(row).not.toContain(sim.account.token);
    expect(row).not.toContain(sim.account.appSecret);
    expect(String(raw?.token_cipher)).toMatch(/^v1:/);
    const [account] = await accountsService(app.strapi).list();
    expect(account && accountsService(app.strapi).credentials(account)).toEqual({
      token: sim.account.token,
      appSecret: sim.account.appSecret,
      problem: null,
    });
    expect(await accountsService(app.strapi).appSecrets()).toEqual([sim.account.appSecret]);
  });

  it('[X-09] sends a stored token to no other server', async () => {
    const [account] = await accountsService(app.strapi).list();
    const elsewhere = await startSimulator();
    const tested = await call('post', '/accounts/test', {
      accountId: account?.id,
      baseUrl: elsewhere.url,
    });
    expect(tested.body).toMatchObject({
      ok: false,
      problem: { field: 'token', kind: 'token-again' },
    });
    const saved = await call('put', `/accounts/${account?.id}`, { baseUrl: elsewhere.url });
    expect(saved.status).toBe(409);
    expect(saved.body.error.details.field).toBe('token');
    await elsewhere.close();
  });

  it.each([
    [{ baseUrl: 'ftp://graph.facebook.com' }, 'baseUrl'],
    [{ baseUrl: 'https://user:pass@graph.facebook.com', token: 'EAAGnew-token-0001' }, 'baseUrl'],
    [{ baseUrl: 'https://graph.facebook.com/?x=1', token: 'EAAGnew-token-0001' }, 'baseUrl'],
    [{ apiVersion: '../../evil' }, 'apiVersion'],
    [{ phoneNumberId: '1/../2' }, 'phoneNumberId'],
    [{ token: 'short' }, 'token'],
    [{ defaultCountry: 'turkey' }, 'defaultCountry'],
  ])('refuses %j by its field', async (over, field) => {
    const [account] = await accountsService(app.strapi).list();
    const answer = await call('put', `/accounts/${account?.id}`, over);
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.field).toBe(field);
  });

  it('[X-01] says when Meta refuses the token, and recovers with a new one', async () => {
    const [account] = await accountsService(app.strapi).list();
    const refused = await call('put', `/accounts/${account?.id}`, {
      token: 'EAAGrevoked-token-77',
    });
    expect(refused.body).toMatchObject({ status: 'token-refused', token: { hint: 'n-77' } });
    const back = await call('put', `/accounts/${account?.id}`, { token: sim.account.token });
    expect(back.body).toMatchObject({ status: 'connected', statusReason: null });
  });

  it.each([
    ['expired', { expiresInMs: 0 }, 'The access token has expired.', 'süresi dolmuş'],
    ['withdrawn', { revoked: 467 }, 'The access token was withdrawn.', 'geri alınmış'],
    ['whose app was removed', { revoked: 458 }, 'The app was removed', 'kaldırılmış'],
    ['that is unknown', { value: 'EAAGanother-token-of-sim' }, 'does not recognise', 'tanımıyor'],
  ])(
    '[X-01] tells a token %s from other refusals, with its remedy and in both languages',
    async (_, fate, en, tr) => {
      const [account] = await accountsService(app.strapi).list();
      const before = sim.account.token;
      sim.control.business.token(fate);
      const { problem } = (await call('post', `/accounts/${account?.id}/test`, {})).body;
      const [shown] = (await call('get', '/accounts')).body.accounts;
      sim.control.business.token({ value: before, expiresInMs: null, revoked: 0 });
      expect(problem).toMatchObject({ kind: 'token-refused', field: 'token' });
      expect(problem.words.en.text).toContain(en);
      expect(problem.words.tr.text).toContain(tr);
      // Two short sentences: what happened, and what to do.
      expect(problem.message).not.toContain(':');
      expect(problem.remedy).not.toBe(problem.message);
      expect(shown).toMatchObject({ status: 'token-refused', statusWords: problem.words });
      await call('post', `/accounts/${account?.id}/test`, {});
      const [well] = (await call('get', '/accounts')).body.accounts;
      expect(well).toMatchObject({ status: 'connected', statusWords: null });
    }
  );

  it('keeps the status when Meta does not answer: that is no refusal', async () => {
    const [account] = await accountsService(app.strapi).list();
    sim.control.faults.add({ kind: 'bad-gateway' });
    await call('post', `/accounts/${account?.id}/test`, {});
    sim.control.faults.clear();
    expect((await accountsService(app.strapi).get(account?.id ?? 0)).status).toBe('connected');
  });

  it('[X-01] subscribes the webhook with its address', async () => {
    const [account] = await accountsService(app.strapi).list();
    const answer = await call('post', `/accounts/${account?.id}/subscribe`, {});
    expect(answer.status).toBe(200);
    if (answer.body.ok) {
      expect((await accountsService(app.strapi).get(account?.id ?? 0)).subscribedAt).not.toBeNull();
    } else {
      // The simulator calls the address as Meta does, and nothing answers there in this test.
      expect(answer.body.problem.remedy).toEqual(expect.any(String));
    }
  });

  it('follows limits of the portfolio, throughput and restrictions that Meta announces', async () => {
    const accounts = accountsService(app.strapi);
    const [one] = await accounts.list();
    const element = { wabaId: sim.account.wabaId, phoneNumberId: null, displayPhoneNumber: null };
    await accounts.applyMeta({
      ...element,
      kind: 'capability',
      value: { max_daily_conversations_per_business: 'TIER_2K' },
    });
    expect((await accounts.list()).map((row) => row.messagingLimit)).toEqual([2_000, 2_000]);
    const digits = one?.displayPhoneNumber?.replace(/\D/g, '') ?? '';
    const quality = { ...element, kind: 'number-quality' as const, displayPhoneNumber: digits };
    const facts = await accounts.applyMeta({ ...quality, value: { event: 'THROUGHPUT_UPGRADE' } });
    expect(facts).toEqual({ accountIds: [one?.id], refresh: true });
    expect((await accounts.list()).map((row) => row.throughputMps)).toEqual([1_000, 80]);
    const restricted = await accounts.applyMeta({
      ...element,
      kind: 'account',
      value: {
        event: 'ACCOUNT_RESTRICTION',
        restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING' }],
      },
    });
    expect(restricted.pauseAll?.reason).toBe('account-restricted');
    expect(restricted.accountIds).toHaveLength(2);
    expect(
      await accounts.applyMeta({ ...element, wabaId: '1', kind: 'account', value: null })
    ).toEqual({ accountIds: [] });
  });

  it('[X-17] a number whose account is taken from its partner is disconnected, and no other is', async () => {
    const accounts = accountsService(app.strapi);
    const [mine, other] = await accounts.list();
    const ids = [mine?.id ?? 0, other?.id ?? 0] as const;
    const states = async () => (await accounts.list()).map(({ status }) => status);
    await accounts.setStatus(ids[0], 'connected', null);
    await accounts.setStatus(ids[1], 'connected', null);
    /** As Meta writes it: the entry is the partner's portfolio, the account stands inside. */
    const removed = (waba_id: string) => ({
      kind: 'account' as const,
      wabaId: '2949482758682047',
      phoneNumberId: null,
      displayPhoneNumber: null,
      value: {
        event: 'PARTNER_REMOVED',
        waba_info: { waba_id, owner_business_id: '2329417887457253' },
      },
    });
    expect(await accounts.applyMeta(removed('980198427658004'))).toMatchObject({ accountIds: [] });
    /** One number of the account, which may not be ours. */
    const removedOne = (phone_number: string) => {
      const { value, ...element } = removed(sim.account.wabaId);
      const disconnection_info = { reason: 'account_disconnected', initiated_by: 'BUSINESS' };
      return { ...element, value: { ...value, phone_number, disconnection_info } };
    };
    const foreign = await accounts.applyMeta(removedOne('4915112345678'));
    expect(foreign).toMatchObject({ accountIds: [] });
    expect(await states()).toEqual(['connected', 'connected']);
    const digits = mine?.displayPhoneNumber?.replace(/\D/g, '') ?? '';
    expect(await accounts.applyMeta(removedOne(digits))).toMatchObject({ accountIds: [ids[0]] });
    expect(await states()).toEqual(['disconnected', 'connected']);
    expect((await call('get', '/accounts')).body.accounts[0]).toMatchObject({
      statusReason: 'Meta: PARTNER_REMOVED, account_disconnected',
      statusWords: {
        en: { text: expect.stringContaining('it was disconnected in the WhatsApp Business app') },
      },
    });
    await accounts.setStatus(ids[0], 'connected', null);
    expect(await states()).toEqual(['connected', 'connected']);
    const facts = await accounts.applyMeta(removed(sim.account.wabaId));
    expect(facts).toMatchObject({ accountIds: ids, pauseAll: { reason: 'account-gone' } });
    expect(await states()).toEqual(['disconnected', 'disconnected']);
  });

  it('moves the time of the last webhook forward only', async () => {
    const accounts = accountsService(app.strapi);
    const [account] = await accounts.list();
    await accounts.touchEvent(account?.id ?? 0, 5_000);
    await accounts.touchEvent(account?.id ?? 0, 4_000);
    expect((await accounts.get(account?.id ?? 0)).lastEventAt).toBe(5_000);
  });

  it('[X-05] shows numbers to who uses the plugin, without the verify token, and to nobody else', async () => {
    const agent = await app.adminToken({ actions: ['chat.read'] });
    const list = await call('get', '/accounts', undefined, agent);
    expect(list.status).toBe(200);
    expect(list.body.accounts[0]).toMatchObject({
      webhook: { verifyToken: '' },
      token: { hint: null },
    });
    expect((await call('post', '/accounts', form(), agent)).status).toBe(403);
    expect((await call('post', '/accounts/test', form(), agent)).status).toBe(403);
    const outsider = await app.adminToken({ actions: [] });
    expect((await call('get', '/accounts', undefined, outsider)).status).toBe(403);
    await app.http.get('/whatsapp/accounts').expect(401);
  });

  it('is not removed while a guard has a reason, and then is', async () => {
    const accounts = accountsService(app.strapi);
    const [, second] = await accounts.list();
    const reason = both(
      ['A campaign runs.', 'Cancel it first.'],
      ['Kampanya sürüyor.', 'Durdurun.']
    );
    const guard = () => Promise.resolve(reason);
    accounts.guards.push(guard);
    const refused = await call('delete', `/accounts/${second?.id}`);
    expect(refused.status).toBe(409);
    expect(refused.body.error.details).toMatchObject({
      kind: 'in-use',
      remedy: 'Cancel it first.',
      words: reason,
    });
    accounts.guards.splice(accounts.guards.indexOf(guard), 1);
    expect((await call('delete', `/accounts/${second?.id}`)).status).toBe(200);
    expect((await call('delete', `/accounts/${second?.id}`)).status).toBe(404);
  });

  it('[X-09] lets no secret out by any answer, log entry or log page', async () => {
    await logsService(app.strapi).flush();
    await call('get', '/logs');
    await call('get', '/setup');
    const rows = JSON.stringify(await contextOf(app.strapi).db.knex('whatsapp_logs'));
    expect(rows).toContain('number added');
    for (const text of [...seen, rows]) {
      for (const secret of [
        sim.account.token,
        sim.account.appSecret,
        'EAAGrevoked-token-77',
        'EAAGwrong-token-0001',
      ]) {
        expect(text).not.toContain(secret);
      }
      expect(text).not.toMatch(/v1:[0-9a-f]{8,}/);
    }
  });
});
