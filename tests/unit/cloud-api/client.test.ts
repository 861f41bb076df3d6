import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAxiosTransport } from '../../../server/src/cloud-api/axios-transport';
import { createCloudApi, type CloudApi } from '../../../server/src/cloud-api/client';
import { mayCarryToken } from '../../../server/src/cloud-api/graph-paths';
import { limitOfTier, mpsOfLevel } from '../../../server/src/cloud-api/graph-shapes';
import { buildMessage, text } from '../../../server/src/cloud-api/messages';
import type { ManageTransport, Transport } from '../../../server/src/cloud-api/transport';
import { createUndiciTransport } from '../../../server/src/cloud-api/undici-transport';

const TOKEN = 'EAAsecretToken';
const PNID = '200000000000001';
const WABA = '100000000000001';

type Seen = { method: string; url: string; body: string; headers: IncomingMessage['headers'] };
type Answer = (req: Seen, res: ServerResponse, turn: number) => void;

let server: Server;
let origin = '';
let seen: Seen[] = [];
let respond: Answer = (_req, res) => res.end('{}');
let logged: unknown[] = [];
let slept: number[] = [];
let manage: ManageTransport;
let send: Transport;

const json =
  (value: unknown, status = 200, headers = {}): Answer =>
  (_req, res) =>
    void res
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(value));
const refusal = (status: number, code: number, more = {}): Answer =>
  json({ error: { message: 'm', code, fbtrace_id: 'TRACE', ...more } }, status);

