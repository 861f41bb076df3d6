import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { kindsWorld } from '../campaigns/kinds-world';
import { membersOf, newPeople, startArena, templateOf, type Arena } from './arena';

const CHANGES = 'whatsapp_webhook_changes';

/** A STOP that is stored and not applied yet (engine 14). */
describe.each(databases())('what somebody wrote before a permit, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;

  beforeAll(async () => {
    // The whole queue never holds anything here: what is held is held for its person.
    arena = await startArena({ database, engine: { inboundBacklogMs: 600_000 } });
    world = kindsWorld(arena);
  });
  afterAll(() => arena.close());

  const row = async (table: string, where: object) =>
    (await arena.knex(table).where(where).first()) as Record<string, unknown> | undefined;

  /** A message of this person that is stored, and not due during the test. */
  const wrote = async (contactId: number) => {
    const contact = await row('whatsapp_contacts', { id: contactId });
    const from = String(contact?.wa_id ?? contact?.phone).replace('+', '');
    const value = {
      kind: 'message',
      phoneNumberId: arena.sim.account.phoneNumberIds[0],
      contact: { waId: from, userId: null },
      value: { from },
    };
    await arena.knex(CHANGES).insert({
      event_id: 0,
      kind: 'message',
      key_hash: `wrote-${contactId}`,
      lane: 0,
      shard: 1,
      value: JSON.stringify(value),
      state: 'new',
      attempts: 0,
      failures: 0,
      next_at: Date.now() * 2,
      at: 0,
      received_at: Date.now(),
    });
    return () =>
      arena
        .knex(CHANGES)
        .where({ key_hash: `wrote-${contactId}` })
        .del();
  };

  const message = async (contactId: number, intent: object) => {
    const template = await templateOf(arena, 'MARKETING');
    const sent = await arena.sending.send({
      accountId: arena.accountId,
      contactId,
      origin: 'api',
      lane: 1,
      key: { owner: 'test', key: `offer-${contactId}` },
      content: {
        type: 'template',
        templateId: template.id,
        values: Object.fromEntries(template.slots.map(({ key }) => [key, 'friend'])),
      },
      ...intent,
    });
    return sent.message.id;
  };
  const messageOf = (id: number) => row('whatsapp_messages', { id });
  const becomes = (id: number, state: string) =>
    eventually(`it is ${state}`, async () => (await messageOf(id))?.state === state, 20_000);

  it('[I7] [O-22] [M-30] holds a campaign’s marketing to that contact, also what was not tried yet', async () => {
    const groupId = await newPeople(arena, 3);
    const [one = 0] = await membersOf(arena.knex, groupId);
    const applied = await wrote(one);
    const id = await arena.start(3, { groupId, category: 'MARKETING' });
    await eventually('the others', async () => (await arena.campaign(id)).counts.sent === 2);
    const held = { campaign_id: id, contact_id: one };
    expect(await row('whatsapp_recipients', held)).toMatchObject({ state: 'queued' });
    await applied();
    expect((await arena.ended(id)).counts.sent).toBe(3);
  });

  it('[I7] [O-22] [M-30] holds one text to many as well', async () => {
    const groupId = await world.openGroup(2);
    const [one = 0] = await world.idsOf(groupId);
    const applied = await wrote(one);
    const id = await world.text([groupId], 'Bugün açığız');
    await world.launch(id);
    await eventually('the other', async () => (await arena.campaign(id)).counts.sent === 1);
    const held = { campaign_id: id, contact_id: one };
    expect(await row('whatsapp_recipients', held)).toMatchObject({ state: 'queued' });
    await applied();
    expect((await arena.ended(id)).counts.sent).toBe(2);
  });

  it('[I7] [O-22] holds a single marketing message of the API until it is applied, and it fails when it was a STOP', async () => {
    const [one = 0, two = 0] = await membersOf(arena.knex, await newPeople(arena, 2));
    const [first, second] = [await wrote(one), await wrote(two)];
    const [waits, stopped] = [await message(one, {}), await message(two, {})];
    const held = { state: 'queued', error_class: 'unheard' };
    for (const id of [waits, stopped])
      await eventually('it is held', async () => (await messageOf(id))?.error_class === 'unheard');
    expect(await messageOf(waits)).toMatchObject(held);
    await arena.api.post(`/whatsapp/contacts/${two}/consent`, {
      category: 'marketing',
      action: 'opt-out',
      source: 'phone call',
      evidence: 'call of today',
    });
    await first();
    await second();
    await becomes(waits, 'accepted');
    expect(await messageOf(stopped)).toMatchObject({ state: 'failed', error_class: 'opted-out' });
  });

  it('[I7] [O-22] holds a marketing message that somebody sends by hand, and it goes by itself afterwards', async () => {
    const [one = 0] = await membersOf(arena.knex, await newPeople(arena, 1));
    const applied = await wrote(one);
    const id = await message(one, { origin: 'agent', agentId: 1, lane: 0 });
    expect(await messageOf(id)).toMatchObject({ state: 'queued', error_class: 'unheard' });
    await applied();
    await becomes(id, 'accepted');
  });

  it('[I7] [O-22] single marketing messages wait while the queue of what customers wrote is behind; what answers does not', async () => {
    const groupId = await world.openGroup(2);
    const [one = 0, two = 0] = await world.idsOf(groupId);
    const { config } = arena.runtime;
    const applied = await wrote(two);
    const usual = config.inboundBacklogMs;
    config.inboundBacklogMs = -1;
    const offer = await message(one, {});
    const answer = await message(one, {
      key: { owner: 'test', key: `answer-${one}` },
      lane: 0,
      origin: 'agent',
      agentId: 1,
      content: { type: 'text', text: 'Yanıt' },
    });
    await becomes(answer, 'accepted');
    // The same worker sends this one: it has passed the offer over.
    const news = await message(two, {
      key: { owner: 'test', key: `news-${two}` },
      content: { type: 'text', text: 'Siparişiniz yolda' },
    });
    await becomes(news, 'accepted');
    expect((await messageOf(offer))?.state).toBe('queued');
    config.inboundBacklogMs = usual;
    await becomes(offer, 'accepted');
    await applied();
  });

  it('[O-22] a refusal with 131050 is never written without the contact’s opt-out', async () => {
    const people = [await newPeople(arena, 1), await newPeople(arena, 1)];
    const members = await Promise.all(people.map((id) => membersOf(arena.knex, id)));
    const [one = 0, two = 0] = members.flat();
    for (const id of [one, two]) {
      const contact = await row('whatsapp_contacts', { id });
      const phone = String(contact?.phone).slice(1);
      arena.sim.control.people.add({ name: `Stopped ${id}`, phone, marketingStopped: true });
    }
    arena.sim.control.configure({ marketingStopped: 'sync' });
    const consent = arena.strapi.plugin('whatsapp').service('consent') as {
      refusedByPerson: (...args: unknown[]) => Promise<unknown>;
    };
    const usual = consent.refusedByPerson;
    const states: unknown[] = [];
    /** As if the process died where the opt-out is recorded: nothing of the result may be written by then. */
    const seen = async (table: string, contactId: number) => {
      consent.refusedByPerson = async () => {
        states.push((await row(table, { contact_id: contactId }))?.state);
        throw new Error('killed');
      };
      await eventually('the refusal', () => Promise.resolve(states.length > 0));
      consent.refusedByPerson = usual;
      expect(states.splice(0)[0]).toBe('sending');
      const written = async () => (await row(table, { contact_id: contactId }))?.state === 'failed';
      await eventually('the result', written, 20_000);
      expect(await row('whatsapp_contacts', { id: contactId })).toMatchObject({ marketing: 'out' });
    };
    const campaign = seen('whatsapp_recipients', one);
    await arena.start(1, { groupId: people[0] ?? 0, category: 'MARKETING' });
    await campaign;
    const single = seen('whatsapp_messages', two);
    await message(two, {});
    await single;
  });
});
