import type { FlowCost } from '../../../server/src/contracts/flow-cost';
import type { TemplateFigures } from '../../../server/src/contracts/template-figures';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { rateCardBody, type CampaignCostResult } from '../../../server/src/contracts/prices';
import { pricesService } from '../../../server/src/prices/public';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { apiClient, apiToken } from '../api/api-world';
import { delivery, membersOf, newPeople, startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';

/** The webhook of a price does not come: only a sync reads it. */
const LOST = { silent: true };

describe.each(databases())('a template with a maximum price, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;
  let offer: TemplateView;

  const sync = () => arena.api.post('/whatsapp/templates/sync', { accountId: arena.accountId });
  const partOf = ({ id: templateId, slots }: TemplateView) => {
    const binding = { source: { kind: 'contact', field: 'name' }, fallback: 'friend' };
    return { templateId, bindings: Object.fromEntries(slots.map(({ key }) => [key, binding])) };
  };
  const draft = async (people: number, more: Record<string, unknown> = {}) =>
    world.draft({
      ...partOf(offer),
      audience: {
        kind: 'all',
        filter: { groups: { include: [await newPeople(arena, people)] } },
      },
      ...more,
    });
  const templateNamed = async (wanted: string): Promise<TemplateView> => {
    const { body } = await arena.api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
    const found = body.templates.find(({ name }) => name === wanted);
    if (!found) throw new Error(`the simulator has no ${wanted}`);
    return found;
  };
  /** The price that a sync has read; null: we know of none. */
  const knownPrice = async (): Promise<unknown> => {
    const templates = arena.knex('whatsapp_templates').where({ id: offer.id });
    return (await templates.first<{ max_price: unknown }>('max_price')).max_price;
  };
  const onboarded = async (value: boolean) => {
    arena.sim.control.configure({ marketingApi: { onboarded: value } });
    await arena.api.post(`/whatsapp/accounts/${arena.accountId}/test`);
  };

  /** Ten cents by the list. */
  const listed = () => {
    const card = { text: 'Market,Currency,Marketing\nTurkey,EUR,0.10\n', validFrom: '2026-01-01' };
    return pricesService(arena.strapi).importCard(rateCardBody.parse(card));
  };

  beforeAll(async () => {
    arena = await startArena({ database });
    world = kindsWorld(arena);
    // Five cents for each delivery.
    arena.sim.control.templates.setMaxPrice('engine_offer', 5_000, LOST);
    await sync();
    offer = await templateNamed('engine_offer');
  });
  afterEach(() => arena.sim.control.deliveries.release());
  afterAll(() => arena.close());

  it('[T-53] goes by the endpoint that takes it, and the check says what it costs at most', async () => {
    await onboarded(true);
    const id = await draft(3);
    const bill = await world.check(id);
    expect(bill.problems.filter(({ blocking }) => blocking)).toEqual([]);
    expect(bill.ceiling).toMatchObject({ micros: 50_000, totalMicros: 150_000 });
    await world.launch(id);
    await arena.ended(id);
    expect((await arena.accepted(id)).size).toBe(3);
    await arena.settled();
    const { body } = await arena.api.get<CampaignCostResult>(`/whatsapp/campaigns/${id}/cost`);
    // A tenth less than the maximum is charged, as the statuses tell.
    expect(body.cost?.totals).toEqual([{ currency: 'EUR', micros: 135_000 }]);
    const rows = (await arena
      .knex('whatsapp_recipients')
      .where({ campaign_id: id })
      .pluck('price_category')) as string[];
    expect(new Set(rows)).toEqual(new Set(['marketing_lite']));
    const page = await arena.api.get<TemplateFigures>(`/whatsapp/templates/${offer.id}/figures`);
    const strategy = 'LOWEST_COST_WITH_BID_CAP';
    expect(page.body.maxPrice).toEqual({ currency: 'EUR', micros: 50_000, strategy });
  });

  it('[T-53] [I5] a status that comes late does not change what is charged', async () => {
    await onboarded(true);
    arena.sim.control.deliveries.hold();
    const id = await draft(1);
    await world.launch(id);
    await arena.ended(id);
    const recipient = () => arena.knex('whatsapp_recipients').where({ campaign_id: id });
    const row = await recipient().first<{ wamid: string; accepted_at: unknown }>();
    const second = Math.floor(Number(row.accepted_at) / 1_000);
    /** Tells a status, and waits until it counts. */
    const tell = async (status: 'delivered' | 'sent', at: number, charged: object) => {
      const pricing = { category: 'marketing_lite', type: 'regular', ...charged };
      const said = { id: row.wamid, status, timestamp: String(at), pricing };
      expect(await arena.deliver(delivery(arena, { statuses: [said] }))).toBe(200);
      const known = await eventually(status, async () => {
        const now = await recipient().first<Record<string, unknown>>();
        return now[`${status}_at`] !== null && now;
      });
      return [known[`${status}_at`], known.charged_micros, known.charged_currency].map(String);
    };
    const delivered = await tell('delivered', second + 1, { amount: 0.045, currency: 'EUR' });
    expect(delivered).toEqual([`${second + 1}000`, '45000', 'EUR']);
    const sent = await tell('sent', second, { amount: 9, currency: 'USD' });
    expect(sent).toEqual([`${second}000`, '45000', 'EUR']);
  });

  it('[T-53] a price that is set at WhatsApp is read as soon as its webhook comes', async () => {
    arena.sim.control.templates.setMaxPrice('engine_offer', null, LOST);
    await sync();
    expect(await knownPrice()).toBeNull();
    arena.sim.control.templates.setMaxPrice('engine_offer', 5_000);
    await eventually('the price', async () => (await knownPrice()) !== null);
  });

  it('[T-53] rests on the refusal of a price that nobody knew of, reads it and goes on where it is taken', async () => {
    await onboarded(true);
    arena.sim.control.templates.setMaxPrice('engine_offer', null, LOST);
    await sync();
    const id = await draft(3);
    arena.sim.control.templates.setMaxPrice('engine_offer', 5_000, LOST);
    await world.launch(id);
    await eventually('the pause', async () => (await arena.campaign(id)).state === 'paused');
    await eventually('the price', async () => (await knownPrice()) !== null);
    expect((await arena.accepted(id)).size).toBe(0);
    await arena.knex('whatsapp_recipients').where({ campaign_id: id }).update({ due_at: 0 });
    await arena.act(id, 'resume');
    await arena.ended(id);
    expect((await arena.accepted(id)).size).toBe(3);
  });

  it('[T-53] a single message that is refused for a price that nobody knew of goes out once the price is read', async () => {
    await onboarded(true);
    arena.sim.control.templates.setMaxPrice('engine_offer', null, LOST);
    await sync();
    arena.sim.control.templates.setMaxPrice('engine_offer', 5_000, LOST);
    const api = apiClient(arena, await apiToken(arena));
    const [contactId] = await membersOf(arena.knex, await newPeople(arena, 1));
    const values = Object.fromEntries(offer.slots.map(({ key }) => [key, 'x']));
    const template = { id: offer.id, values };
    const sent = await api.send({ to: { contactId }, type: 'template', template }, 'key price');
    expect(sent.status).toBe(202);
    const { id } = sent.body.data;
    const message = () => arena.knex('whatsapp_messages').where({ id });
    await eventually('the refusal', async () => {
      const row = await message().first<{ state: string; error_code: unknown }>();
      return row.state === 'queued' && Number(row.error_code) === 131061;
    });
    await eventually('the price', async () => (await knownPrice()) !== null);
    await message().where({ state: 'queued' }).update({ due_at: 0 });
    await api.until(id, 'delivered');
  });

  it('[T-53] hinders the start where the account has not accepted the terms', async () => {
    await onboarded(false);
    const id = await draft(1);
    const { problems } = await world.check(id);
    expect(problems).toContainEqual({
      kind: 'max-price-not-onboarded',
      blocking: true,
      field: 'templateId',
      detail: null,
    });
    await onboarded(true);
    expect((await world.check(id)).problems.some(({ blocking }) => blocking)).toBe(false);
  });

  it('[T-53] estimates at most the maximum price, and has a ceiling where all messages of a test have one', async () => {
    await onboarded(true);
    const { templates } = arena.sim.control;
    templates.setMaxPrice('engine_offer', 5_000, LOST);
    const text = 'Dear {{1}}, come and taste it.';
    templates.seed({
      name: 'engine_other',
      language: 'en',
      category: 'MARKETING',
      components: [{ type: 'BODY', text, example: { body_text: [['Bob']] } }],
    });
    await sync();
    await listed();
    const variants = [partOf(await templateNamed('engine_other'))];
    const single = await draft(4);
    const tested = await draft(4, { trial: { test: { variants, sharePercent: 100 } } });
    const bill = async (id: number) => {
      const { cost, ceiling } = await world.check(id);
      return [cost?.totals[0]?.micros, ceiling?.totalMicros];
    };
    expect(await bill(single)).toEqual([200_000, 200_000]);
    expect(await bill(tested)).toEqual([300_000, undefined]);
    templates.setMaxPrice('engine_other', 8_000, LOST);
    await sync();
    expect(await bill(tested)).toEqual([260_000, 320_000]);
  });

  it('[T-53] is estimated in a flow at most at its maximum price', async () => {
    await onboarded(true);
    arena.sim.control.templates.setMaxPrice('engine_offer', 5_000, LOST);
    await sync();
    await listed();
    const step = { kind: 'template', templateId: offer.id };
    const graph = { start: 'a', nodes: [{ id: 'a', step }] };
    const asked = { graph, accountId: arena.accountId, countries: ['TR'] };
    const { body } = await arena.api.post<FlowCost>('/whatsapp/bots/cost', asked);
    const most = { currency: 'EUR', micros: 50_000 };
    expect(body.steps).toEqual([{ node: 'a', category: 'marketing', most }]);
    expect(body.countries[0]).toMatchObject({
      rates: { marketing: 100_000 },
      path: { least: 50_000, most: 50_000 },
    });
  });
});
