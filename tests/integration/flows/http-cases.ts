import type { BotView, FlowProblem } from '../../../server/src/contracts/bots';
import type {
  ListSystemKeysResult,
  SystemKeyView,
} from '../../../server/src/contracts/system-keys';
import type { Called, CallRequest, OutboundService } from '../../../server/src/outbound/public';
import { eventually } from '../../support/world';
import { pluginTables } from '../install/fill-tables';
import {
  asking,
  asksThenSays,
  says,
  waitsThenSays,
  type FlowsWorld,
  type Graph,
} from './flows-world';

type Method = CallRequest['method'];
interface Thread {
  conversation_id: number;
  contact_id: number;
}
interface Refusal {
  error: { details: Record<string, unknown> };
  problems: object[];
}
interface HttpMore {
  url?: string;
  body?: string;
  headers?: { name: string; value: string }[];
  saves?: { path: string; saveAs: string }[];
}

const http = (method: Method, more: HttpMore = {}) => ({
  id: 'h',
  step: {
    ...{ kind: 'http' as const, method, url: 'https://shop.example/api' },
    saves: [{ path: 'state', saveAs: 'durum' }],
    ...more,
  },
  to: { next: 'ok', failed: 'bad' },
});
const graphOf = (method: Method, more: HttpMore = {}): Graph => ({
  start: 'h',
  nodes: [http(method, more), says('ok', 'Durum: {{durum|-}}'), says('bad', 'Olmadı')],
});

