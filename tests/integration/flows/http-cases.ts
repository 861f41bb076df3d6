import type { BotView } from '../../../server/src/contracts/bots';
import type { Called, CallRequest, OutboundService } from '../../../server/src/outbound/public';
import { says, type FlowsWorld, type Graph } from './flows-world';

type Method = CallRequest['method'];
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
  const late: Called = { status: null, error: 'timeout' };
  const stepOf = async (bot: BotView) => {
    const [{ kind, ok, reason, subject } = { kind: '', ok: false, reason: '', subject: '' }] = (
      await world().run(bot)
    ).steps;
    return [kind, ok, reason, subject];
  };

  it('[B-16] asks another system with values of the person, and goes on with what it answers', async () => {
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
};