beforeAll(async () => {
  server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const call = {
        method: req.method ?? '',
        url: req.url ?? '',
        body: Buffer.concat(chunks).toString('latin1'),
        headers: req.headers,
      };
      seen.push(call);
      respond(call, res, seen.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  seen = [];
  logged = [];
  slept = [];
  manage = createAxiosTransport({
    sleep: (ms) => {
      slept.push(ms);
      return Promise.resolve();
    },
    random: () => 0.5,
    timeoutMs: 2_000,
    maxAnswerBytes: 50_000,
  });
  send = createUndiciTransport({ callTimeoutMs: 2_000 });
});

afterEach(async () => {
  manage.close();
  await send.close();
});

const api = (more: { baseUrl?: string; apiVersion?: string } = {}): CloudApi =>
  createCloudApi({
    baseUrl: origin,
    apiVersion: 'v24.0',
    token: TOKEN,
    transports: { send, manage },
    log: {
      debug: (...line) => void logged.push(['debug', ...line]),
      warn: (...line) => void logged.push(['warn', ...line]),
    },
    ...more,
  });

const hello = buildMessage(text('secret words'), { to: { kind: 'phone', e164: '+15550123456' } });

describe('sendMessage', () => {
  it('posts the payload to the number and logs ids, never token, text or recipient', async () => {
    respond = json({ messages: [{ id: 'wamid.X' }] }, 200, {
      'x-fb-request-id': 'REQ',
      'x-fb-trace-id': 'TR',
    });
    const outcome = await api({ baseUrl: `${origin}/prefix/` }).sendMessage(PNID, hello);
    expect(outcome).toMatchObject({ kind: 'accepted', wamid: 'wamid.X' });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: `/prefix/v24.0/${PNID}/messages`,
      body: JSON.stringify(hello),
    });
    expect(logged).toEqual([
      ['debug', 'message accepted', { requestId: 'REQ', traceId: 'TR', held: false }],
    ]);
  });

  it('[L-07] logs refusals and uncertainty without token, text or recipient', async () => {
    respond = refusal(400, 131026);
    expect((await api().sendMessage(PNID, hello, { undeliverableBefore: 1 })).kind).toBe('refused');
    respond = (_req, res) => res.writeHead(502).end('<html>');
    expect((await api().sendMessage(PNID, hello)).kind).toBe('uncertain');
    expect(logged).toEqual([
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
    const all = JSON.stringify(logged);
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
    expect(seen).toEqual([]);
  });

  it('hands the last question before writing on', async () => {
    const outcome = await api().sendMessage(PNID, hello, { stillWanted: () => false });
    expect(outcome).toEqual({ kind: 'not-sent', why: 'cancelled' });
    expect(seen).toEqual([]);
    expect(logged).toEqual([['debug', 'message not sent', { why: 'cancelled' }]]);
  });

  it('marks as read with and without typing', async () => {
    respond = json({ success: true });
    expect(await api().markRead(PNID, 'wamid.IN', true)).toEqual({
      ok: true,
      value: { success: true },
    });
    await api().markRead(PNID, 'wamid.IN');
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      status: 'read',
      typing_indicator: { type: 'text' },
    });
    expect(JSON.parse(seen[1]?.body ?? '')).not.toHaveProperty('typing_indicator');
    expect(await api().markRead('x', 'wamid.IN')).toMatchObject({
      ok: false,
      error: { class: 'request', details: 'phoneNumberId' },
    });
    expect(seen).toHaveLength(2);
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
    respond = (req, res, turn) =>
      json(
        turn === 1
          ? page(['a', 'b'], { cursors: { after: 'C1' }, next })
          : turn === 2
            ? page(['c', 'd'], { cursors: { after: 'C2' }, next })
            : page(['e'], { cursors: { after: 'C3' } })
      )(req, res, turn);
    expect(await collect(api())).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(seen.map((s) => new URL(s.url, origin).searchParams.get('after'))).toEqual([
      null,
      'C1',
      'C2',
    ]);
    expect(seen.every((s) => s.url.startsWith(`/v24.0/${WABA}/message_templates?`))).toBe(true);
    expect(new URL(seen[0]?.url ?? '', origin).searchParams.get('limit')).toBe('2');
  });

  it('says that the list is not whole when a page fails, also by a cursor that does not move', async () => {
    respond = (req, res, turn) =>
      (turn === 1
        ? json(page(['a'], { cursors: { after: 'C' }, next: 'n' }))
        : refusal(400, 131059))(req, res, turn);
    expect(await collect(api())).toEqual([['a'], 'Invalid cursor']);
    seen = [];
    respond = json(page(['a'], { cursors: { after: 'C' }, next: 'n' }));
    expect(await collect(api())).toEqual([
      ['a'],
      ['a'],
      'Meta named a next page without a new cursor',
    ]);
    seen = [];
    respond = json(page(['a'], { next: 'n' }));
    expect(await collect(api())).toEqual([['a'], 'Meta named a next page without a new cursor']);
  });

  it('counts what it cannot read and keeps the rest', async () => {
    respond = json({
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
    respond = json({ id: '5', status: 'PENDING', category: 'MARKETING' });
    const template = { name: 'a', language: 'en', category: 'UTILITY', components: [] };
    expect(await api().createTemplate(WABA, template)).toEqual({
      ok: true,
      value: { id: '5', status: 'PENDING', category: 'MARKETING' },
    });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(template);
    respond = json({ success: true });
    await api().deleteTemplate(WABA, { name: 'a' });
    await api().deleteTemplate(WABA, { name: 'a', templateId: '5' });
    expect(seen.slice(1).map((s) => `${s.method} ${s.url}`)).toEqual([
      `DELETE /v24.0/${WABA}/message_templates?name=a`,
      `DELETE /v24.0/${WABA}/message_templates?name=a&hsm_id=5`,
    ]);
  });

  it('[T-11] hands on the words of a refusal', async () => {
    respond = refusal(400, 100, {
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
    expect(logged).toMatchObject([
      ['warn', 'call refused', { verb: 'createTemplate', code: 100, fbtraceId: 'TRACE' }],
    ]);
  });
});

describe('numbers and accounts', () => {
  it('[M-34] [X-02] reads a number with its limit and pace', async () => {
    respond = json({
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
    expect(seen[0]?.url).toContain('whatsapp_business_manager_messaging_limit');
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  it('survives a number that Meta tells little about', async () => {
    respond = json({ id: 5, quality_rating: 'PURPLE', throughput: 'x' });
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
    respond = json({ data: [{ id: '1' }, { id: '2', verified_name: 'B' }], paging: {} });
    expect(await api().listPhoneNumbers(WABA)).toMatchObject({
      ok: true,
      value: [{ id: '1' }, { id: '2', verifiedName: 'B' }],
    });
  });

  it('subscribes, plainly and to an own address, and unsubscribes', async () => {
    respond = json({ success: true });
    await api().subscribeApp(WABA);
    await api().subscribeApp(WABA, { callbackUrl: 'https://a.example/hook', verifyToken: 'v' });
    await api().unsubscribeApp(WABA);
    expect(seen.map((s) => [s.method, s.url, s.body])).toEqual([
      ['POST', `/v24.0/${WABA}/subscribed_apps`, ''],
      [
        'POST',
        `/v24.0/${WABA}/subscribed_apps`,
        '{"override_callback_uri":"https://a.example/hook","verify_token":"v"}',
      ],
      ['DELETE', `/v24.0/${WABA}/subscribed_apps`, ''],
    ]);
    respond = json({
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
    respond = json({ id: WABA, name: 'W', owner_business_info: { id: 77, name: 'P' } });
    expect(await api().ownerBusinessInfo(WABA)).toEqual({
      ok: true,
      value: { wabaId: WABA, wabaName: 'W', portfolioId: '77', portfolioName: 'P' },
    });
    respond = json({
      data: { is_valid: true, app_id: '9', expires_at: 1763600000, scopes: ['a'] },
    });
    expect(await api().debugToken()).toEqual({
      ok: true,
      value: { valid: true, appId: '9', expiresAt: 1_763_600_000_000, scopes: ['a'] },
    });
    respond = json({ data: { is_valid: true, expires_at: 0 } });
    expect(await api().debugToken()).toMatchObject({
      ok: true,
      value: { expiresAt: null, appId: null, scopes: [] },
    });
    expect(JSON.stringify(logged)).not.toContain(TOKEN);
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
    expect(seen).toEqual([]);
  });
});

describe('repeating and failing', () => {
  it('repeats a GET twice after faults of the server, waiting longer each time', async () => {
    respond = (req, res, turn) => (turn < 3 ? json({}, 503) : json({ id: '1' }))(req, res, turn);
    expect((await api().getPhoneNumber(PNID)).ok).toBe(true);
    expect(seen).toHaveLength(3);
    expect(slept).toEqual([300, 600]);
  });

  it('gives up after the third try', async () => {
    respond = (_req, res) => res.destroy();
    expect(await api().getPhoneNumber(PNID)).toMatchObject({
      ok: false,
      error: { class: 'transient', status: 0, retryable: true },
    });
    expect(seen).toHaveLength(3);
  });

  it('repeats no refusal, no 429, and nothing that changes something', async () => {
    for (const answer of [refusal(400, 100), json({}, 429)]) {
      seen = [];
      respond = answer;
      await api().getPhoneNumber(PNID);
      expect(seen).toHaveLength(1);
    }
    seen = [];
    respond = json({}, 503);
    await api().subscribeApp(WABA);
    await api().unsubscribeApp(WABA);
    await api().markRead(PNID, 'w');
    expect(seen).toHaveLength(3);
  });

  it('does not follow a redirect with the token', async () => {
    respond = (_req, res) => res.writeHead(302, { location: `${origin}/elsewhere` }).end();
    expect(await api().subscribeApp(WABA)).toMatchObject({
      ok: false,
      error: { status: 302, class: 'request' },
    });
    expect(seen).toHaveLength(1);
  });

  it('refuses an answer that is too large or in an unknown form', async () => {
    respond = (_req, res) => res.end('x'.repeat(50_001));
    expect(await api().getPhoneNumber(PNID)).toMatchObject({
      ok: false,
      error: { title: 'no answer: too-large' },
    });
    expect(seen).toHaveLength(1);
    for (const odd of ['', '[]', 'null', '{"id":""}']) {
      respond = (_req, res) => res.end(odd);
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
    expect(JSON.stringify([result, logged])).not.toContain(TOKEN);
  });

  it('takes an unknown number for a fault of the account and keeps the wait that Meta asks for', async () => {
    respond = refusal(400, 100, { error_subcode: 33 });
    expect(await api().getPhoneNumber(PNID)).toMatchObject({
      ok: false,
      error: { class: 'account' },
    });
    respond = json({ error: { code: 80007 } }, 400, {
      'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":2}]}',
    });
    expect(await api().getPhoneNumber(PNID)).toMatchObject({
      ok: false,
      error: { scope: 'waba', retryAfterMs: 120_000 },
    });
  });
});

describe('media', () => {
  const read = async (stream: NodeJS.ReadableStream): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  };
  const info = (url = `${origin}/file`): unknown => ({
    id: '7',
    url,
    mime_type: 'image/png',
    file_size: '5',
  });

  it('uploads a file with its type and name', async () => {
    respond = json({ id: 99 });
    const file = { bytes: Buffer.from('PNGDATA'), mime: 'image/png', filename: 'a.png' };
    expect(await api().uploadMedia(PNID, file)).toEqual({ ok: true, value: { id: '99' } });
    expect(seen[0]?.url).toBe(`/v24.0/${PNID}/media`);
    expect(seen[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    for (const part of [
      'name="messaging_product"',
      'whatsapp',
      'name="type"',
      'filename="a.png"',
      'Content-Type: image/png',
      'PNGDATA',
    ]) {
      expect(seen[0]?.body).toContain(part);
    }
  });

  it('asks for the address and deletes', async () => {
    respond = json(info());
    expect(await api().mediaUrl('7', PNID)).toEqual({
      ok: true,
      value: { id: '7', url: `${origin}/file`, mime: 'image/png', sha256: null, sizeBytes: 5 },
    });
    respond = json({ success: true });
    expect((await api().deleteMedia('7')).ok).toBe(true);
    expect(seen.map((s) => `${s.method} ${s.url}`)).toEqual([
      `GET /v24.0/7?phone_number_id=${PNID}`,
      'DELETE /v24.0/7',
    ]);
  });

  it('[C-19] downloads in two steps with the token', async () => {
    respond = (req, res, turn) =>
      req.url === '/file'
        ? void res.writeHead(200, { 'content-type': 'image/png' }).end('12345')
        : json(info())(req, res, turn);
    const got = await api().downloadMedia({ mediaId: '7', maxBytes: 5 });
    if (!got.ok) throw new Error('refused');
    expect(got.value.mime).toBe('image/png');
    expect(await read(got.value.stream)).toBe('12345');
    expect(seen.map((s) => s.headers.authorization)).toEqual([
      `Bearer ${TOKEN}`,
      `Bearer ${TOKEN}`,
    ]);
  });

  it('asks once more for an address that ran out, and not twice', async () => {
    respond = (req, res, turn) =>
      req.url === '/file'
        ? void (turn === 2 ? res.writeHead(404).end() : res.end('late'))
        : json(info())(req, res, turn);
    const got = await api().downloadMedia({ mediaId: '7', maxBytes: 100 });
    expect(got.ok && (await read(got.value.stream))).toBe('late');
    expect(seen).toHaveLength(4);
    seen = [];
    respond = (req, res, turn) =>
      req.url === '/file' ? void res.writeHead(404).end() : json(info())(req, res, turn);
    expect(await api().downloadMedia({ mediaId: '7', maxBytes: 100 })).toMatchObject({
      ok: false,
      error: { status: 404 },
    });
    expect(seen).toHaveLength(4);
  });

  it('uses the direct address of a webhook, and falls back to the id', async () => {
    respond = (req, res, turn) =>
      req.url === '/file' ? void res.end('direct') : json(info())(req, res, turn);
    const got = await api().downloadMedia({ mediaId: '7', url: `${origin}/file`, maxBytes: 100 });
    expect(got.ok && (await read(got.value.stream))).toBe('direct');
    expect(seen).toHaveLength(1);
    seen = [];
    respond = (req, res, turn) => {
      if (req.url === '/old') return void res.writeHead(410).end();
      return req.url === '/file' ? void res.end('fresh') : json(info())(req, res, turn);
    };
    const again = await api().downloadMedia({ mediaId: '7', url: `${origin}/old`, maxBytes: 100 });
    expect(again.ok && (await read(again.value.stream))).toBe('fresh');
  });

  it('[X-09] gives the token to no foreign address', async () => {
    respond = json(info('http://169.254.169.254/latest'));
    expect(
      await api().downloadMedia({ mediaId: '7', url: 'https://evil.example/x', maxBytes: 5 })
    ).toMatchObject({
      ok: false,
      error: { title: 'the media address is not one of Meta' },
    });
    expect(seen.map((s) => s.url)).toEqual(['/v24.0/7']);
  });

  it.each([
    ['https://lookaside.fbsbx.com/x?mid=1', true],
    ['https://graph.facebook.com/x', true],
    ['https://mmg.whatsapp.net/x', true],
    ['http://sim.example:4010/media', true],
    ['http://lookaside.fbsbx.com/x', false],
    ['https://lookaside.fbsbx.com:8443/x', false],
    ['https://lookaside.fbsbx.com.evil.example/x', false],
    ['https://evilfbsbx.com/x', false],
    ['https://user:pw@lookaside.fbsbx.com/x', false],
    ['http://user@sim.example:4010/media', false],
    ['http://sim.example/media', false],
    ['file:///etc/passwd', false],
    ['nonsense', false],
  ])('[X-09] decides whether %s may see the token: %s', (address, may) => {
    expect(mayCarryToken(address, { origin: 'http://sim.example:4010', prefix: '/v24.0' })).toBe(
      may
    );
  });

  it('[C-18] stops a file that is too large, said before or found out', async () => {
    respond = (req, res, turn) =>
      req.url === '/file' ? void res.end('123456') : json(info())(req, res, turn);
    expect(await api().downloadMedia({ mediaId: '7', maxBytes: 5 })).toMatchObject({
      ok: false,
      error: { title: 'the file is larger than 5 bytes' },
    });
    respond = (req, res, turn) => {
      if (req.url !== '/file') return json(info())(req, res, turn);
      res.write('123');
      setImmediate(() => res.end('456'));
    };
    const got = await api().downloadMedia({ mediaId: '7', maxBytes: 5 });
    if (!got.ok) throw new Error('refused');
    await expect(read(got.value.stream)).rejects.toThrow('larger than 5 bytes');
  });

  it('ends with an error when the download breaks off', async () => {
    respond = (req, res, turn) => {
      if (req.url !== '/file') return json(info())(req, res, turn);
      res.writeHead(200, { 'content-length': '10' }).write('123');
      setImmediate(() => res.destroy());
    };
    const got = await api().downloadMedia({ mediaId: '7', maxBytes: 50 });
    if (!got.ok) throw new Error('refused');
    await expect(read(got.value.stream)).rejects.toThrow();
  });

  it('hands on why the address could not be had', async () => {
    respond = refusal(400, 100, { error_subcode: 33 });
    expect(await api().downloadMedia({ mediaId: '7', maxBytes: 5 })).toMatchObject({
      ok: false,
      error: { class: 'request', subcode: 33 },
    });
    respond = (req, res, turn) =>
      req.url === '/file' ? void res.destroy() : json(info())(req, res, turn);
    expect(await api().downloadMedia({ mediaId: '7', maxBytes: 5 })).toMatchObject({
      ok: false,
      error: { class: 'transient' },
    });
  });
});
