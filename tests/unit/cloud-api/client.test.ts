import type { CloudApi } from '../../../server/src/cloud-api/client';
import { limitOfTier, mpsOfLevel } from '../../../server/src/cloud-api/graph-shapes';
import { buildMessage, text } from '../../../server/src/cloud-api/messages';
import { graph, json, PNID, refusal, TOKEN, useGraphServer, WABA } from './graph-server';

useGraphServer();

const api = graph.api;
const hello = buildMessage(text('secret words'), { to: { kind: 'phone', e164: '+15550123456' } });

describe('sendMessage', () => {
  it('posts the payload to the number and logs ids, never token, text or recipient', async () => {
    graph.respond = json({ messages: [{ id: 'wamid.X' }] }, 200, {
      'x-fb-request-id': 'REQ',
      'x-fb-trace-id': 'TR',
    });
    const outcome = await api({ baseUrl: `${graph.origin}/prefix/` }).sendMessage(PNID, hello);
    expect(outcome).toMatchObject({ kind: 'accepted', wamid: 'wamid.X' });
    expect(graph.seen).toHaveLength(1);
    expect(graph.seen[0]).toMatchObject({
      method: 'POST',
      url: `/prefix/v24.0/${PNID}/messages`,
      body: JSON.stringify(hello),
    });
    expect(graph.logged).toEqual([
      ['debug', 'message accepted', { requestId: 'REQ', traceId: 'TR', held: false }],
    ]);
  });

  it('[L-07] logs refusals and uncertainty without token, text or recipient', async () => {
    graph.respond = refusal(400, 131026);
    expect((await api().sendMessage(PNID, hello, { undeliverableBefore: 1 })).kind).toBe('refused');
    graph.respond = (_req, res) => res.writeHead(502).end('<html>');
    expect((await api().sendMessage(PNID, hello)).kind).toBe('uncertain');
    expect(graph.logged).toEqual([
      [
        'debug',
        'message refused',
        {
          outcome: 'refused',
          code: 131026,
          class: 'recipient-permanent',
          status: 400,
          fbtraceId: 'TRACE',
        },
      ],
      ['warn', 'message uncertain', { why: 'no-envelope', status: 502 }],
    ]);
    const all = JSON.stringify(graph.logged);
    for (const secret of [TOKEN, 'secret words', '15550123456']) expect(all).not.toContain(secret);
  });

  it('sends nothing to an id that is no id, and nothing that Meta would refuse', async () => {
    for (const id of ['', '1/../2', '1?x', 'abc', ' 1']) {
      expect(await api().sendMessage(id, hello)).toEqual({
        kind: 'not-sent',
        why: 'invalid-request',
        field: 'phoneNumberId',
      });
    }
    const empty = buildMessage(text(' '), { to: { kind: 'phone', e164: '+15550123456' } });
    expect(await api().sendMessage(PNID, empty)).toEqual({
      kind: 'not-sent',
      why: 'invalid-request',
      field: 'text.body',
    });
    expect(graph.seen).toEqual([]);
  });

  it('hands the last question before writing on', async () => {
    const outcome = await api().sendMessage(PNID, hello, { stillWanted: () => false });
    expect(outcome).toEqual({ kind: 'not-sent', why: 'cancelled' });
    expect(graph.seen).toEqual([]);
    expect(graph.logged).toEqual([['debug', 'message not sent', { why: 'cancelled' }]]);
  });

  it('marks as read with and without typing', async () => {
    graph.respond = json({ success: true });
    expect(await api().markRead(PNID, 'wamid.IN', true)).toEqual({
      ok: true,
      value: { success: true },
    });
    await api().markRead(PNID, 'wamid.IN');
    expect(JSON.parse(graph.seen[0]?.body ?? '')).toMatchObject({
      status: 'read',
      typing_indicator: { type: 'text' },
    });
    expect(JSON.parse(graph.seen[1]?.body ?? '')).not.toHaveProperty('typing_indicator');
    expect(await api().markRead('x', 'wamid.IN')).toMatchObject({
      ok: false,
      error: { class: 'request', details: 'phoneNumberId' },
    });
    expect(graph.seen).toHaveLength(2);
  });

  it('refuses to be made with an address or version that is none', () => {
    for (const bad of [
      { baseUrl: 'ftp://x' },
      { baseUrl: 'x' },
      { baseUrl: 'http://a:b@c' },
      { apiVersion: 'v24' },
      { apiVersion: '24.0/..' },
    ]) {
      expect(() => api(bad)).toThrow('not usable');
    }
  });
});

