import { limitOfTier, mpsOfLevel } from '../../../server/src/cloud-api/graph-shapes';
import { graph, json, PNID, TOKEN, useGraphServer, WABA } from './graph-server';

useGraphServer();

const api = graph.api;

describe('numbers and accounts', () => {
  it('[M-34] [X-02] reads a number with its limit and pace', async () => {
    graph.respond = json({
      id: PNID,
      display_phone_number: '+1 555',
      verified_name: 'Acme',
      quality_rating: 'GREEN',
      status: 'CONNECTED',
      throughput: { level: 'HIGH' },
      whatsapp_business_manager_messaging_limit: 'TIER_2K',
    });
    expect(await api().getPhoneNumber(PNID)).toMatchObject({
      ok: true,
      value: {
        id: PNID,
        verifiedName: 'Acme',
        qualityRating: 'GREEN',
        status: 'CONNECTED',
        throughputMps: 1000,
        messagingLimit: 2000,
      },
    });
    expect(graph.seen[0]?.url).toContain('whatsapp_business_manager_messaging_limit');
    expect(graph.seen[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  it('survives a number that Meta tells little about', async () => {
    graph.respond = json({ id: 5, quality_rating: 'PURPLE', throughput: 'x' });
    expect(await api().getPhoneNumber(PNID)).toMatchObject({
      ok: true,
      value: {
        id: '5',
        qualityRating: 'UNKNOWN',
        status: 'UNKNOWN',
        throughputMps: 80,
        messagingLimit: undefined,
      },
    });
  });

  it.each([
    ['TIER_50', 50],
    ['TIER_250', 250],
    ['TIER_1K', 1_000],
    ['TIER_2K', 2_000],
    ['TIER_10K', 10_000],
    ['TIER_100K', 100_000],
    ['TIER_UNLIMITED', null],
    ['TIER_NOT_SET', undefined],
    ['constructor', undefined],
    [null, undefined],
    [undefined, undefined],
    [2000, 2000],
    [-1, null],
  ])('[M-34] reads the limit %s as %s', (tier, limit) => {
    expect(limitOfTier(tier)).toBe(limit);
  });

  it('reads an unknown pace as the lowest', () => {
    expect([
      mpsOfLevel('HIGH'),
      mpsOfLevel('STANDARD'),
      mpsOfLevel('NOT_APPLICABLE'),
      mpsOfLevel(null),
    ]).toEqual([1000, 80, 80, 80]);
  });

  it('[X-03] lists the numbers of an account', async () => {
    graph.respond = json({ data: [{ id: '1' }, { id: '2', verified_name: 'B' }], paging: {} });
    expect(await api().listPhoneNumbers(WABA)).toMatchObject({
      ok: true,
      value: [{ id: '1' }, { id: '2', verifiedName: 'B' }],
    });
  });

  it('subscribes, plainly and to an own address, and unsubscribes', async () => {
    graph.respond = json({ success: true });
    await api().subscribeApp(WABA);
    await api().subscribeApp(WABA, { callbackUrl: 'https://a.example/hook', verifyToken: 'v' });
    await api().unsubscribeApp(WABA);
    expect(graph.seen.map((s) => [s.method, s.url, s.body])).toEqual([
      ['POST', `/v24.0/${WABA}/subscribed_apps`, ''],
      [
        'POST',
        `/v24.0/${WABA}/subscribed_apps`,
        '{"override_callback_uri":"https://a.example/hook","verify_token":"v"}',
      ],
      ['DELETE', `/v24.0/${WABA}/subscribed_apps`, ''],
    ]);
    graph.respond = json({
      data: [
        { whatsapp_business_api_data: { id: 9, name: 'App' }, override_callback_uri: 'https://a' },
        {},
      ],
    });
    expect(await api().getSubscribedApps(WABA)).toEqual({
      ok: true,
      value: [
        { appId: '9', name: 'App', overrideCallbackUri: 'https://a' },
        { appId: null, name: null, overrideCallbackUri: null },
      ],
    });
  });

  it('finds the portfolio, and what Meta knows of the token', async () => {
    graph.respond = json({ id: WABA, name: 'W', owner_business_info: { id: 77, name: 'P' } });
    expect(await api().ownerBusinessInfo(WABA)).toEqual({
      ok: true,
      value: { wabaId: WABA, wabaName: 'W', portfolioId: '77', portfolioName: 'P' },
    });
    graph.respond = json({
      data: { is_valid: true, app_id: '9', expires_at: 1763600000, scopes: ['a'] },
    });
    expect(await api().debugToken()).toEqual({
      ok: true,
      value: { valid: true, appId: '9', expiresAt: 1_763_600_000_000, scopes: ['a'] },
    });
    graph.respond = json({ data: { is_valid: true, expires_at: 0 } });
    expect(await api().debugToken()).toMatchObject({
      ok: true,
      value: { expiresAt: null, appId: null, scopes: [] },
    });
    expect(JSON.stringify(graph.logged)).not.toContain(TOKEN);
  });

  it('asks nothing with an id that is none', async () => {
    const client = api();
    const results = await Promise.all([
      client.getPhoneNumber('../me'),
      client.listPhoneNumbers('x'),
      client.subscribeApp('x'),
      client.unsubscribeApp('x'),
      client.getSubscribedApps('x'),
      client.ownerBusinessInfo('x'),
      client.createTemplate('x', {
        name: 'a',
        language: 'en',
        category: 'UTILITY',
        components: [],
      }),
      client.deleteTemplate('x', { name: 'a' }),
      client.deleteTemplate(WABA, { name: 'a', templateId: 'x' }),
      client.mediaUrl('x'),
      client.mediaUrl('1', 'x'),
      client.deleteMedia('x'),
      client.uploadMedia('x', { bytes: new Uint8Array(), mime: 'a/b', filename: 'f' }),
    ]);
    expect(results.map((r) => (r.ok ? 'ok' : r.error.details))).toEqual([
      'phoneNumberId',
      'wabaId',
      'wabaId',
      'wabaId',
      'wabaId',
      'wabaId',
      'wabaId',
      'wabaId',
      'templateId',
      'mediaId',
      'phoneNumberId',
      'mediaId',
      'phoneNumberId',
    ]);
    expect((await client.listTemplates('x').next()).value).toMatchObject({
      ok: false,
      error: { details: 'wabaId' },
    });
    expect(graph.seen).toEqual([]);
  });
});
