import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { membersOf, newPeople, startArena, type Arena } from '../engine/arena';
import { channelsOf } from './channels';

describe.each(databases())('attempts to hand a message over, on %s', (database) => {
  let arena: Arena;
  const channels = channelsOf(() => arena);
  const { mails, texts, mailServer, choose, withEmail, handedOver } = channels;

  beforeAll(async () => {
    arena = await startArena({ database });
    channels.connect();
    const both = { otherChannels: ['sms', 'email'] };
    expect((await arena.api.put('/whatsapp/settings/consent', both)).status).toBe(200);
  });
  beforeEach(channels.forget);
  afterAll(() => arena.close());

  const waiting = (contactIds: number[], reason: string) =>
    eventually(`all wait: ${reason}`, async () => {
      const rows = (await arena
        .knex('whatsapp_handovers')
        .whereIn('contact_id', contactIds)
        .where({ state: 'waiting', reason })) as unknown[];
      return rows.length === contactIds.length;
    });
  const refused = (contactIds: number[]) => waiting(contactIds, 'refused');
  const dueNow = () =>
    arena.knex('whatsapp_handovers').where({ state: 'waiting' }).update({ next_try_at: 0 });

  it('[O-29] an e-mail whose answer was lost is not sent a second time; each has an id that stays the same', async () => {
    const groupId = await newPeople(arena, 1);
    const [id = 0] = await membersOf(arena.knex, groupId);
    await withEmail(id);
    await choose(id, '*:email');
    mailServer.answer = () => Promise.reject(new Error('450 mailbox busy'));
    const campaign = await arena.start(1, { groupId, category: 'MARKETING' });
    await arena.ended(campaign);
    await refused([id]);
    mailServer.answer = () =>
      Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    await dueNow();
    const unknown = await handedOver(campaign, id, 'uncertain');
    expect(unknown.handover).toMatchObject({ reason: 'no-answer', detail: 'reset' });
    await dueNow();
    expect(mails).toHaveLength(2);
    const [first, second] = mails.map(({ headers }) => headers['Message-ID']);
    expect(first).toMatch(/^<handover-r\d+\.\w+@shop\.example>$/);
    expect(second).toBe(first);
  });

  it('[O-29] asks before each attempt which channel the contact wants now', async () => {
    const groupId = await newPeople(arena, 2);
    const [one = 0, two = 0] = await membersOf(arena.knex, groupId);
    for (const id of [one, two]) {
      await withEmail(id);
      await choose(id, '*:email');
    }
    mailServer.answer = () => Promise.reject(new Error('450 mailbox busy'));
    const campaign = await arena.start(2, { groupId, category: 'MARKETING' });
    await arena.ended(campaign);
    await refused([one, two]);
    await choose(one, '*:sms');
    await choose(two, '*:whatsapp');
    await dueNow();
    expect((await handedOver(campaign, one, 'done')).handover?.channel).toBe('sms');
    const dropped = await handedOver(campaign, two, 'dropped');
    expect(dropped.handover?.reason).toBe('channel-changed');
    expect([mails.length, texts.map(({ contactId }) => contactId)]).toEqual([2, [one]]);
  });

  it('[O-29] says whether the channel is off or not set up on the server, and tries again', async () => {
    const groupId = await newPeople(arena, 1);
    const [id = 0] = await membersOf(arena.knex, groupId);
    await withEmail(id);
    await choose(id, '*:email');
    mailServer.answer = () => Promise.reject(new Error('450 mailbox busy'));
    const campaign = await arena.start(1, { groupId, category: 'MARKETING' });
    await arena.ended(campaign);
    await refused([id]);
    const offer = async (otherChannels: string[]) =>
      expect((await arena.api.put('/whatsapp/settings/consent', { otherChannels })).status).toBe(
        200
      );
    await offer(['sms']);
    await dueNow();
    await waiting([id], 'channel-off');
    await offer(['sms', 'email']);
    arena.strapi.config.set('plugin::email.settings', {});
    await dueNow();
    await waiting([id], 'channel-not-set-up');
    channels.connect();
    mailServer.answer = () => Promise.resolve();
    await dueNow();
    expect((await handedOver(campaign, id, 'done')).handover?.channel).toBe('email');
  });
});
