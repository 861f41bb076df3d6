import { databases } from '../../support/boot-strapi';
import { waitingWebhooks } from '../../support/waiting';
import { eventually } from '../../support/world';
import { delivery, newPeople, startArena, type Arena } from './arena';

const CHANGES = 'whatsapp_webhook_changes';
const EVENTS = 'whatsapp_webhook_events';

/** What people said and nobody has applied yet may be an opt-out (engine 14). */
describe.each(databases())('marketing and unread messages of customers, on %s', (database) => {
  let arena: Arena;

  beforeAll(async () => {
    arena = await startArena({ database, engine: { inboundBacklogMs: 5_000 } });
  });
  afterAll(() => arena.close());

  const stateOf = async (word = 'late-stop') =>
    (await arena.knex(EVENTS).where('body', 'like', `%${word}%`).orderBy('id', 'desc').first()) as
      | Record<string, unknown>
      | undefined;

  const unapplied = (from: string, change: Record<string, unknown>) => ({
    event_id: 0,
    kind: 'message',
    lane: 0,
    shard: 1,
    value: JSON.stringify({
      kind: 'message',
      phoneNumberId: arena.sim.account.phoneNumberIds[0],
      contact: { waId: from, userId: null },
      value: { from },
    }),
    state: 'new',
    attempts: 0,
    failures: 0,
    // Not due during the test, so that it stays as it is.
    next_at: Date.now() * 2,
    at: 0,
    received_at: Date.now() - 60_000,
    ...change,
  });

  const memberOf = async (groupId: number) =>
    (await arena
      .knex('whatsapp_contacts as c')
      .join('whatsapp_group_members as m', 'm.contact_id', 'c.id')
      .where('m.group_id', groupId)
      .first('c.id', 'c.phone')) as { id: number; phone: string };
  const rowOf = (campaignId: number, contactId: number) => () =>
    arena.knex('whatsapp_recipients').where({ campaign_id: campaignId, contact_id: contactId });

  it('[I7] [O-22] [M-30] marketing waits while messages of customers were not tried yet', async () => {
    await arena.knex(CHANGES).insert(unapplied('4915100', { key_hash: 'waits' }));
    const id = await arena.start(5, { category: 'MARKETING' });
    const waiting = await eventually('the wait', async () => (await arena.campaign(id)).waiting);
    expect(waiting.kind).toBe('inbound-backlog');
    expect((await arena.accepted(id)).size).toBe(0);
    await arena.knex(CHANGES).where({ key_hash: 'waits' }).del();
    expect((await arena.ended(id)).counts.sent).toBe(5);
  });

  it('[I7] [O-22] [X-16] marketing waits for a webhook that another process holds, and for one that is silent', async () => {
    const INSTANCES = 'whatsapp_instances';
    const other = (part: { beat_ms: number; unanswered_ms: number }) =>
      arena.knex(INSTANCES).insert({
        instance_id: 'another',
        boot_at: Date.now(),
        version: '',
        workers: false,
        serve: 'web',
        engine: 'embedded',
        clock_offset_ms: 0,
        ...part,
      });
    const gone = () => arena.knex(INSTANCES).where({ instance_id: 'another' }).del();
    const holds = { beat_ms: Date.now(), unanswered_ms: 6_000 };
    const silent = { beat_ms: Date.now() - 20_000, unanswered_ms: 0 };
    for (const part of [holds, silent]) {
      await other(part);
      const id = await arena.start(5, { category: 'MARKETING' });
      const waiting = await eventually('the wait', async () => (await arena.campaign(id)).waiting);
      expect(waiting.kind).toBe('inbound-backlog');
      expect((await arena.accepted(id)).size).toBe(0);
      await gone();
      expect((await arena.ended(id)).counts.sent).toBe(5);
    }
  });

  it('[I7] [O-22] [M-30] a message that is tried again holds marketing to that contact alone, and a parked one nobody', async () => {
    await arena
      .knex(CHANGES)
      .insert([
        unapplied('4915101', { key_hash: 'parked', state: 'parked', attempts: 6, failures: 6 }),
      ]);
    const groupId = await newPeople(arena, 5);
    const one = await memberOf(groupId);
    const again = unapplied(one.phone.slice(1), { key_hash: 'again', state: 'retry', failures: 1 });
    await arena.knex(CHANGES).insert(again);
    const id = await arena.start(5, { category: 'MARKETING', groupId });
    const row = rowOf(id, one.id);
    await eventually('the others', async () => (await arena.campaign(id)).counts.sent === 4);
    expect(await row()).toMatchObject([{ state: 'queued' }]);
    await arena.knex(CHANGES).whereIn('key_hash', ['again', 'parked']).del();
    await row().update({ due_at: 0 });
    expect((await arena.ended(id)).counts.sent).toBe(5);
  });

  it('[I7] [O-22] a delivery that could not be split is tried again, and holds marketing to its contacts alone', async () => {
    const { config } = arena.runtime;
    const groupId = await newPeople(arena, 5);
    const one = await memberOf(groupId);
    const stop = {
      from: one.phone.slice(1),
      id: 'wamid.late-stop',
      timestamp: String(Math.floor(Date.now() / 1000)),
      type: 'text',
      text: { body: 'STOP' },
    };
    const usual = config.changeRetryMs;
    config.changeRetryMs = [600_000];
    const undo = await arena.forbid(CHANGES, 'value', 'late-stop');
    try {
      expect(await arena.deliver(delivery(arena, { messages: [stop] }))).toBe(200);
      await eventually('the first try', async () => (await stateOf())?.state === 'retry');
    } finally {
      await undo();
      config.changeRetryMs = usual;
    }
    expect(await stateOf()).toMatchObject({ failures: 1, reason: null });
    const id = await arena.start(5, { category: 'MARKETING', groupId });
    await eventually('the others', async () => (await arena.campaign(id)).counts.sent === 4);
    const row = rowOf(id, one.id);
    expect(await row()).toMatchObject([{ state: 'queued' }]);

    await arena.knex(EVENTS).where({ state: 'retry' }).update({ next_at: 0 });
    await arena.webhook.process();
    await eventually('it is split', async () => (await stateOf())?.state === 'split');
    await eventually('it is applied', async () => (await waitingWebhooks(arena.knex)) === 0);
    await row().update({ due_at: 0 });
    await arena.ended(id);
    expect(await row()).toMatchObject([{ state: 'skipped' }]);
  });

  it('[C-03] a delivery that fails on every try is parked, and holds nobody', async () => {
    const { config } = arena.runtime;
    const usual = config.changeRetryMs;
    config.changeRetryMs = [];
    const undo = await arena.forbid(CHANGES, 'value', 'hopeless');
    try {
      const poison = { from: '491500', id: 'wamid.hopeless', type: 'text', text: { body: 'x' } };
      await arena.deliver(delivery(arena, { messages: [poison] }));
      await eventually('it is parked', async () => (await stateOf('hopeless'))?.state === 'parked');
    } finally {
      await undo();
      config.changeRetryMs = usual;
    }
    expect(await stateOf('hopeless')).toMatchObject({ reason: 'database' });
    const id = await arena.start(3, { category: 'MARKETING' });
    expect((await arena.ended(id)).counts.sent).toBe(3);
  });
});
