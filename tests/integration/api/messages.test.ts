import { databases } from '../../support/boot-strapi';
import { eventually, type World } from '../../support/world';
import {
  accepted,
  apiClient,
  apiToken,
  openWindow,
  startApiWorld,
  type ApiClient,
} from './api-world';

const AYSE = '905321110001';
const MEHMET = '905321110002';
const ZEYNEP = '905321110003';
const JUERGEN = '4915112340001';

describe.each(databases())('other systems send by the Content API, on %s', (database) => {
  let world: World;
  let api: ApiClient;
  beforeAll(async () => {
    world = await startApiWorld({ database });
    api = apiClient(world, await apiToken(world));
  });
  afterAll(() => world.close());

  const text = (to: unknown, words = 'Yolda') => ({ type: 'text', to, text: words });
  const ready = (to: unknown) => ({
    type: 'template',
    to,
    template: {
      name: 'order_ready',
      language: 'tr',
      values: { 'body.1': 'Ayşe', 'body.2': '1007' },
    },
  });
  const contactOf = async (phone: string) =>
    (await world.strapi.db
      .connection('whatsapp_contacts')
      .where({ phone })
      .first('id', 'source', 'utility')) as { id: number; source: string } | undefined;

  it('[X-11] queues with 202, sends once, and tells the state, the times and the wamid', async () => {
    await openWindow(world, AYSE);
    const sent = await api.send(text('0532 111 00 01'), 'first-1');
    expect(sent.status).toBe(202);
    expect(sent.headers.location).toBe(`/api/whatsapp/messages/${sent.body.data.id}`);
    const now = await api.until(sent.body.data.id, 'delivered');
    expect(now).toMatchObject({ type: 'text', attempts: 1, error: null });
    expect(now.wamid).toMatch(/^wamid\./);
    expect(now.times.delivered).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(accepted(world, AYSE)).toBe(1);
    expect(world.sim.control.thread(AYSE).at(-1)).toMatchObject({ content: { body: 'Yolda' } });
  });

  it('[X-11] the same key twice at the same time makes one message at WhatsApp', async () => {
    const before = accepted(world, AYSE);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => api.send(text(`+${AYSE}`, 'Bir kez'), 'twice-1'))
    );
    const ids = new Set(answers.map((answer) => answer.body.data.id));
    expect(ids.size).toBe(1);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 200, 202]);
    const [id] = [...ids];
    await api.until(id ?? 0, 'delivered');
    const again = await api.send(text(`+${AYSE}`, 'Bir kez'), 'twice-1');
    expect(again).toMatchObject({ status: 200, body: { data: { id, state: 'delivered' } } });
    expect(accepted(world, AYSE)).toBe(before + 1);
    expect(world.sim.control.ledger.doubledTokens()).toEqual([]);
  });

  it('[X-11] a key with another body is refused with 409, and makes neither message nor contact', async () => {
    const before = accepted(world, AYSE);
    await api.send(text(`+${AYSE}`, 'Bir kez'), 'twice-1');
    const other = await api.send(text('+905329998877', 'Başka'), 'twice-1');
    expect(other.status).toBe(409);
    expect(other.body.error).toMatchObject({
      name: 'ConflictError',
      details: { kind: 'key-used', field: 'Idempotency-Key' },
    });
    expect(await contactOf('+905329998877')).toBeUndefined();
    expect(accepted(world, AYSE)).toBe(before);
  });

  it('[X-11] a repeat answers with the first message even when its contact was merged meanwhile', async () => {
    const knex = world.strapi.db.connection;
    const contacts = world.strapi.plugin('whatsapp').service('contacts');
    // The older row survives, so the message's own contact is the one that goes.
    const survivor = (await contacts.create({ name: 'Mehmet', phone: '+905329990001' })) as {
      id: number;
    };
    const gone = await openWindow(world, MEHMET);
    const first = await api.send(text(`+${MEHMET}`, 'Önce'), 'merge-1');
    await api.until(first.body.data.id, 'delivered');
    await knex.transaction(
      (trx) => contacts.merge(trx, [survivor.id, gone], Date.now()) as Promise<unknown>
    );
    const repeat = await api.send(text(`+${MEHMET}`, 'Önce'), 'merge-1');
    expect(repeat).toMatchObject({ status: 200, body: { data: { id: first.body.data.id } } });
  });

  it('keys belong to a token: another token’s key is another message', async () => {
    const before = accepted(world, AYSE);
    const other = apiClient(world, await apiToken(world));
    const sent = await other.send(text(`+${AYSE}`, 'Bir kez'), 'twice-1');
    expect(sent.status).toBe(202);
    await other.until(sent.body.data.id, 'delivered');
    expect(accepted(world, AYSE)).toBe(before + 1);
  });

  it('messages to one contact leave in the order in which they were queued', async () => {
    const words = Array.from({ length: 5 }, (_, i) => `Sıra ${i + 1}`);
    world.sim.control.configure({ latency: { jitterMs: 60 } });
    const ids: number[] = [];
    for (const word of words) ids.push((await api.send(text(`+${AYSE}`, word))).body.data.id);
    for (const id of ids) await api.until(id, 'delivered');
    const seen = world.sim.control
      .thread(AYSE)
      .map((bubble) => String((bubble.content as { body?: string }).body ?? ''))
      .filter((word) => words.includes(word));
    expect(seen).toEqual(words);
    world.sim.control.configure({ latency: { jitterMs: 0 } });
  });

  it('[C-11] free text outside the 24 hours is refused as window-closed and leaves nothing behind', async () => {
    const refused = await api.send(text(`+${ZEYNEP}`), 'closed-1');
    expect(refused.status).toBe(422);
    expect(refused.body.error).toMatchObject({
      name: 'UnprocessableError',
      details: { kind: 'window-closed', field: 'type', remedy: 'Send an approved template.' },
    });
    expect(accepted(world, ZEYNEP)).toBe(0);
  });

  it('[O-01] a template needs a recorded consent: without it the rule is named, with it the message goes', async () => {
    const refused = await api.send(ready(`+${ZEYNEP}`), 'consent-1');
    expect(refused.status).toBe(422);
    expect(refused.body.error?.details).toMatchObject({ kind: 'no-consent', field: 'to' });
    expect(refused.body.error?.details.remedy).toContain('opt-in');
    const contact = await contactOf(`+${ZEYNEP}`);
    expect(contact).toMatchObject({ source: 'api', utility: 'none' });
    expect(refused.body.error?.details.contactId).toBe(contact?.id);

    const recorded = await world.api.post(`/whatsapp/contacts/${contact?.id}/consent`, {
      category: 'utility',
      action: 'opt-in',
      source: 'form',
      evidence: 'order 1007',
    });
    expect(recorded.status).toBe(200);
    // A refusal uses no key up: the same request may be made again once the reason is gone.
    const sent = await api.send(ready({ contactId: contact?.id }), 'consent-2');
    expect(sent.status).toBe(202);
    await api.until(sent.body.data.id, 'delivered');
    const repeated = await api.send(ready(`+${ZEYNEP}`), 'consent-1');
    expect(repeated.status).toBe(202);
    await api.until(repeated.body.data.id, 'delivered');
    expect(accepted(world, ZEYNEP)).toBe(2);
  });

  it('requests at the same time about one unknown contact, in any spelling, make one contact', async () => {
    const spellings = ['+905329992002', '0532 999 20 02', '905329992002', '+90 (532) 999-2002'];
    const answers = await Promise.all(
      [...spellings, ...spellings].map((to, i) => api.send(ready(to), `person-${i}`))
    );
    expect(answers.map((answer) => answer.body.error?.details.kind)).toEqual(
      answers.map(() => 'no-consent')
    );
    expect(new Set(answers.map((answer) => answer.body.error?.details.contactId)).size).toBe(1);
    const rows = await world.strapi.db
      .connection('whatsapp_contacts')
      .where({ phone: '+905329992002' });
    expect(rows).toHaveLength(1);
  });

  it('[O-01] who opted out gets nothing, also when it happened after the message was queued', async () => {
    const contact = await contactOf(`+${ZEYNEP}`);
    const before = accepted(world, ZEYNEP);
    world.sim.control.faults.add({
      kind: 'graph-error',
      code: 131056,
      recipient: ZEYNEP,
      times: 1,
    });
    const queued = await api.send(ready(`+${ZEYNEP}`));
    await eventually('it waits for another try', async () => {
      const { body } = await api.get(`/api/whatsapp/messages/${queued.body.data.id}`);
      return body.data.attempts === 2 && body.data.state === 'queued';
    });
    await world.api.post(`/whatsapp/contacts/${contact?.id}/consent`, {
      category: 'utility',
      action: 'opt-out',
      source: 'phone',
      evidence: 'call',
    });
    const refused = await api.send(ready(`+${ZEYNEP}`));
    expect(refused.status).toBe(422);
    expect(refused.body.error?.details.kind).toBe('opted-out');
    const late = await api.until(queued.body.data.id, 'failed');
    expect(late.error).toMatchObject({ class: 'opted-out', title: 'The contact has opted out' });
    expect(accepted(world, ZEYNEP)).toBe(before);
  });

  it('[X-15] a contact is reached by WhatsApp’s user id', async () => {
    world.sim.control.act.text('can.ozturk', 'Numaram yok');
    const row = await eventually(
      'the contact',
      async () =>
        (await world.strapi.db
          .connection('whatsapp_contacts')
          .whereNotNull('username')
          .first('bsuid')) as { bsuid: string } | undefined
    );
    const sent = await api.send(text({ userId: row.bsuid }), 'bsuid-1');
    expect(sent.status).toBe(202);
    await api.until(sent.body.data.id, 'delivered');
    expect(accepted(world, row.bsuid)).toBe(1);
  });

  it('[M-37] a full messaging limit fails nothing: the message waits and goes by itself', async () => {
    const knex = world.strapi.db.connection;
    const limitTo = (limit: number) =>
      knex('whatsapp_accounts').update({ messaging_limit: limit, limit_known: true });
    const person = async (phone: string) => {
      const made = (await world.api.post<{ id: number }>('/whatsapp/contacts', {
        name: phone,
        phone,
      })) as { body: { id: number } };
      await world.api.post(`/whatsapp/contacts/${made.body.id}/consent`, {
        category: 'utility',
        action: 'opt-in',
        source: 'form',
        evidence: 'x',
      });
      return made.body.id;
    };
    const contactId = await person('+905329991001');
    await limitTo(1);
    const sent = await api.send(ready({ contactId }));
    expect(sent.status).toBe(202);
    const { id } = sent.body.data;
    const row = () => knex('whatsapp_messages').where({ id }).first('state', 'due_at', 'at');
    await eventually('it was put off', async () => {
      const now = (await row()) as { state: string; due_at: unknown; at: unknown };
      return now.state === 'queued' && Number(now.due_at) >= Number(now.at) + 50_000;
    });
    expect(accepted(world, '905329991001')).toBe(0);
    await limitTo(250);
    await eventually('it went by itself', async () => {
      await knex('whatsapp_messages').where({ id, state: 'queued' }).update({ due_at: 0 }); // the minute is over
      return (await api.get(`/api/whatsapp/messages/${id}`)).body.data.state === 'delivered';
    });
    expect(accepted(world, '905329991001')).toBe(1);
  });

  it('an error of WhatsApp is said in words', async () => {
    world.sim.control.faults.add({
      kind: 'failed-status',
      code: 131026,
      recipient: AYSE,
      times: 1,
    });
    const sent = await api.send(text(`+${AYSE}`, 'Ulaşmaz'), 'fails-1');
    expect(sent.status).toBe(202);
    const failed = await api.until(sent.body.data.id, 'failed');
    expect(failed.error).toMatchObject({ code: 131026, retryable: expect.any(Boolean) as boolean });
    expect(failed.error?.title).toBeTruthy();
    expect(failed.error?.advice).toBeTruthy();
    expect(failed.times.failed).not.toBeNull();
  });

  it('a refusal that may be repeated is tried again, counted, and sent once', async () => {
    await openWindow(world, JUERGEN);
    world.sim.control.faults.add({
      kind: 'graph-error',
      code: 131056,
      recipient: JUERGEN,
      times: 1,
    });
    const sent = await api.send(text(`+${JUERGEN}`, 'Yeniden'), 'again-1');
    const now = await api.until(sent.body.data.id, 'delivered');
    expect(now.attempts).toBe(2);
    const seen = world.sim.control
      .thread(JUERGEN)
      .filter((bubble) => (bubble.content as { body?: string }).body === 'Yeniden');
    expect(seen).toHaveLength(1);
  });
});
