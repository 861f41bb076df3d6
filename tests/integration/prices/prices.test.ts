import type {
  PriceListResult,
  PriceListView,
  RateCardPreview,
} from '../../../server/src/contracts/prices';
import type { PricesService } from '../../../server/src/prices/public';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

/** The layout of Meta's card; the prices are made up. */
const CARD = [
  'Made up for this test,,,,,,',
  'Market,Currency,Marketing,Utility,Authentication,"Authentication-\nInternational",Service',
  'Turkey,EUR,0.0100,0.0020,0.0020,n/a,0.0020',
  'Rest of Western Europe,EUR,0.0700,0.0200,0.0200,n/a,n/a',
].join('\n');

describe.each(databases())('prices on %s', (client) => {
  let app: BootedStrapi;
  let token: string;

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
    token = await app.adminToken();
  });
  afterAll(() => app.close());

  const call = (method: 'get' | 'post' | 'put' | 'delete', url: string, as = token) =>
    app.http[method](`/whatsapp/prices${url}`).set('Authorization', `Bearer ${as}`);
  const lists = async () => (await call('get', '').expect(200)).body.lists as PriceListView[];
  const list = async (id: number) =>
    (await call('get', `/${id}`).expect(200)).body as PriceListResult;
  const make = async (body: object) =>
    (await call('post', '').send(body).expect(200)).body as PriceListResult;
  const refusal = async (method: 'post' | 'put', url: string, body: object) => {
    const answer = await call(method, url).send(body);
    return { status: answer.status, ...(answer.body.error?.details ?? {}) } as {
      status: number;
      kind: string;
      field?: string;
      problems?: { kind: string; row: number }[];
    };
  };
  const rate = (prices: PriceListResult, market: string) =>
    prices.rates.find((one) => one.market === market)?.rates;

  it('is empty at first: nobody has said what a message costs', async () => {
    expect(await lists()).toEqual([]);
  });

  it('shows what a file would bring, then imports it; the same day again takes its place', async () => {
    const body = { text: CARD, fileName: 'rates.csv', validFrom: '2026-10-01' };
    const preview = (await call('post', '/preview').send(body).expect(200)).body as RateCardPreview;
    expect(preview).toMatchObject({ currency: 'EUR', problems: [], replaces: false });
    expect(await lists()).toEqual([]);
    const made = (await call('post', '/import').send(body).expect(200)).body as PriceListResult;
    expect(made).toMatchObject({
      currency: 'EUR',
      source: 'file',
      fileName: 'rates.csv',
      markets: 2,
    });
    expect(rate(made, 'TR')).toEqual({
      marketing: 10_000,
      utility: 2_000,
      authentication: 2_000,
      'authentication-international': null,
      service: 2_000,
    });
    const again = { ...body, text: CARD.replace('0.0100', '0.0300') };
    expect((await call('post', '/preview').send(again)).body).toMatchObject({ replaces: true });
    const replaced = (await call('post', '/import').send(again).expect(200))
      .body as PriceListResult;
    expect(replaced.id).toBe(made.id);
    expect(rate(replaced, 'TR')?.marketing).toBe(30_000);
    expect(await lists()).toHaveLength(1);
  });

  it('imports nothing of a file that has a mistake, and says where it is', async () => {
    const before = await lists();
    const body = { text: `${CARD}\nAtlantis,EUR,1,1,1,1,1`, validFrom: '2027-01-01' };
    expect(await refusal('post', '/import', body)).toMatchObject({
      status: 422,
      kind: 'rate-card',
      field: 'text',
      problems: [{ kind: 'unknown-market', row: 5 }],
    });
    expect(await lists()).toEqual(before);
    expect(
      await refusal('post', '/preview', { text: 'x'.repeat(200_001), validFrom: '2027-01-01' })
    ).toMatchObject({ status: 400, field: 'text' });
    for (const validFrom of ['2026-02-30', '1.10.2026', ''])
      expect(await refusal('post', '/preview', { text: CARD, validFrom })).toMatchObject({
        status: 400,
        field: 'validFrom',
      });
  });

  it('starts the prices of another day as a copy, edits one market, removes it again', async () => {
    const [from] = await lists();
    const made = await make({ validFrom: '2027-04-01', currency: 'eur', copyOf: from?.id });
    expect(made).toMatchObject({ currency: 'EUR', source: 'hand', markets: 2, isCurrent: false });
    const put = (market: string, rates: object) =>
      call('put', `/${made.id}/rates`).send({ market, rates }).expect(200);
    const changed = (await put('TR', { marketing: '0,0440', utility: '' })).body as PriceListResult;
    expect(rate(changed, 'TR')).toMatchObject({ marketing: 44_000, utility: null, service: null });
    expect(rate(await list(from?.id ?? 0), 'TR')?.marketing).toBe(30_000);
    await put('other', { service: '0.001' });
    expect((await list(made.id)).markets).toBe(3);
    expect(rate((await put('TR', {})).body as PriceListResult, 'TR')).toBeUndefined();
    expect(
      await refusal('put', `/${made.id}/rates`, { market: 'TR', rates: { utility: '-1' } })
    ).toMatchObject({ status: 422, kind: 'negative', field: 'utility' });
    expect(
      await refusal('put', `/${made.id}/rates`, { market: 'Turkey', rates: {} })
    ).toMatchObject({
      status: 400,
      field: 'market',
    });
    expect(await refusal('post', '', { validFrom: '2027-04-01', currency: 'EUR' })).toMatchObject({
      status: 409,
      kind: 'price-day-taken',
    });
    await call('delete', `/${made.id}`).expect(200);
    await call('get', `/${made.id}`).expect(404);
    await call('delete', `/${made.id}`).expect(404);
    await call('put', `/${made.id}/rates`).send({ market: 'TR', rates: {} }).expect(404);
    const left = (await app.strapi.db.connection('whatsapp_price_rates').count({ n: '*' })) as {
      n: unknown;
    }[];
    expect(Number(left[0]?.n)).toBe(7);
  });

  it('gives one day to one of two who write it at once', async () => {
    const answers = await Promise.all(
      [1, 2].map(() => call('post', '').send({ validFrom: '2028-01-01', currency: 'TRY' }))
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('is for users with its own permission only', async () => {
    const others = await app.adminToken({ actions: ['settings.configure', 'campaign.follow'] });
    await call('get', '', others).expect(403);
    await call('post', '/import', others).send({}).expect(403);
    const keeper = await app.adminToken({ actions: ['price.maintain'] });
    await call('get', '', keeper).expect(200);
  });

  it('tells the days on which other prices or rules begin, and prices messages by their day', async () => {
    const prices = app.strapi.plugin('whatsapp').service('prices') as PricesService;
    const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
    expect(await prices.turns(day('2026-09-30'), day('2028-06-01'))).toEqual([
      day('2026-10-01'),
      day('2028-01-01'),
    ]);
    const group = {
      country: 'TR',
      category: 'marketing',
      type: 'regular',
      inWindow: false,
      count: 2,
    };
    const cost = await prices.costOf([
      { ...group, at: day('2026-09-01') },
      { ...group, at: day('2026-11-01') },
      { ...group, at: day('2028-02-01') },
    ]);
    expect(cost).toMatchObject({
      hasPrices: true,
      totals: [{ currency: 'EUR', micros: 60_000 }],
      unpriced: 4,
    });
  });
});