/** Steps that ask another system, in a world that the caller has. */
export const httpCases = (world: () => FlowsWorld): void => {
  const outbound = () => world().strapi.plugin('whatsapp').service('outbound') as OutboundService;
  /** Another system that answers so, one call after the other; the last answer stays. */
  const answers = (...given: (Called | Promise<Called>)[]): CallRequest[] => {
    const calls: CallRequest[] = [];
    outbound().call = (request) => {
      calls.push(request);
      return Promise.resolve(given[Math.min(calls.length, given.length) - 1] as Called);
    };
    return calls;
  };
  /** More runs like the only one of this bot, each in a conversation of its own, that come to their step now. */
  const crowd = async (bot: BotView, count: number): Promise<() => Promise<void>> => {
    const knex = world().strapi.db.connection;
    const like = async (table: string, where: object) => {
      const found = (await knex(table).where(where).first()) as Record<string, unknown>;
      const { id: _id, document_id: _document, ...row } = found;
      return row;
    };
    const { conversation_id: id, ...run } = await like('whatsapp_bot_runs', { bot_id: bot.id });
    const thread = await like('whatsapp_conversations', { id });
    // Nobody has these ids: the rows are only read by the runs.
    const people = Array.from({ length: count }, (_, i) => 900_000 + i);
    const none = { given: null, referral: null };
    const threads = people.map((contact_id) => ({ ...thread, ...none, contact_id }));
    await knex.batchInsert('whatsapp_conversations', threads, 10);
    const made = (await knex('whatsapp_conversations')
      .whereIn('contact_id', people)
      .select({ conversation_id: 'id', contact_id: 'contact_id' })) as Thread[];
    const runs = made.map((one) => ({
      ...{ ...run, ...one, fact_key: `crowd ${one.contact_id}` },
      ...{ steps: null, variables: null, heard: null },
      ...{ state: 'due', lane: 0, next_at: Date.now(), owner: null, owned_until: 0 },
      ...{ waits_for: null, asked: false, asked_at: null, attempts: 0 },
    }));
    await knex.batchInsert('whatsapp_bot_runs', runs, 10);
    return async () => {
      await knex('whatsapp_bot_runs').whereIn('contact_id', people).delete();
      await knex('whatsapp_conversations').whereIn('contact_id', people).delete();
    };
  };
  const late: Called = { status: null, error: 'timeout' };
  const stepOf = async (bot: BotView) => {
    const [{ kind, ok, reason, subject } = { kind: '', ok: false, reason: '', subject: '' }] = (
      await world().run(bot)
    ).steps;
    return [kind, ok, reason, subject];
  };

  it('[X-11] takes the way for failures where the address lies inside the own network, or what comes is no answer', async () => {
    // By the room that makes the calls: the test has put nothing in its place yet.
    const inside = await world().flow('içeri', graphOf('GET', { url: 'https://127.0.0.1/admin' }));
    expect(world().phone(await world().starts('içeri'))).toEqual(['Olmadı']);
    expect(await stepOf(inside)).toEqual(['http', false, 'http-address-refused', null]);
    for (const error of ['redirect', 'too-large', 'unreadable'] as const) {
      const asked = answers({ status: null, error });
      const bot = await world().flow(`cevap ${error}`, graphOf('GET'));
      expect(world().phone(await world().starts(`cevap ${error}`))).toEqual(['Olmadı']);
      expect(asked).toHaveLength(1);
      expect(await stepOf(bot)).toEqual(['http', false, `http-${error}`, null]);
    }
  });

  it('[B-16] asks another system with values of the contact, and goes on with what it answers', async () => {
    const text = JSON.stringify({ order: { items: [{ state: 'yolda' }] } });
    const calls = answers({ status: 200, text });
    const bot = await world().flow(
      'sor',
      graphOf('POST', {
        url: 'https://shop.example/orders?by={{name}}',
        body: '{"name": "{{name}} \\"x\\"", "town": "{{town|-}}"}',
        headers: [{ name: 'X-Shop', value: '{{language|tr}}' }],
        saves: [
          { path: 'order.items.0.state', saveAs: 'durum' },
          { path: 'order.nothing', saveAs: 'yok' },
        ],
      })
    );
    const phone = await world().starts('sor');
    expect(world().phone(phone)).toEqual(['Durum: yolda']);
    const [call] = calls;
    expect(call).toMatchObject({
      method: 'POST',
      url: 'https://shop.example/orders?by=Elif%20%C5%9Eahin',
      headers: { 'x-shop': 'tr', 'content-type': 'application/json' },
    });
    expect(JSON.parse(call?.body ?? '')).toEqual({ name: 'Elif Şahin "x"', town: '-' });
    const { id } = await world().run(bot);
    expect(call?.headers['idempotency-key']).toMatch(new RegExp(`:${id}:1$`));
    expect(await stepOf(bot)).toEqual(['http', true, null, '200']);
  });

  it('[X-05] [B-16] who may not send to outside systems adds and changes no call; what is there stays', async () => {
    const bot = await world().flow('sor', graphOf('GET'));
    const { token } = await world().adminUser({ actions: ['bot.observe', 'bot.build'] });
    const send = async (method: 'post' | 'put', path: string, body: object) => {
      const request = world().http[method](`/whatsapp/bots${path}`);
      const answer = await request.set('Authorization', `Bearer ${token}`).send(body);
      return { status: answer.status, body: answer.body as Refusal };
    };
    const at = `/${bot.id}`;
    const other = graphOf('GET', { url: 'https://evil.example/' });
    const copied = { ...other, nodes: [...graphOf('GET').nodes, { ...http('GET'), id: 'h2' }] };
    const refused = [
      await send('post', '', { name: 'Yeni', graph: graphOf('GET') }),
      await send('post', '', { name: 'Yeni', draft: graphOf('GET') }),
      await send('put', at, { ...bot, graph: other }),
      await send('put', `${at}/draft`, { graph: other, from: 1 }),
      await send('put', `${at}/draft`, { graph: copied, from: 1 }),
      await send('post', `${at}/publish`, { graph: other, from: 1 }),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
    expect(refused[3]?.body.error.details).toMatchObject({
      ...{ kind: 'forbidden', field: 'graph.nodes.0.step.url' },
      remedy: expect.stringContaining('Send data to other systems') as string,
      problems: [{ kind: 'needs-outbound', place: { node: 'h', field: 'url' } }],
    });
    const check = await send('post', '/check', { graph: other, id: bot.id });
    expect(check.body.problems).toContainEqual({
      ...{ node: 'h', field: 'url', kind: 'needs-outbound', level: 'stop' },
    });
    const [call] = graphOf('GET').nodes;
    const kept = { start: 'h', nodes: [call, says('ok', 'Oldu'), says('bad', 'Olmadı')] };
    expect((await send('put', `${at}/draft`, { graph: kept, from: 1 })).status).toBe(200);
    expect((await send('post', `${at}/publish`, { graph: kept, from: 1 })).status).toBe(200);
  });

  it('[B-16] calls nobody where a value would lead out of the path of the flow', async () => {
    const calls = answers({ status: 200, text: '' });
    const asked = {
      ...{ id: 'ask', to: { answered: 'h' } },
      step: {
        ...{ kind: 'question' as const, text: 'Sipariş?', saveAs: 'no' },
        answer: { kind: 'text' as const, most: 100 },
        ...asking,
      },
    };
    const { nodes } = graphOf('DELETE', { url: 'https://shop.example/api/orders/{{no}}' });
    const bot = await world().flow('sil', { start: 'ask', nodes: [asked, ...nodes] });
    const phone = await world().starts('sil');
    world().says(phone, '..');
    expect(await world().answers(phone, 2)).toEqual(['Sipariş?', 'Olmadı']);
    expect(calls).toEqual([]);
    const { steps } = await world().run(bot);
    expect(steps.find(({ kind }) => kind === 'http')?.reason).toBe('http-path');
  });

  it('[B-16] repeats nothing but a GET after a time-out, and takes the way for failures', async () => {
    const posts = answers(late);
    const bot = await world().flow('gönder', graphOf('POST'));
    expect(world().phone(await world().starts('gönder'))).toEqual(['Olmadı']);
    expect(posts).toHaveLength(1);
    expect(await stepOf(bot)).toEqual(['http', false, 'http-timeout', null]);
    const gets = answers(late, { status: 503, text: '' });
    const reads = await world().flow('oku', graphOf('GET'));
    expect(world().phone(await world().starts('oku'))).toEqual(['Olmadı']);
    expect(gets).toHaveLength(2);
    expect(await stepOf(reads)).toEqual(['http', false, 'http-status', '503']);
  });

  it('[B-16] calls nobody twice where the process ended meanwhile; an answer that comes then is too late', async () => {
    let answer: (called: Called) => void = () => undefined;
    const calls = answers(new Promise<Called>((done) => (answer = done)));
    const bot = await world().flow('öde', graphOf('POST'));
    const phone = await world().starts('öde', 0);
    await world().quiet();
    expect(await world().run(bot)).toMatchObject({ state: 'waiting' });
    // Its time is over, and nothing was heard: as after a death of the process.
    await world().passTime();
    expect(await world().answers(phone, 1)).toEqual(['Olmadı']);
    answer({ status: 200, text: '' });
    await world().flows().process();
    await world().quiet();
    expect(world().phone(phone)).toEqual(['Olmadı']);
    expect(calls).toHaveLength(1);
    expect(await stepOf(bot)).toEqual(['http', false, 'http-unknown', null]);
  });

  it('[B-16] a system that does not answer holds up neither answers nor waits of other flows', async () => {
    const open: ((called: Called) => void)[] = [];
    outbound().call = () => new Promise((done) => open.push(done));
    await world().flow('adınız', asksThenSays('Teşekkürler'));
    const other = await world().flow('sonra', waitsThenSays('Vakit geldi'));
    const asked = await world().starts('adınız');
    const waiting = await world().starts('sonra', 0);
    const slow = await world().flow('yavaş', graphOf('POST'));
    for (let i = 0; i < 10; i += 1) world().says(world().customer(), 'yavaş');
    await eventually('all calls are taken', () => Promise.resolve(open.length === 10));
    const clear = await crowd(slow, 600);
    const others = world().strapi.db.connection('whatsapp_bot_runs').where({ bot_id: other.id });
    await others.update({ next_at: Date.now() - 1 });
    void world().flows().process();
    const hears = (phone: string, words: string) =>
      eventually(words, () => Promise.resolve(world().phone(phone).includes(words)));
    await hears(waiting, 'Vakit geldi');
    world().says(asked, 'Elif');
    await hears(asked, 'Teşekkürler');
    expect(open).toHaveLength(10);
    await clear();
    for (const done of open) done({ status: 200, text: '' });
    await world().quiet();
  });

  const KEYS = '/whatsapp/system-keys';
  const VALUE = 'sk-live-7f3a91c2d4e8';
  const keep = async (name: string, hosts = ['shop.example']): Promise<SystemKeyView> => {
    const asked = { name, hosts, value: VALUE };
    const { status, body } = await world().api.post<SystemKeyView>(KEYS, asked);
    expect(status).toBe(200);
    return body;
  };
  const kept = async (name: string) => {
    const { body } = await world().api.get<ListSystemKeysResult>(KEYS);
    return body.keys.find((one) => one.name === name);
  };
  const withKey = (name: string, more: HttpMore = {}): Graph =>
    graphOf('GET', {
      headers: [{ name: 'Authorization', value: `Bearer {{secret.${name}}}` }],
      ...more,
    });
  const kindOf = ({ body }: { body: unknown }): unknown =>
    (body as { error?: { details?: { kind?: unknown } } }).error?.details?.kind;
  /** Tables of the plugin in which this stands. */
  const tablesWith = async (text: string): Promise<string[]> => {
    const found: string[] = [];
    for (const { table } of pluginTables) {
      const rows: unknown = await world().strapi.db.connection(table).select();
      if (JSON.stringify(rows).includes(text)) found.push(table);
    }
    return found;
  };
  const wrongWith = async (graph: Graph): Promise<string[]> => {
    const { body } = await world().api.post<{ problems: FlowProblem[] }>('/whatsapp/bots/check', {
      graph,
    });
    return body.problems.map(({ field, kind, level }) => `${level} ${field} ${kind}`);
  };

  it('[B-16] sends a key as a header to its host, and keeps it in no row and no answer', async () => {
    await keep('crm', ['SHOP.example', 'shop.example']);
    const calls = answers({ status: 200, text: JSON.stringify({ state: `Bearer ${VALUE}` }) });
    const graph = withKey('crm', {
      saves: [
        { path: 'state', saveAs: 'durum' },
        { path: '', saveAs: 'hepsi' },
      ],
    });
    const bot = await world().flow('anahtar', graph);
    const phone = await world().starts('anahtar');
    expect(world().phone(phone)).toEqual(['Durum: Bearer •••']);
    expect(calls.map(({ headers }) => headers['authorization'])).toEqual([`Bearer ${VALUE}`]);
    const used = await eventually('the use of the key', async () => {
      const one = await kept('crm');
      return one?.lastStatus === 200 && one;
    });
    expect(used).toMatchObject({ hosts: ['shop.example'], readable: true, lastError: null });
    expect(used.uses).toEqual([{ botId: bot.id, name: bot.name, active: true, needsIt: true }]);
    // What was kept of the answer is found, the key is not.
    expect(await tablesWith('Bearer •••')).toContain('whatsapp_bot_runs');
    expect(await tablesWith(VALUE)).toEqual([]);
    const run = await world().run(bot);
    for (const path of [
      KEYS,
      `${KEYS}/names`,
      '/whatsapp/bots',
      `/whatsapp/bots/${bot.id}/runs/${run.id}`,
      '/whatsapp/logs',
    ]) {
      const { status, body } = await world().api.get(path);
      expect([path, status, JSON.stringify(body).includes(VALUE)]).toEqual([path, 200, false]);
    }
    const tried = await world().api.post('/whatsapp/bots/try', {
      bot: { name: 'x', graph },
      message: { text: 'anahtar' },
    });
    expect(tried.status).toBe(200);
    expect(calls).toHaveLength(1);
  });

  it('[B-16] refuses to publish a key that there is not, or for another host', async () => {
    await keep('erp', ['erp.example', '*.erp.example']);
    expect(await wrongWith(withKey('nobody'))).toContain('stop headers.0.value secret-gone');
    expect(await wrongWith(withKey('erp'))).toContain('stop headers.0.value secret-host');
    const within = withKey('erp', { url: 'https://eu.erp.example/a?by={{name}}' });
    expect(await wrongWith(within)).toEqual([]);
    const variable = withKey('erp', { url: 'https://{{town|erp.example}}/' });
    expect(await wrongWith(variable)).toContain('stop url bad-address');
    const outside = withKey('erp', { url: 'https://erp.example/{{secret.erp}}' });
    expect(await wrongWith(outside)).toContain('stop url secret-elsewhere');
    const literal = withKey('erp', { headers: [{ name: 'X-Api-Key', value: 'abc' }] });
    expect(await wrongWith(literal)).toEqual(['warn headers.0.value literal-key']);
    const refused = await world().api.post('/whatsapp/bots', {
      ...{ name: 'x', active: true, steps: [], graph: withKey('erp') },
    });
    expect(kindOf(refused)).toBe('secret-host');
  });

  it('[B-16] sends a key nowhere once its host is no longer listed, or its value cannot be read', async () => {
    const { id } = await keep('depo');
    const calls = answers({ status: 200, text: '' });
    const bot = await world().flow('depo', withKey('depo'));
    const moved = await world().api.put(`${KEYS}/${id}`, { hosts: ['evil.example'] });
    expect([moved.status, kindOf(moved)]).toEqual([422, 'key-value-needed']);
    await world().api.put(`${KEYS}/${id}`, { hosts: ['other.example'], value: `${VALUE}-2` });
    expect(world().phone(await world().starts('depo'))).toEqual(['Olmadı']);
    expect(await stepOf(bot)).toEqual(['http', false, 'secret-host', null]);
    await world().api.put(`${KEYS}/${id}`, { hosts: ['shop.example'], value: VALUE });
    const rows = world().strapi.db.connection('whatsapp_system_keys');
    await rows.where({ id }).update({ value_cipher: 'v1:0:0:0' });
    expect(await kept('depo')).toMatchObject({ readable: false });
    expect(await wrongWith(withKey('depo'))).toContain('stop headers.0.value secret-unreadable');
    expect(world().phone(await world().starts('depo'))).toEqual(['Olmadı']);
    expect(await stepOf(bot)).toEqual(['http', false, 'secret-unreadable', null]);
    expect(calls).toEqual([]);
  });

  it('[B-16] [X-05] shows names and hosts to who builds flows, and keeps a key that a flow needs', async () => {
    const { id } = await keep('kasa');
    const builder = await world().adminUser({ actions: ['bot.observe', 'bot.build'] });
    const as = (path: string) =>
      world().http.get(path).set('Authorization', `Bearer ${builder.token}`);
    const names = await as(`${KEYS}/names`);
    expect(names.body.keys).toContainEqual({ name: 'kasa', hosts: ['shop.example'] });
    expect((await as(KEYS)).status).toBe(403);
    const again = await world().api.post(KEYS, {
      ...{ name: 'kasa', value: VALUE, hosts: ['a.example'] },
    });
    expect(kindOf(again)).toBe('name-taken');
    answers({ status: 200, text: '' });
    const bot = await world().flow('kasa', withKey('kasa'));
    expect(kindOf(await world().api.del(`${KEYS}/${id}`))).toBe('in-use');
    await world().off(bot);
    expect(await kept('kasa')).toMatchObject({ uses: [{ name: bot.name, needsIt: false }] });
    expect((await world().api.del(`${KEYS}/${id}`)).status).toBe(200);
    expect(await kept('kasa')).toBeUndefined();
    const lines = (await world()
      .strapi.db.connection('whatsapp_logs')
      .where('event', 'like', 'key-%')
      .orderBy('id')
      .select('event', 'details')) as { event: string; details: unknown }[];
    const written = lines.filter(({ details }) => JSON.stringify(details).includes('kasa'));
    expect(written.map(({ event }) => event)).toEqual(['key-added', 'key-removed']);
  });
};
