import type { TemplateFigures } from '../../../server/src/contracts/template-figures';
import type { TemplateView } from '../../../server/src/contracts/templates';
import type { CampaignCostResult } from '../../../server/src/contracts/prices';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { delivery, newPeople, startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';

describe.each(databases())('a template with a maximum price, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;
  let offer: TemplateView;

  const sync = () => arena.api.post('/whatsapp/templates/sync', { accountId: arena.accountId });
  const draft = async (people: number) => {
    const binding = { source: { kind: 'contact', field: 'name' }, fallback: 'friend' };
    return world.draft({
      templateId: offer.id,
      bindings: Object.fromEntries(offer.slots.map(({ key }) => [key, binding])),
      audience: {
        kind: 'all',
        filter: { groups: { include: [await newPeople(arena, people)] } },
      },
    });
  };
  const onboarded = async (value: boolean) => {
    arena.sim.control.configure({ marketingApi: { onboarded: value } });
    await arena.api.post(`/whatsapp/accounts/${arena.accountId}/test`);
  };

  beforeAll(async () => {
    arena = await startArena({ database });
    world = kindsWorld(arena);
    // Five cents for each delivery.
    arena.sim.control.templates.setMaxPrice('engine_offer', 5_000);
    await sync();
    const { body } = await arena.api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
    const found = body.templates.find(({ name }) => name === 'engine_offer');
    if (!found) throw new Error('the simulator has no offer');
    offer = found;
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

  it('[T-53] rests on the refusal of a price that nobody knew of, reads it and goes on where it is taken', async () => {
    await onboarded(true);
    arena.sim.control.templates.setMaxPrice('engine_offer', null);
    await sync();
    const id = await draft(3);
    arena.sim.control.templates.setMaxPrice('engine_offer', 5_000);
    await world.launch(id);
    await eventually('the pause', async () => (await arena.campaign(id)).state === 'paused');
    await eventually('the price', async () => {
      const row = await arena
        .knex('whatsapp_templates')
        .where({ id: offer.id })
        .first<{ max_price: unknown }>('max_price');
      return row.max_price !== null;
    });
    expect((await arena.accepted(id)).size).toBe(0);
    await arena.knex('whatsapp_recipients').where({ campaign_id: id }).update({ due_at: 0 });
    await arena.act(id, 'resume');
    await arena.ended(id);
    expect((await arena.accepted(id)).size).toBe(3);
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
});
