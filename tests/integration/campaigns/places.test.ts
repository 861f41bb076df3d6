import type { CampaignLimit } from '../../../server/src/contracts/campaign-insights';
import { addPeople } from '../../support/people';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { newPeople, startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';

describe.each(databases())('places of the messaging limit before a start, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;

  beforeAll(async () => {
    arena = await startArena({ database });
    arena.sim.control.configure({
      pairRate: { enforce: false },
      messagingLimit: { enforce: false },
    });
    arena.sim.control.numbers.setTier('TIER_250');
    await arena.knex('whatsapp_accounts').update({ messaging_limit: 250, limit_known: true });
    world = kindsWorld(arena);
  });
  afterAll(() => arena.close());

  const draft = (groups: number[], part: object = {}) =>
    world.draft({
      templateId: arena.template.id,
      bindings: Object.fromEntries(
        arena.template.slots.map((slot) => [
          slot.key,
          { source: { kind: 'contact', field: 'name' }, fallback: 'x' },
        ])
      ),
      audience: { kind: 'all', filter: { groups: { include: groups } } },
      ...part,
    });
  const forget = async () => {
    await arena.knex('whatsapp_limit_persons').del();
    await arena.knex('whatsapp_limit_minutes').del();
  };

  it('[M-34] [M-35] contacts reached within 24 hours take no new place: all of them go today, as the check said', async () => {
    const reached = await newPeople(arena, 152);
    const first = await draft([reached]);
    await world.launch(first);
    await arena.ended(first, 30_000);
    const fresh = await newPeople(arena, 54);
    const id = await draft([reached, fresh]);
    const bill = await world.check(id);
    expect(bill.limit).toMatchObject({ used: 152, free: 85, places: 54, today: 206, days: 1 });
    expect(bill.problems.map(({ kind }) => kind)).not.toContain('more-than-one-day');
    await world.launch(id);
    expect((await arena.ended(id, 30_000)).counts).toMatchObject({ sent: 206, skipped: 0 });
    const { body } = await arena.api.get<CampaignLimit>(`/whatsapp/campaigns/${id}/limit`);
    expect(body).toMatchObject({ used: 206, places: 0 });
    await forget();
  });

  it('[M-34] an open window takes no place either, and who needs one is counted while it runs', async () => {
    const open = await world.openGroup(2);
    const shut = await newPeople(arena, 3);
    const id = await draft([open, shut], { pace: { count: 1, per: 'hour' } });
    expect((await world.check(id)).limit).toMatchObject({ places: 3, today: 5 });
    await world.launch(id);
    // Before its people are written down nobody waits yet; afterwards the first of them may be sent already.
    const places = await eventually('the people who wait are counted', async () => {
      const { body } = await arena.api.get<CampaignLimit>(`/whatsapp/campaigns/${id}/limit`);
      return body.places;
    });
    expect([2, 3]).toContain(places);
    await arena.act(id, 'cancel');
    await arena.ended(id);
    await forget();
  });

  it('[M-34] "only the first who fit" keeps everybody who takes no place, and nobody waits', async () => {
    const fresh = await newPeople(arena, 120);
    const reached = await newPeople(arena, 152);
    const first = await draft([reached]);
    await world.launch(first);
    await arena.ended(first, 30_000);
    const id = await draft([fresh, reached], { limitMode: 'first' });
    const bill = await world.check(id);
    expect(bill).toMatchObject({ willReceive: 237, limit: { places: 120, today: 237 } });
    await world.launch(id);
    expect((await arena.ended(id, 30_000)).counts).toMatchObject({ sent: 237, skipped: 35 });
    const members = new Set(await world.idsOf(reached));
    const states = await world.states(id);
    expect([...members].every((one) => states.get(one) === 'accepted')).toBe(true);
    await forget();
  });

  it('the time that it takes names the brake that holds', async () => {
    const group = await addPeople(arena, { group: 'Brake', count: 165, optIn: 165, from: 5_000 });
    const slow = await world.check(await draft([group], { pace: { count: 120, per: 'minute' } }));
    expect(slow.brake).toEqual({ kind: 'pace', count: 120, per: 'minute' });
    expect(slow.durationSeconds).toBe(83);
    const fast = await world.check(await draft([group], { pace: { count: 6_000, per: 'minute' } }));
    expect(fast.brake).toEqual({ kind: 'rate', count: fast.allowedMps, per: 'second' });
  });
});
