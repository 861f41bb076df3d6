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
  });

  it('[T-53] [I5] a status that comes late does not change what is charged', async () => {
    const row = await arena
      .knex('whatsapp_recipients')
      .whereNotNull('charged_micros')
      .first<{ id: number; wamid: string; sent_at: unknown; contact_id: number }>(
        ...(['id', 'wamid', 'sent_at', 'contact_id'] as const)
      );
    const to = await arena
      .knex('whatsapp_contacts')
      .where({ id: row.contact_id })
      .first<{ phone: string }>('phone');
    const earlier = Math.floor(Number(row.sent_at) / 1_000) - 1;
    const pricing = { category: 'marketing_lite', type: 'regular', amount: 9, currency: 'USD' };
    const late = { id: row.wamid, status: 'sent', timestamp: String(earlier), pricing };
    const said = { ...late, recipient_id: to.phone };
    expect(await arena.deliver(delivery(arena, { statuses: [said] }))).toBe(200);
    const after = await eventually('the late status counts', async () => {
      const known = await arena
        .knex('whatsapp_recipients')
        .where({ id: row.id })
        .first<{ sent_at: unknown; charged_currency: string }>('sent_at', 'charged_currency');
      return Number(known.sent_at) !== Number(row.sent_at) && known;
    });
    expect([Number(after.sent_at), after.charged_currency]).toEqual([earlier * 1_000, 'EUR']);
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
