import type { PreflightResult } from '../../../server/src/contracts/campaigns';
import { databases } from '../../support/boot-strapi';
import { membersOf, newPeople, startArena, type Arena } from '../engine/arena';

const DAY = 86_400_000;

describe.each(databases())('a campaign that is deleted, on %s', (database) => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await startArena({ database });
    const cap = { marketingCap: { messages: 1, days: 7 } };
    expect((await arena.api.put('/whatsapp/settings/consent', cap)).status).toBe(200);
  });
  afterAll(() => arena.close());

  const leftOut = async (groupId: number) => {
    const id = await arena.start(1, { groupId, category: 'MARKETING', launch: false });
    const path = `/whatsapp/campaigns/${id}/preflight`;
    return (await arena.api.post<PreflightResult>(path)).body.exclusions;
  };
  const sent = async (groupId: number, category: 'MARKETING' | 'UTILITY') => {
    const id = await arena.start(2, { groupId, category });
    await arena.ended(id);
    await arena.settled();
    return id;
  };
  const remove = async (id: number) =>
    expect((await arena.api.del(`/whatsapp/campaigns/${id}`)).status).toBe(200);

  it('[M-49] [O-28] frees nobody for another marketing message: who got one of it has still got one', async () => {
    const groupId = await newPeople(arena, 2);
    const [first = 0, second = 0] = await membersOf(arena.knex, groupId);
    const gone = await sent(groupId, 'MARKETING');
    await arena
      .knex('whatsapp_recipients')
      .where({ contact_id: second, campaign_id: gone })
      .update({ state: 'failed' });
    expect(await leftOut(groupId)).toEqual([{ reason: 'capped', count: 1 }]);
    await remove(gone);
    expect(await leftOut(groupId)).toEqual([{ reason: 'capped', count: 1 }]);
    const rows = await arena.rows(await sent(groupId, 'MARKETING'));
    expect(rows.find(({ contactId }) => contactId === first)?.reason).toBe('capped');
    expect(rows.find(({ contactId }) => contactId === second)?.state).toBe('accepted');
  });

  it('[M-49] leaves who got it, without the address, until no cap asks any more; one that was no marketing leaves nothing', async () => {
    const groupId = await newPeople(arena, 2);
    const [promotion, notice] = [await sent(groupId, 'MARKETING'), await sent(groupId, 'UTILITY')];
    const of = (id: number) => arena.knex('whatsapp_recipients').where({ campaign_id: id });
    await remove(notice);
    expect(await of(notice)).toEqual([]);
    await remove(promotion);
    const kept = (await of(promotion)) as { id: unknown; address_key: string }[];
    expect(kept.map((row) => row.address_key)).toEqual(
      kept.map(({ id }) => `erased:${String(id)}`)
    );
    expect(kept).toHaveLength(2);
    await of(promotion)
      .andWhere({ id: kept[0]?.id })
      .decrement('permit_at', 91 * DAY);
    await arena.campaigns.purgeRemoved();
    expect(await of(promotion)).toHaveLength(1);
    await of(promotion).decrement('permit_at', 91 * DAY);
    await arena.campaigns.purgeRemoved();
    expect(await of(promotion)).toEqual([]);
  });

  it('leaves what a crash left behind to the night, and other campaigns alone', async () => {
    const stays = await sent(await newPeople(arena, 2), 'UTILITY');
    const of = (id: number) => arena.knex('whatsapp_recipients').where({ campaign_id: id });
    const cut = await sent(await newPeople(arena, 2), 'UTILITY');
    await of(cut).update({ state: 'skipped' });
    await arena.knex('whatsapp_campaigns').where({ id: cut }).del();
    await arena.campaigns.purgeRemoved();
    expect(await of(cut)).toEqual([]);
    expect(await of(stays)).toHaveLength(2);
  });
});
