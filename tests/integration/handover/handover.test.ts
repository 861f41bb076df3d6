import type { PreflightResult } from '../../../server/src/contracts/campaigns';
import type { ConsentSettings } from '../../../server/src/contracts/consent';
import type { ContactDetails } from '../../../server/src/contracts/contacts';
import type { EndpointWithSecret } from '../../../server/src/contracts/outbound';
import { databases } from '../../support/boot-strapi';
import { startReceiver, type Receiver } from '../../support/receiver';
import { eventually } from '../../support/world';
import { membersOf, newPeople, startArena, templateOf, type Arena } from '../engine/arena';
import { channelsOf } from './channels';

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

describe.each(databases())('messages that contacts want by another channel, on %s', (database) => {
  let arena: Arena;
  let receiver: Receiver;
  const channels = channelsOf(() => arena);
  const { mails, texts, mailServer, pathOf, choose, withEmail, shown, handedOver } = channels;

  const settings = (change: object) =>
    arena.api.put<ConsentSettings>('/whatsapp/settings/consent', change);

  beforeAll(async () => {
    receiver = await startReceiver();
    arena = await startArena({ database, config: { outbound: { allowPrivateAddresses: true } } });
    expect((await settings({ otherChannels: ['email'] })).status).toBe(422);
    channels.connect();
    const saved = await settings({ otherChannels: ['sms', 'email'] });
    expect(saved.body).toMatchObject({
      otherChannels: ['email', 'sms'],
      channelsReady: { email: true, sms: true },
    });
    const made = await arena.api.post<EndpointWithSecret>('/whatsapp/outbound/endpoints', {
      name: 'CRM',
      url: `${receiver.url}/handed`,
      events: ['message.handed_over'],
    });
    expect(made.status).toBe(200);
  });
  beforeEach(channels.forget);
  afterAll(async () => {
    await arena.close();
    await receiver.close();
  });

  const handovers = () => arena.knex('whatsapp_handovers').orderBy('id');
  it('[O-10] [O-29] the page offers what the business switched on and the contact has an address for', async () => {
    const [id = 0] = await membersOf(arena.knex, await newPeople(arena, 1));
    const before = await arena.http.get(`${await pathOf(id)}?lang=en`);
    expect(before.text).toContain('value="*:sms"');
    expect(before.text).not.toContain('value="*:email"');
    // What was not offered is not kept, no matter who sends it.
    await choose(id, '*:email');
    const none = await arena.api.get<ContactDetails>(`/whatsapp/contacts/${id}`);
    expect(none.body.wishes.channels).toEqual([]);
    await withEmail(id);
    expect(await choose(id, '*:email')).toContain('<option value="*:email" selected>');
    const { body } = await arena.api.get<ContactDetails>(`/whatsapp/contacts/${id}`);
    expect(body.wishes.channels).toEqual([{ key: '*', channel: 'email' }]);
    await choose(id, '*:whatsapp');
    const after = await arena.api.get<ContactDetails>(`/whatsapp/contacts/${id}`);
    expect(after.body.wishes.channels).toEqual([]);
  });

  it('[O-29] a marketing message goes to each by their channel, once; counts and list say so', async () => {
    const groupId = await newPeople(arena, 3);
    const [one = 0, two = 0, three = 0] = await membersOf(arena.knex, groupId);
    await withEmail(one);
    await choose(one, '*:email');
    await choose(two, '*:sms');
    const draft = await arena.start(1, { groupId, category: 'MARKETING', launch: false });
    const preflight = await arena.api.post<PreflightResult>(
      `/whatsapp/campaigns/${draft}/preflight`
    );
    expect(preflight.body.exclusions).toEqual([{ reason: 'channel', count: 2 }]);
    expect(preflight.body.willReceive).toBe(1);

    const campaign = await arena.start(1, { groupId, category: 'MARKETING' });
    const { counts } = await arena.ended(campaign);
    expect(counts).toMatchObject({ total: 3, sent: 1, skipped: 2, queued: 0 });
    expect((await arena.accepted(campaign)).size).toBe(1);
    const byMail = await handedOver(campaign, one, 'done');
    expect(byMail).toMatchObject({ state: 'skipped', reason: 'channel' });
    expect((await handedOver(campaign, two, 'done')).handover?.channel).toBe('sms');
    expect((await shown(campaign, three))?.handover).toBeNull();

    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: `p${one}@people.example`, subject: 'Engine offer' });
    expect(mails[0]?.text).toContain('a new roast is on the shelf');
    const link = /<(.+)>/.exec(mails[0]?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
    expect(mails[0]?.text).toContain(link);
    expect((await arena.http.get(new URL(link, arena.url).pathname)).status).toBe(200);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatchObject({ contactId: two, topic: null });
    expect(texts[0]?.to).toMatch(/^\+\d+$/);

    const told = await eventually('outside systems are told', () =>
      Promise.resolve(receiver.received.length >= 2 ? receiver.received : null)
    );
    const sms = told.find(
      ({ event }) => (event.data.handover as { channel: string }).channel === 'sms'
    );
    expect(sms?.event).toMatchObject({
      type: 'message.handed_over',
      data: { deliveredBy: 'plugin', handover: { id: texts[0]?.id, campaignId: campaign } },
    });
  });

  it('[O-29] a choice for a kind counts for its templates only', async () => {
    const news = { key: 'news', category: 'marketing', tr: 'Bülten', en: 'Newsletter' };
    await settings({ topics: [news] });
    const template = await templateOf(arena, 'MARKETING');
    await arena.api.put(`/whatsapp/templates/${template.id}/topic`, { topic: 'news' });
    const groupId = await newPeople(arena, 1);
    const [id = 0] = await membersOf(arena.knex, groupId);
    await choose(id, 'news:sms', { offered: 'news', topic: 'news' });
    const one = await arena.start(1, { groupId, category: 'MARKETING' });
    await arena.ended(one);
    await handedOver(one, id, 'done');
    expect(texts[0]?.topic).toBe('news');
    await arena.api.put(`/whatsapp/templates/${template.id}/topic`, { topic: null });
    const two = await arena.start(1, { groupId, category: 'MARKETING' });
    expect((await arena.ended(two)).counts).toMatchObject({ sent: 1, skipped: 0 });
    await settings({ topics: [] });
  });

  it('[O-29] what a channel refuses is tried again later; who opts out meanwhile gets it nowhere', async () => {
    const groupId = await newPeople(arena, 2);
    const [one = 0, two = 0] = await membersOf(arena.knex, groupId);
    for (const id of [one, two]) {
      await withEmail(id);
      await choose(id, '*:email');
    }
    mailServer.answer = () => Promise.reject(new Error('450 mailbox busy'));
    const campaign = await arena.start(2, { groupId, category: 'MARKETING' });
    await arena.ended(campaign);
    await eventually('both were refused once', () => Promise.resolve(mails.length === 2));
    const waiting = await handedOver(campaign, one, 'waiting');
    expect(waiting.handover?.detail ?? '').toContain('450 mailbox busy');
    await arena.http
      .post(await pathOf(two))
      .type('form')
      .send({ do: 'stop' });
    mailServer.answer = () => Promise.resolve();
    await arena.knex('whatsapp_handovers').where({ state: 'waiting' }).update({ next_try_at: 0 });
    await handedOver(campaign, one, 'done');
    const dropped = await handedOver(campaign, two, 'dropped');
    expect(dropped.handover?.reason).toBe('opted-out');
    expect(mails.map(({ to }) => to)).toHaveLength(3);
    expect(mails[2]?.to).toBe(`p${one}@people.example`);
  });

  it('[O-29] without an address it says that it could not be handed over, and why', async () => {
    const groupId = await newPeople(arena, 1);
    const [id = 0] = await membersOf(arena.knex, groupId);
    await withEmail(id);
    await choose(id, '*:email');
    await arena.knex('whatsapp_contacts').where({ id }).update({ email: null });
    const campaign = await arena.start(1, { groupId, category: 'MARKETING' });
    await arena.ended(campaign);
    expect((await handedOver(campaign, id, 'failed')).handover?.reason).toBe('no-address');
    expect(mails).toHaveLength(0);
    expect((await arena.accepted(campaign)).size).toBe(0);
  });

  const again = (campaignId: number, recipientIds?: number[]) =>
    arena.api.post<{ changed: number }>(`/whatsapp/campaigns/${campaignId}/resolve`, {
      action: 'hand-over-again',
      ...(recipientIds ? { recipientIds } : {}),
    });

  it('[O-29] what could not be handed over is tried again by a user: by who launches only, and once however often it is pressed', async () => {
    const groupId = await newPeople(arena, 3);
    const [one = 0, two = 0, three = 0] = await membersOf(arena.knex, groupId);
    for (const id of [one, two, three]) {
      await withEmail(id);
      await choose(id, '*:email');
    }
    await arena.knex('whatsapp_contacts').whereIn('id', [one, two]).update({ email: null });
    const campaign = await arena.start(3, { groupId, category: 'MARKETING' });
    await arena.ended(campaign);
    const failed = await handedOver(campaign, one, 'failed');
    await handedOver(campaign, two, 'failed');
    await handedOver(campaign, three, 'done');
    expect(mails.map(({ to }) => to)).toEqual([`p${three}@people.example`]);

    await withEmail(one);
    const follower = await arena.adminUser({ actions: ['campaign.follow', 'campaign.prepare'] });
    const refused = await arena.http
      .post(`/whatsapp/campaigns/${campaign}/resolve`)
      .set('Authorization', `Bearer ${follower.token}`)
      .send({ action: 'hand-over-again' });
    expect(refused.status).toBe(403);
    // Of another campaign: nobody of this one.
    const other = await arena.start(1, { groupId, category: 'MARKETING', launch: false });
    expect((await again(other, [failed.id])).body.changed).toBe(0);

    const presses = await Promise.all([1, 2, 3].map(() => again(campaign, [failed.id])));
    expect(presses.reduce((sum, { body }) => sum + body.changed, 0)).toBe(1);
    await handedOver(campaign, one, 'done');
    expect(mails.filter(({ to }) => to === `p${one}@people.example`)).toHaveLength(1);
    expect((await again(campaign, [failed.id])).body.changed).toBe(0);

    await withEmail(two);
    expect((await again(campaign)).body.changed).toBe(1);
    await handedOver(campaign, two, 'done');
    expect(mails).toHaveLength(3);
    const line = await eventually('the line', async () => {
      const { body } = await arena.api.get<{ logs: { event: string; details: object }[] }>(
        '/whatsapp/logs?area=message'
      );
      return body.logs.find(({ event }) => event === 'handover-again');
    });
    expect(line.details).toMatchObject({ n: 1, campaignId: campaign });
  });

  it('[O-29] no answer in time: it may have left, and no press sends it a second time', async () => {
    const groupId = await newPeople(arena, 1);
    const [id = 0] = await membersOf(arena.knex, groupId);
    await choose(id, '*:sms');
    const campaign = await arena.start(1, { groupId, category: 'MARKETING' });
    await arena.ended(campaign);
    const done = await handedOver(campaign, id, 'done');
    for (const state of ['uncertain', 'done', 'dropped', 'sending']) {
      await arena
        .knex('whatsapp_handovers')
        .where({ owner_kind: 'r', owner_id: done.id })
        .update({ state, next_try_at: Date.now() + 600_000 });
      expect((await again(campaign)).body.changed).toBe(0);
    }
    expect(texts.filter(({ contactId }) => contactId === id)).toHaveLength(1);
  });

  it('[O-29] a single message says that it failed, and is handed over again from the thread, never as a copy', async () => {
    const template = await templateOf(arena, 'MARKETING');
    const [id = 0] = await membersOf(arena.knex, await newPeople(arena, 1));
    await withEmail(id);
    await choose(id, '*:email');
    await arena.knex('whatsapp_contacts').where({ id }).update({ email: null });
    const { message } = await arena.sending.send({
      accountId: arena.accountId,
      contactId: id,
      origin: 'api' as const,
      lane: 1 as const,
      key: { owner: 'test', key: `again-${id}` },
      content: {
        type: 'template' as const,
        templateId: template.id,
        values: Object.fromEntries(template.slots.map(({ key }) => [key, 'friend'])),
      },
    });
    const says = (errorClass: string) =>
      eventually(`it says ${errorClass}`, async () => {
        const row = (await arena.knex('whatsapp_messages').where({ id: message.id }).first()) as {
          error_class: string;
        };
        return row.error_class === errorClass;
      });
    await says('handover-failed');
    const resolve = (action: string) =>
      arena.api.post<{ error: { class: string } & Partial<{ details: { kind: string } }> }>(
        `/whatsapp/messages/${message.id}/resolve`,
        { action }
      );
    const copied = await resolve('retry');
    expect([copied.status, copied.body.error.details?.kind]).toEqual([409, 'handed-over']);
    await withEmail(id);
    const pressed = await resolve('hand-over-again');
    expect([pressed.status, pressed.body.error.class]).toEqual([200, 'channel']);
    await eventually('the mail', () =>
      Promise.resolve(mails.filter(({ to }) => to === `p${id}@people.example`).length === 1)
    );
    await eventually('its end', async () => {
      const rows = (await handovers()) as { owner_kind: string; owner_id: number; state: string }[];
      const own = rows.find((row) => row.owner_kind === 'm' && Number(row.owner_id) === message.id);
      return own?.state === 'done';
    });
    const spent = await resolve('hand-over-again');
    expect([spent.status, spent.body.error.details?.kind]).toEqual([409, 'no-handover']);
    expect(mails.filter(({ to }) => to === `p${id}@people.example`)).toHaveLength(1);
  });

  it('[O-29] "only the first who fit" counts those alone who get it by WhatsApp', async () => {
    const groupId = await newPeople(arena, 3);
    const [one = 0, two = 0, three = 0] = await membersOf(arena.knex, groupId);
    await choose(one, '*:sms');
    const campaign = await arena.start(3, { groupId, category: 'MARKETING', launch: false });
    // As if it had been launched when one place was free.
    const { frozen, category } = (await arena
      .knex('whatsapp_campaigns')
      .whereNotNull('frozen')
      .orderBy('id', 'desc')
      .first()) as Record<string, unknown>;
    await arena
      .knex('whatsapp_campaigns')
      .where({ id: campaign })
      // MySQL reads JSON as an object and takes it as text.
      .update({
        frozen: asText(frozen),
        category,
        cap_at: 1,
        state: 'preparing',
        limit_mode: 'first',
      });
    await arena.ended(campaign);
    const rows = await arena.rows(campaign);
    const of = (id: number) => rows.find(({ contactId }) => contactId === id);
    expect(of(one)).toMatchObject({ state: 'skipped', reason: 'channel' });
    expect([of(two)?.state, of(three)?.state].sort()).toEqual(['accepted', 'skipped']);
  });

  it('[O-29] a single message of a program is handed over; a repeated key does nothing again', async () => {
    const template = await templateOf(arena, 'MARKETING');
    const [id = 0] = await membersOf(arena.knex, await newPeople(arena, 1));
    await choose(id, '*:sms');
    const intent = {
      accountId: arena.accountId,
      contactId: id,
      origin: 'api' as const,
      lane: 1 as const,
      key: { owner: 'test', key: `single-${id}` },
      content: {
        type: 'template' as const,
        templateId: template.id,
        values: Object.fromEntries(template.slots.map(({ key }) => [key, 'friend'])),
      },
    };
    const { message } = await arena.sending.send(intent);
    const mineSms = () => texts.filter(({ contactId }) => contactId === id);
    await eventually('the SMS', () => Promise.resolve(mineSms().length === 1));
    expect((await arena.sending.send(intent)).repeated).toBe(true);
    const row = (await arena.knex('whatsapp_messages').where({ id: message.id }).first()) as {
      state: string;
      error_class: string;
    };
    expect(row).toMatchObject({ state: 'failed', error_class: 'channel' });
    expect(mineSms()).toHaveLength(1);
    const mine = (await handovers()).filter(
      (one: { owner_kind: string; owner_id: number }) =>
        one.owner_kind === 'm' && Number(one.owner_id) === message.id
    );
    expect(mine).toHaveLength(1);
  });
});
