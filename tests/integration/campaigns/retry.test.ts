import { databases } from '../../support/boot-strapi';
import { membersOf, newPeople, startArena, type Arena } from '../engine/arena';

interface Failure {
  count: number;
  from: number;
  errorClass: string;
  errorCode: number;
}

describe.each(databases())('trying failed ones again, on %s', (database) => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await startArena({ database });
  });
  afterAll(() => arena.close());

  /** People of a campaign whose message failed by this. */
  const failed = async (
    campaignId: number,
    { count, from, errorClass, errorCode }: Failure
  ): Promise<void> => {
    const rows = Array.from({ length: count }, (_, i) => ({
      campaign_id: campaignId,
      account_id: arena.accountId,
      contact_id: 1_000_000 + from + i,
      address_key: `nobody-${from + i}`,
      state: 'failed',
      error_class: errorClass,
      error_code: errorCode,
      due_at: 0,
      claim_epoch: 0,
      attempt: 1,
      tries: 0,
      rank: 0,
      held: false,
      in_limit: false,
      doubled: false,
    }));
    for (let i = 0; i < rows.length; i += 50)
      await arena.knex('whatsapp_recipients').insert(rows.slice(i, i + 50));
  };

  it('[M-33] reaches those that a retry can cure behind a thousand that it cannot, by their code alone', async () => {
    const id = await arena.start(1);
    await arena.ended(id);
    await arena.settled();
    const back = await arena.restWorkers();
    await failed(id, { count: 1_001, from: 0, errorClass: 'recipient', errorCode: 131026 });
    await failed(id, { count: 2, from: 2_000, errorClass: 'transient', errorCode: 131016 });
    await failed(id, { count: 2, from: 3_000, errorClass: 'rate', errorCode: 130429 });
    await arena
      .knex('whatsapp_campaign_counts')
      .where({ campaign_id: id })
      .update({ failed: 1_005 });
    const retry = async (body: object) =>
      (
        await arena.api.post<{ changed: number }>(`/whatsapp/campaigns/${id}/resolve`, {
          action: 'retry',
          ...body,
        })
      ).body.changed;
    expect(await retry({ errorCode: 131016 })).toBe(2);
    expect(await retry({})).toBe(2);
    expect(await retry({})).toBe(0);
    const again = (await arena.rows(id)).filter(({ attempt }) => attempt === 2);
    expect(again.map(({ contactId }) => contactId)).toEqual([
      1_002_000, 1_002_001, 1_003_000, 1_003_001,
    ]);
    expect((await arena.campaign(id)).counts).toMatchObject({ queued: 4, failed: 1_001 });
    await arena
      .knex('whatsapp_recipients')
      .where({ campaign_id: id, attempt: 2 })
      .update({ state: 'cancelled' });
    back();
  });

  it('[M-33] takes whom WhatsApp could not reach, and nobody else, out of the groups that it was sent to', async () => {
    const groupId = await newPeople(arena, 4);
    const [first = 0, second = 0, third = 0, fourth = 0] = await membersOf(arena.knex, groupId);
    const other = await newPeople(arena, 1);
    await arena.api.post(`/whatsapp/groups/${other}/members`, { contactIds: [first] });
    const id = await arena.start(4, { groupId });
    await arena.ended(id);
    await arena.settled();
    const say = (contactId: number, errorCode: number) =>
      arena
        .knex('whatsapp_recipients')
        .where({ campaign_id: id, contact_id: contactId })
        .update({ state: 'failed', error_code: errorCode });
    await say(first, 131026);
    await say(second, 131026);
    await say(third, 131049);
    const takeOut = () => arena.api.post(`/whatsapp/campaigns/${id}/take-out`);
    const taken = await takeOut();
    expect(taken.status).toBe(200);
    expect(taken.body).toMatchObject({ places: 2, groups: [expect.stringContaining('Group')] });
    expect(await membersOf(arena.knex, groupId)).toEqual([third, fourth]);
    expect(await membersOf(arena.knex, other)).toContain(first);
    expect((await takeOut()).body).toMatchObject({ places: 0 });
  });
});
