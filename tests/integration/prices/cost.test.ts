import { createPreflight } from '../../../server/src/campaigns/preflight';
import { campaignById } from '../../../server/src/campaigns/store';
import type { PreflightResult } from '../../../server/src/contracts/campaigns';
import type { FlowCost } from '../../../server/src/contracts/flow-cost';
import {
  rateCardBody,
  type CampaignCostResult,
  type CostResult,
} from '../../../server/src/contracts/prices';
import type { PricesService } from '../../../server/src/prices/public';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { kindsWorld } from '../campaigns/kinds-world';
import { newPeople, startArena, type Arena } from '../engine/arena';

const CARD = (from: string) =>
  `Market,Currency,Marketing,Utility,Service\nTurkey,EUR,0.01,${from},0.003\nGermany,EUR,0.10,0.05,n/a\n`;

describe.each(databases())('the cost of campaigns, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;
  let prices: PricesService;

  beforeAll(async () => {
    arena = await startArena({ database });
    world = kindsWorld(arena);
    prices = arena.strapi.plugin('whatsapp').service('prices') as PricesService;
  });
  afterAll(() => arena.close());

  const imported = (text: string, validFrom: string) =>
    prices.importCard(rateCardBody.parse({ text, validFrom }));
  const bill = async (id: number) =>
    (await arena.api.post<PreflightResult>(`/whatsapp/campaigns/${id}/preflight`)).body.cost;
  const soFar = async (id: number) =>
    (await arena.api.get<CampaignCostResult>(`/whatsapp/campaigns/${id}/cost`)).body.cost;
  const lines = (cost: CostResult | null) =>
    cost?.lines.map(({ country, category, type, count, totalMicros }) => [
      country,
      category,
      type,
      count,
      totalMicros,
    ]);
  /** Eight new people: five with Turkish numbers, two with German ones, one whose country nobody knows. */
  const people = async () => {
    const groupId = await newPeople(arena, 8);
    const ids = await world.idsOf(groupId);
    const of = (some: number[], country: string | null) =>
      arena.knex('whatsapp_contacts').whereIn('id', some).update({ country });
    await of(ids.slice(0, 5), 'TR');
    await of(ids.slice(5, 7), 'DE');
    await of(ids.slice(7), null);
    return groupId;
  };
  const delivered = (id: number) =>
    eventually('delivered and priced', async () => {
      const rows = (await arena
        .knex('whatsapp_recipients')
        .where({ campaign_id: id })
        .where('rank', '>=', 40)
        .whereNotNull('price_category')) as unknown[];
      const all = await arena.rows(id);
      return rows.length === all.length && rows.length > 0;
    });

  it('says that there are no prices yet, not that it costs nothing', async () => {
    const id = await arena.start(0, { groupId: await people(), launch: false });
    expect(await bill(id)).toMatchObject({ hasPrices: false, totals: [], unpriced: 8 });
  });

  it('estimates by country and category before the start, with the prices of the day', async () => {
    await imported(CARD('0.002'), '2026-01-01');
    await imported(CARD('0.9'), '2099-01-01');
    const id = await arena.start(0, { groupId: await people(), launch: false });
    const cost = await bill(id);
    expect(cost).toMatchObject({
      hasPrices: true,
      pricesFrom: ['2026-01-01'],
      totals: [{ currency: 'EUR', micros: 110_000 }],
      unpriced: 1,
    });
    expect(lines(cost)).toEqual([
      ['DE', 'utility', null, 2, 100_000],
      ['TR', 'utility', null, 5, 10_000],
      [null, 'utility', null, 1, null],
    ]);
  });

  it('says of a flow what it costs per contact, by country, with a template by its category', async () => {
    const template = { kind: 'template', templateId: arena.template.id };
    const graph = {
      start: 'a',
      nodes: [
        { id: 'a', step: { kind: 'text', text: 'x' }, to: { next: 'b' } },
        { id: 'b', step: template, to: { next: 'c' } },
        { id: 'c', step: { kind: 'template', templateId: 999_999 } },
      ],
    };
    const body = { graph, accountId: arena.accountId, countries: ['TR', 'DE', 'FR'] };
    const cost = (await arena.api.post<FlowCost>('/whatsapp/bots/cost', body)).body;
    expect(cost.steps).toEqual([
      { node: 'a', category: 'service', most: null },
      { node: 'b', category: 'utility', most: null },
    ]);
    const [turkey, germany, france] = cost.countries;
    expect(turkey).toMatchObject({ currency: 'EUR', rates: { service: 3_000, utility: 2_000 } });
    // The number has free service messages; where the list has no rate for them they cost what utility costs.
    expect(turkey?.path).toEqual({ least: 2_000, most: 5_000 });
    expect(germany?.path).toEqual({ least: 50_000, most: 100_000 });
    expect(france).toMatchObject({ currency: null, path: null });
  });

  it('counts utility in an open window as free until 30 September 2026, and not from the next day on', async () => {
    const groupId = await people();
    const ids = await world.idsOf(groupId);
    await world.write(ids.slice(0, 3));
    const id = await arena.start(0, { groupId, launch: false });
    const campaign = await campaignById(arena.knex, id);
    if (!campaign) throw new Error('the draft is gone');
    const on = async (day: string) =>
      lines((await createPreflight(arena.strapi)(campaign, Date.parse(day))).cost);
    expect(await on('2026-09-30T23:00:00Z')).toEqual(
      expect.arrayContaining([
        ['TR', 'utility', 'free_customer_service', 3, 0],
        ['TR', 'utility', null, 2, 4_000],
        ['DE', 'utility', null, 2, 100_000],
      ])
    );
    expect(await on('2026-10-01T00:00:00Z')).toContainEqual(['TR', 'utility', null, 5, 10_000]);
  });

  it('adds up what was delivered by what Meta said about each message', async () => {
    const id = await arena.start(0, { groupId: await people(), category: 'MARKETING' });
    await arena.ended(id);
    await delivered(id);
    const cost = await soFar(id);
    expect(lines(cost)).toEqual([
      ['DE', 'marketing', 'regular', 2, 200_000],
      ['TR', 'marketing', 'regular', 5, 50_000],
      [null, 'marketing', 'regular', 1, null],
    ]);
    expect(cost).toMatchObject({ totals: [{ currency: 'EUR', micros: 250_000 }], unpriced: 1 });
    // The free ones of a number are counted over its messages: those of campaigns keep no other price.
    const kept = await arena
      .knex('whatsapp_messages')
      .where({ campaign_id: id })
      .whereNotNull('price_category');
    expect(kept).toEqual([]);
  });

  it('charges nothing for what Meta gave for free, and counts only what was delivered', async () => {
    const id = await arena.start(0, { groupId: await people(), category: 'MARKETING' });
    await arena.ended(id);
    await delivered(id);
    const [first, second] = await arena.rows(id);
    const change = (row: typeof first, to: object) =>
      arena.knex('whatsapp_recipients').where({ id: row?.id }).update(to);
    await change(first, { price_type: 'free_entry_point', price_category: 'referral_conversion' });
    await change(second, { rank: 20, delivered_at: null, read_at: null });
    const cost = await soFar(id);
    expect(cost?.totals).toEqual([{ currency: 'EUR', micros: 230_000 }]);
    expect(lines(cost)).toContainEqual(['TR', 'referral_conversion', 'free_entry_point', 1, 0]);
  });

  it('prices each message by the list of the day on which it was delivered', async () => {
    const id = await arena.start(0, { groupId: await people(), category: 'MARKETING' });
    await arena.ended(id);
    await delivered(id);
    const [first] = await arena.rows(id);
    const before = Date.parse('2026-05-01T00:00:00Z');
    await imported(CARD('0.002').replaceAll('EUR', 'TRY'), '2026-06-01');
    await arena.knex('whatsapp_campaigns').where({ id }).update({ started_at: before });
    await arena
      .knex('whatsapp_recipients')
      .where({ id: first?.id })
      .update({ delivered_at: before, read_at: before });
    const cost = await soFar(id);
    expect(cost?.pricesFrom).toEqual(['2026-01-01', '2026-06-01']);
    expect(cost?.totals).toEqual(
      expect.arrayContaining([
        { currency: 'EUR', micros: 10_000 },
        { currency: 'TRY', micros: 240_000 },
      ])
    );
    const newer = (await prices.list()).find((list) => list.validFrom === '2026-06-01');
    await prices.remove(newer?.id ?? 0);
  });

  it('takes the free service messages of the month off the estimate, and counts them once delivered', async () => {
    const groupId = await people();
    const ids = await world.idsOf(groupId);
    await world.write(ids.slice(0, 7));
    const account = { id: arena.accountId };
    const month = new Date().toISOString().slice(0, 7);
    const before = await prices.freeLeft(account, month);
    const id = await world.text([groupId], 'Bugün açığız.');
    const free = await bill(id);
    expect(free).toMatchObject({ totals: [], unpriced: 0 });
    expect(free?.lines.every(({ type }) => type === 'free_customer_service')).toBe(true);
    await world.launch(id);
    await arena.ended(id);
    await eventually('the service messages counted', async () => {
      const now = await prices.freeLeft(account, month);
      return now?.used === (before?.used ?? 0) + 7;
    });
    expect((await prices.freeLeft(account, month))?.left).toBe(1_000 - 7 - (before?.used ?? 0));
    expect(await prices.freeLeft(account, '2026-09')).toBeNull();
    expect(await prices.freeLeft({ id: 999 }, month)).toMatchObject({ used: 0, left: 1_000 });
  });

  it('has no figure for a bot’s chain: nobody knows before how many messages somebody gets', async () => {
    const groupId = await people();
    await world.write(await world.idsOf(groupId));
    const id = await world.flow(groupId, await world.bot('Chain', ['Merhaba']));
    expect(await bill(id)).toBeNull();
    expect(await soFar(id)).toBeNull();
  });
});