describe('templates', () => {
  const page = (names: string[], paging?: unknown): unknown => ({
    data: names.map((name, i) => ({
      id: 1000 + i,
      name,
      language: 'en',
      status: 'APPROVED',
      components: [],
    })),
    ...(paging ? { paging } : {}),
  });
  const collect = async (client: CloudApi): Promise<unknown[]> => {
    const all: unknown[] = [];
    for await (const result of client.listTemplates(WABA, { pageSize: 2 })) {
      all.push(result.ok ? result.value.templates.map((t) => t.name) : result.error.title);
    }
    return all;
  };

  it('[T-24] reads all pages by their cursor, without following the address in the answer', async () => {
    const next = 'http://evil.example/?access_token=x';
    graph.respond = (req, res, turn) =>
      json(
        turn === 1
          ? page(['a', 'b'], { cursors: { after: 'C1' }, next })
          : turn === 2
            ? page(['c', 'd'], { cursors: { after: 'C2' }, next })
            : page(['e'], { cursors: { after: 'C3' } })
      )(req, res, turn);
    expect(await collect(api())).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(graph.seen.map((s) => new URL(s.url, graph.origin).searchParams.get('after'))).toEqual([
      null,
      'C1',
      'C2',
    ]);
    expect(graph.seen.every((s) => s.url.startsWith(`/v24.0/${WABA}/message_templates?`))).toBe(
      true
    );
    expect(new URL(graph.seen[0]?.url ?? '', graph.origin).searchParams.get('limit')).toBe('2');
  });

  it('says that the list is not whole when a page fails, also by a cursor that does not move', async () => {
    graph.respond = (req, res, turn) =>
      (turn === 1
        ? json(page(['a'], { cursors: { after: 'C' }, next: 'n' }))
        : refusal(400, 131059))(req, res, turn);
    expect(await collect(api())).toEqual([['a'], 'Invalid cursor']);
    graph.seen = [];
    graph.respond = json(page(['a'], { cursors: { after: 'C' }, next: 'n' }));
    expect(await collect(api())).toEqual([
      ['a'],
      ['a'],
      'Meta named a next page without a new cursor',
    ]);
    graph.seen = [];
    graph.respond = json(page(['a'], { next: 'n' }));
    expect(await collect(api())).toEqual([['a'], 'Meta named a next page without a new cursor']);
  });

  it('counts what it cannot read and keeps the rest', async () => {
    graph.respond = json({
      data: [
        { id: 5 },
        { id: 7, name: 'ok', language: 'en', quality_score: 'odd', components: null },
      ],
    });
    const first = await api().listTemplates(WABA).next();
    expect(first.value).toMatchObject({
      ok: true,
      value: {
        unreadable: 1,
        templates: [{ id: '7', name: 'ok', status: 'OTHER', components: [], quality_score: null }],
      },
    });
  });

  it('creates and deletes, one language or all', async () => {
    graph.respond = json({ id: '5', status: 'PENDING', category: 'MARKETING' });
    const template = { name: 'a', language: 'en', category: 'UTILITY', components: [] };
    expect(await api().createTemplate(WABA, template)).toEqual({
      ok: true,
      value: { id: '5', status: 'PENDING', category: 'MARKETING' },
    });
    expect(JSON.parse(graph.seen[0]?.body ?? '')).toEqual(template);
    graph.respond = json({ success: true });
    await api().deleteTemplate(WABA, { name: 'a' });
    await api().deleteTemplate(WABA, { name: 'a', templateId: '5' });
    expect(graph.seen.slice(1).map((s) => `${s.method} ${s.url}`)).toEqual([
      `DELETE /v24.0/${WABA}/message_templates?name=a`,
      `DELETE /v24.0/${WABA}/message_templates?name=a&hsm_id=5`,
    ]);
  });

  it('hands on the words of a refusal', async () => {
    graph.respond = refusal(400, 100, {
      error_subcode: 2388047,
      error_user_title: 'Header',
      error_user_msg: 'No emoji.',
    });
    const result = await api().createTemplate(WABA, {
      name: 'a',
      language: 'en',
      category: 'UTILITY',
      components: [],
    });
    expect(result).toMatchObject({
      ok: false,
      error: {
        class: 'request',
        code: 100,
        subcode: 2388047,
        title: 'Header format is incorrect',
        details: 'No emoji.',
      },
    });
    expect(graph.logged).toMatchObject([
      ['warn', 'call refused', { verb: 'createTemplate', code: 100, fbtraceId: 'TRACE' }],
    ]);
  });
});

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

