import type { UnclaimedNumbersResult } from '../../../server/src/contracts/parked';
import { DAY_MS } from '../../../server/src/kernel/time';
import { contextOf } from '../../../server/src/strapi/context';
import { purgeWebhooks } from '../../../server/src/webhook/public';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { delivery, startArena, type Arena } from '../engine/arena';

const OTHER = '209900000000001';
const PHONE = '493012345678';

describe.each(databases())('webhooks of a number that is not connected, on %s', (database) => {
  let arena: Arena;
  let serial = 0;
  beforeAll(async () => {
    arena = await startArena({ database });
  });
  afterAll(() => arena.close());

  const newPerson = () => {
    serial += 1;
    return `4915330${300_000 + serial}`;
  };
  /** As Meta delivers it for this phone number id. */
  const write = async (
    from: string,
    body: string,
    { to = OTHER, phone = PHONE, secondsAgo = 0 } = {}
  ) => {
    serial += 1;
    const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
    const message = { from, id: `wamid.unclaimed-${serial}`, timestamp, type: 'text' };
    await arena.deliver(
      delivery(arena, {
        metadata: { display_phone_number: phone, phone_number_id: to },
        contacts: [{ wa_id: from, profile: { name: 'Ada' } }],
        messages: [{ ...message, text: { body } }],
      })
    );
    await arena.settled();
  };
  const waiting = async () =>
    (await arena.api.get<UnclaimedNumbersResult>('/whatsapp/parked/numbers')).body.numbers;
  const states = async (to: string) =>
    (
      (await arena
        .knex('whatsapp_webhook_changes')
        .where('value', 'like', `%${to}%`)
        .select('state')) as { state: string }[]
    ).map(({ state }) => state);
  const personOf = async (waId: string) =>
    (await arena.knex('whatsapp_contacts').where({ wa_id: waId }).first()) as
      | { id: number; marketing: string }
      | undefined;
  const connect = async (phoneNumberId: string): Promise<number> => {
    // As a number that was connected by hand; what Meta says of it is nothing that is asked here.
    const [own] = (await arena.knex('whatsapp_accounts').limit(1)) as Record<string, unknown>[];
    const { id: _id, document_id: _document, ...row } = own ?? {};
    const copy = { ...row, phone_number_id: phoneNumberId, name: phoneNumberId, is_default: false };
    await arena.knex('whatsapp_accounts').insert({ ...copy, document_id: phoneNumberId });
    const made = (await arena
      .knex('whatsapp_accounts')
      .where({ phone_number_id: phoneNumberId })
      .first('id')) as { id: number };
    return made.id;
  };

  it('[X-15] [O-17] wait for it, and count when it is connected: the opt-out too, and no bot answers', async () => {
    const bot = await arena.api.post('/whatsapp/bots', {
      name: 'Hello',
      active: true,
      triggers: [{ kind: 'keyword', match: 'contains', words: ['hello'] }],
      steps: [{ kind: 'text', text: 'Hi there' }],
    });
    expect(bot.status).toBe(200);
    const answersTo = async (contactId: number): Promise<unknown[]> =>
      arena.knex('whatsapp_messages').where({ contact_id: contactId, direction: 'out' });
    const [ada, bob, eve, fay] = [newPerson(), newPerson(), newPerson(), newPerson()];
    await write(eve, 'hello', { to: arena.sim.account.phoneNumberIds[0] ?? '' });
    const met = await eventually('Eve', () => personOf(eve));
    await eventually('an answer', async () => (await answersTo(met.id)).length === 1);
    await write(ada, 'hello', { secondsAgo: 26 * 3_600 });
    await write(bob, 'STOP', { secondsAgo: 60 });
    await write(fay, 'hello');
    expect(await personOf(ada)).toBeUndefined();
    expect(await waiting()).toMatchObject([
      { phoneNumberId: OTHER, displayPhoneNumber: PHONE, count: 3, more: false, account: null },
    ]);
    const accountId = await connect(OTHER);
    await eventually('the opt-out', async () => (await personOf(bob))?.marketing === 'out');
    const person = await eventually('Ada', () => personOf(ada));
    expect(await waiting()).toEqual([]);
    const thread = (await arena
      .knex('whatsapp_conversations')
      .where({ contact_id: person.id, account_id: accountId })
      .first()) as { id: number; window_expires_at: unknown };
    expect(Number(thread.window_expires_at)).toBeLessThan(Date.now());
    await arena.settled();
    const { id: fresh } = await eventually('Fay', () => personOf(fay));
    for (const id of [person.id, fresh]) expect(await answersTo(id)).toEqual([]);
  });

  it('[O-17] a tag that a late message brings sets no bot off either', async () => {
    const number = '209900000000007';
    const bot = await arena.api.post('/whatsapp/bots', {
      name: 'Parcels',
      active: true,
      triggers: [{ kind: 'event', event: 'tag-added', value: 'Parcel' }],
      steps: [{ kind: 'text', text: 'About your parcel' }],
    });
    expect(bot.status).toBe(200);
    const { body: link } = await arena.api.post<{ code: string }>('/whatsapp/chat-links', {
      ...{ name: 'Box', purpose: 'order-tracking', accountId: arena.accountId, tags: ['Parcel'] },
      texts: { en: 'Where is it?', tr: 'Nerede?' },
    });
    const runs = async (contactId: number): Promise<unknown[]> =>
      arena.knex('whatsapp_bot_runs').where({ contact_id: contactId });
    const [now, late] = [newPerson(), newPerson()];
    await write(now, `Hi\nCode: ${link.code}`, { to: arena.sim.account.phoneNumberIds[0] ?? '' });
    const { id: answered } = await eventually('who is answered', () => personOf(now));
    expect(await runs(answered)).toHaveLength(1);
    await write(late, `Hi\nCode: ${link.code}`, { to: number });
    await connect(number);
    const { id } = await eventually('who came late', () => personOf(late));
    expect(await runs(id)).toEqual([]);
  });

  it('"Not ours" drops what waits and what comes later', async () => {
    const number = '209900000000002';
    await write(newPerson(), 'hi', { to: number });
    const [found] = await waiting();
    const { body } = await arena.api.post<{ count: number }>(
      `/whatsapp/parked/numbers/${found?.id ?? 0}/ignore`
    );
    expect(body.count).toBe(1);
    await write(newPerson(), 'hi again', { to: number });
    expect(await waiting()).toEqual([]);
    expect(await states(number)).toEqual(['foreign']);
  });

  it('"Not ours" leaves alone what waits for a number that a colleague has connected meanwhile', async () => {
    const number = '209900000000006';
    const person = newPerson();
    await write(person, 'hi', { to: number });
    const found = (await waiting()).find(({ phoneNumberId }) => phoneNumberId === number);
    await connect(number);
    const answer = await arena.api.post(`/whatsapp/parked/numbers/${found?.id ?? 0}/ignore`);
    expect(answer.status).toBe(404);
    await eventually('the person', () => personOf(person));
  });

  it('says that a number of ours has a new phone number id', async () => {
    await arena.knex('whatsapp_accounts').update({ display_phone_number: '+90 850 255 00 01' });
    await write(newPerson(), 'hi', { to: '209900000000003', phone: '908502550001' });
    expect(await waiting()).toMatchObject([
      { phoneNumberId: '209900000000003', account: { name: expect.any(String) as string } },
    ]);
  });

  it('a number that was removed here is not asked about', async () => {
    const number = '209900000000004';
    const id = await connect(number);
    expect((await arena.api.del(`/whatsapp/accounts/${id}`)).status).toBeLessThan(300);
    await write(newPerson(), 'hi', { to: number });
    expect((await waiting()).map(({ phoneNumberId }) => phoneNumberId)).not.toContain(number);
    expect(await states(number)).toEqual(['foreign']);
  });

  it('shows that the example of Meta’s dashboard arrived, and keeps nothing of it', async () => {
    await write('16315551181', 'this is a text message', {
      to: '123456123',
      phone: '16505551111',
      secondsAgo: 100_000,
    });
    const example = async () => (await waiting()).find(({ isExample }) => isExample);
    const found = await example();
    expect(found).toMatchObject({ count: 0 });
    // When it came, whatever Meta says of it: its example is of 2017.
    expect(found?.lastAt).toBeGreaterThan(Date.now() - 60_000);
    expect(await personOf('16315551181')).toBeUndefined();
    await arena
      .knex('whatsapp_unclaimed_numbers')
      .where({ is_example: true })
      .update({ seen_at: Date.now() - 2 * DAY_MS });
    expect(await example()).toBeUndefined();
  });

  it('[X-06] is kept no longer than other webhooks', async () => {
    const number = '209900000000005';
    await write(newPerson(), 'hi', { to: number });
    await arena
      .knex('whatsapp_webhook_changes')
      .where({ state: 'unclaimed' })
      .update({ received_at: 1 });
    await purgeWebhooks(contextOf(arena.strapi).db, DAY_MS);
    expect(await states(number)).toEqual([]);
    expect((await waiting()).map(({ phoneNumberId }) => phoneNumberId)).not.toContain(number);
  });
});