describe('repeating and failing', () => {
  it('repeats a GET twice after faults of the server, waiting longer each time', async () => {
    graph.respond = (req, res, turn) =>
      (turn < 3 ? json({}, 503) : json({ id: '1' }))(req, res, turn);
    expect((await api().getPhoneNumber(PNID)).ok).toBe(true);
    expect(graph.seen).toHaveLength(3);
    expect(graph.slept).toEqual([300, 600]);
  });

  it('gives up after the third try', async () => {
    graph.respond = (_req, res) => res.destroy();
    expect(await api().getPhoneNumber(PNID)).toMatchObject({
      ok: false,
      error: { class: 'transient', status: 0, retryable: true },
    });
    expect(graph.seen).toHaveLength(3);
  });

  it('repeats no refusal, no 429, and nothing that changes something', async () => {
    for (const answer of [refusal(400, 100), json({}, 429)]) {
      graph.seen = [];
      graph.respond = answer;
      await api().getPhoneNumber(PNID);
      expect(graph.seen).toHaveLength(1);
    }
    graph.seen = [];
    graph.respond = json({}, 503);
    await api().subscribeApp(WABA);
    await api().unsubscribeApp(WABA);
    await api().markRead(PNID, 'w');
    expect(graph.seen).toHaveLength(3);
  });

  it('does not follow a redirect with the token', async () => {
    graph.respond = (_req, res) =>
      res.writeHead(302, { location: `${graph.origin}/elsewhere` }).end();
    expect(await api().subscribeApp(WABA)).toMatchObject({
      ok: false,
      error: { status: 302, class: 'request' },
    });
    expect(graph.seen).toHaveLength(1);
  });

  it('refuses an answer that is too large or in an unknown form', async () => {
    graph.respond = (_req, res) => res.end('x'.repeat(50_001));
    expect(await api().getPhoneNumber(PNID)).toMatchObject({
      ok: false,
      error: { title: 'no answer: too-large' },
    });
    expect(graph.seen).toHaveLength(1);
    for (const odd of ['', '[]', 'null', '{"id":""}']) {
      graph.respond = (_req, res) => res.end(odd);
      expect(await api().getPhoneNumber(PNID)).toMatchObject({
        ok: false,
        error: { title: 'Meta answered in an unknown form', status: 200 },
      });
    }
  });

  it('[L-07] keeps the token out of errors when nobody listens', async () => {
    const client = api({ baseUrl: 'http://127.0.0.1:1' });
    const result = await client.subscribeApp(WABA);
    expect(result).toMatchObject({ ok: false, error: { title: 'no answer: refused' } });
    expect(JSON.stringify([result, graph.logged])).not.toContain(TOKEN);
  });

  it('takes an unknown number for a fault of the account and keeps the wait that Meta asks for', async () => {
    graph.respond = refusal(400, 100, { error_subcode: 33 });
    expect(await api().getPhoneNumber(PNID)).toMatchObject({
      ok: false,
      error: { class: 'account' },
    });
    graph.respond = json({ error: { code: 80007 } }, 400, {
      'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":2}]}',
    });
    expect(await api().getPhoneNumber(PNID)).toMatchObject({
      ok: false,
      error: { scope: 'waba', retryAfterMs: 120_000 },
    });
  });
});
