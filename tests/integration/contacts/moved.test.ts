import type { ListMessagesResult } from '../../../server/src/contracts/conversations';
import { runtimeService } from '../../../server/src/runtime/public';
import { databases } from '../../support/boot-strapi';
import { lockWaits } from '../../support/lock-waits';
import { eventually, nextSecond } from '../../support/world';
import { delivery, startArena, type Arena } from '../engine/arena';
import { halfKnown, idsFrom, orders, secondsAgo, type Ids } from './half-known';

describe.each(databases())('contacts with a new number or user id, on %s', (database) => {
  let arena: Arena;
  let serial = 0;
  beforeAll(async () => {
    arena = await startArena({ database });
  });
  afterAll(() => arena.close());

  const newIds = idsFrom(1);
  const message = (change: object) => {
    serial += 1;
    return {
      id: `wamid.moved-${serial}`,
      timestamp: String(Math.floor(Date.now() / 1000)),
      ...change,
    };
  };
  /** A customer writes, as Meta tells it. */
  const write = async ({ number, userId }: Ids, body: string, more: object = {}) => {
    const text = { from: number, from_user_id: userId, type: 'text', text: { body }, ...more };
    await arena.deliver(
      delivery(arena, {
        contacts: [{ profile: { name: 'Ada' }, wa_id: number, user_id: userId }],
        messages: [message(text)],
      })
    );
    await arena.settled();
  };
  /** Meta's notice of a change: it carries no `contacts`. */
  const notice = async (from: object, system: object) => {
    const told = message({
      ...from,
      type: 'system',
      system: { body: 'User Ada changed', ...system },
    });
    await arena.deliver(delivery(arena, { messages: [told] }));
    await arena.settled();
  };
  const update = async (wa_id: string, previous: string, current: string) => {
    const user_id_update = [
      { wa_id, detail: 'new', user_id: { previous, current }, timestamp: '1763600100' },
    ];
    await arena.deliver(delivery(arena, { user_id_update }));
    await arena.settled();
  };
  /** People who go by one of these ids, and what stands of their conversations. */
  const peopleOf = async (...ids: Ids[]) => {
    const people = (await arena
      .knex('whatsapp_contacts')
      .whereNull('merged_into')
      .orderBy('id')
      .where((q) => {
        for (const { number, userId } of ids)
          void q.orWhere({ wa_id: number }).orWhere({ bsuid: userId });
      })) as { id: number; wa_id: string; bsuid: string; phone: string; marketing: string }[];
    const conversations = (await arena.knex('whatsapp_conversations').whereIn(
      'contact_id',
      people.map(({ id }) => id)
    )) as { id: number; contact_id: number; unread: unknown; window_expires_at: unknown }[];
    return { people, conversations };
  };
  const lastParked = async (): Promise<string> => {
    const row = (await arena
      .knex('whatsapp_webhook_changes')
      .where({ state: 'parked' })
      .orderBy('id', 'desc')
      .first('error')) as { error: string } | undefined;
    return row?.error ?? '';
  };
  const typesIn = async (conversationId: number): Promise<string[]> => {
    const path = `/whatsapp/conversations/${conversationId}/messages`;
    const { messages } = (await arena.api.get<ListMessagesResult>(path)).body;
    return messages.map(({ body }) => body.type);
  };

  it('[X-15] who changes the number stays one contact, with one conversation and the notice in it', async () => {
    const [old, now] = [newIds(), newIds()];
    await write(old, 'hello');
    const [before] = (await peopleOf(old)).conversations;
    await notice(
      { from: old.number, from_user_id: old.userId },
      { wa_id: now.number, user_id: now.userId, type: 'user_changed_number' }
    );
    const { people, conversations } = await peopleOf(old, now);
    expect(people).toMatchObject([
      { wa_id: now.number, bsuid: now.userId, phone: `+${now.number}` },
    ]);
    // Nobody wrote: nothing is unread that was not, and no window opened.
    expect(conversations).toEqual([before]);
    expect(await typesIn(Number(before?.id))).toEqual(expect.arrayContaining(['text', 'system']));
    await write(now, 'from my new number');
    expect((await peopleOf(old, now)).people).toHaveLength(1);
    expect((await peopleOf(old, now)).conversations).toHaveLength(1);
  });

  it('[X-15] who gets another user id stays one contact, also when the notice does not say from whom', async () => {
    const old = newIds();
    const now = { number: old.number, userId: newIds().userId };
    await write(old, 'hello');
    await notice({}, { wa_id: now.number, user_id: now.userId, type: 'user_changed_user_id' });
    await write(now, 'hello again');
    const { people, conversations } = await peopleOf(old, now);
    expect(people).toMatchObject([{ wa_id: old.number, bsuid: now.userId }]);
    expect(conversations).toHaveLength(1);
  });

  describe('who has another user id and the same number', () => {
    const agree = async (id: number) => {
      const body = { category: 'marketing', action: 'opt-in', source: 'form', evidence: 'form 7' };
      const saved = await arena.api.post(`/whatsapp/contacts/${id}/consent`, body);
      expect(saved.status).toBe(200);
    };
    const questions = async (conversationId: unknown) => {
      const path = `/whatsapp/conversations/${Number(conversationId)}/messages`;
      const { events } = (await arena.api.get<ListMessagesResult>(path)).body;
      return events.filter(({ kind }) => kind === 'same-number').map(({ subject }) => subject);
    };
    const changed = async (old: Ids, now: Ids) => {
      const body = `User Ada changed from ${old.userId} to ${now.userId}`;
      const system = { wa_id: now.number, user_id: now.userId, type: 'user_changed_user_id' };
      await notice({}, { ...system, body });
    };

    it('[X-15] wrote before the notice came: both are one contact, with consent and one conversation', async () => {
      const old = newIds();
      const now = { number: old.number, userId: newIds().userId };
      await write(old, 'hello');
      const [before] = (await peopleOf(old)).people;
      await agree(before?.id ?? 0);
      await write(now, 'hello again');
      expect((await peopleOf(old, now)).people).toHaveLength(2);
      await changed(old, now);
      const { people, conversations } = await peopleOf(old, now);
      expect(people).toMatchObject([
        { id: before?.id, wa_id: old.number, bsuid: now.userId, marketing: 'in' },
      ]);
      expect(conversations).toHaveLength(1);
      expect(await questions(conversations[0]?.id)).toEqual([]);
    });

    it('[X-15] is asked about in both conversations where WhatsApp said nothing, and nothing of one is the other’s', async () => {
      const old = newIds();
      const now = { number: old.number, userId: newIds().userId };
      await write(old, 'hello');
      await agree((await peopleOf(old)).people[0]?.id ?? 0);
      await write(now, 'hello again');
      await write(now, 'once more');
      const { people, conversations } = await peopleOf(old, now);
      const consents = people.map(({ bsuid, marketing }) => [bsuid === now.userId, marketing]);
      expect(consents).toEqual([
        [false, 'in'],
        [true, 'none'],
      ]);
      for (const { id } of conversations) expect(await questions(id)).toEqual(['Ada']);
      const [kept, erased] = people;
      expect((await arena.api.del(`/whatsapp/contacts/${erased?.id}`)).status).toBe(200);
      const thread = conversations.find(({ contact_id: of }) => of === kept?.id);
      expect(await questions(thread?.id)).toEqual([]);
    });

    it.each([
      ['by the notice', 'shown', { userIdUpdate: false }],
      ['by the notice', 'hidden', { userIdUpdate: false }],
      ['by user_id_update', 'shown', { notice: false }],
      ['by user_id_update', 'hidden', { notice: false }],
      ['both ways', 'shown', {}],
      ['both ways', 'hidden', {}],
    ])(
      '[X-15] stays one contact with consent, conversation and address, reported %s, the number %s',
      async (_how, number, told) => {
        const { act, people: phones } = arena.sim.control;
        const { number: phone } = newIds();
        const username = number === 'hidden' ? `ada.${phone}` : null;
        const { id: who, bsuid } = phones.add({ name: 'Ada', phone, username });
        act.text(who, 'hello');
        await arena.settled();
        const old = { number: phone, userId: bsuid };
        const [before] = (await peopleOf(old)).people;
        await agree(before?.id ?? 0);
        const now = { number: phone, userId: phones.changeUserId(who, told).bsuid };
        await arena.settled();
        act.text(who, 'hello again');
        await arena.settled();
        const { people, conversations } = await peopleOf(old, now);
        const address = number === 'hidden' ? { wa_id: null } : { wa_id: phone };
        expect(people).toMatchObject([
          { id: before?.id, bsuid: now.userId, marketing: 'in', ...address },
        ]);
        expect(conversations).toHaveLength(1);
        const path = `/whatsapp/conversations/${Number(conversations[0]?.id)}/messages`;
        const text = { type: 'text', clientId: `moved-${who}`, text: 'hello Ada' };
        const { body } = await arena.api.post<{ state: string }>(path, text);
        expect(body.state).not.toBe('failed');
      }
    );
  });

  it('[X-15] user ids alone say who changed, whether the message or the notice comes first', async () => {
    for (const isFirst of [true, false]) {
      const [old, now] = [newIds(), newIds()];
      const byUserId = (ids: Ids, body: string) => {
        const text = { from_user_id: ids.userId, type: 'text', text: { body } };
        return arena.deliver(delivery(arena, { messages: [message(text)] }));
      };
      const tell = () =>
        notice({ from_user_id: old.userId }, { user_id: now.userId, type: 'user_changed_user_id' });
      await byUserId(old, 'hello');
      await arena.settled();
      if (isFirst) await tell();
      await byUserId(now, 'it is me');
      await arena.settled();
      if (!isFirst) await tell();
      const { people, conversations } = await peopleOf(old, now);
      expect(people.map(({ bsuid }) => bsuid)).toEqual([now.userId]);
      expect(conversations).toHaveLength(1);
    }
  });

  it('[X-15] the two ways in which Meta tells of a change come in any order', async () => {
    const [old, now] = [newIds(), newIds()];
    await write(old, 'hello');
    await update(now.number, old.userId, now.userId);
    await notice(
      { from: old.number, from_user_id: old.userId },
      { wa_id: now.number, user_id: now.userId, type: 'user_changed_number' }
    );
    const { people, conversations } = await peopleOf(old, now);
    expect(people).toMatchObject([{ wa_id: now.number, bsuid: now.userId }]);
    expect(conversations).toHaveLength(1);
    expect(await typesIn(Number(conversations[0]?.id))).toContain('system');
  });

  it.each([
    ['with the new user id', true],
    ['without it', false],
  ])(
    '[X-15] whose new number had another owner takes the number and nothing else, by a notice %s',
    async (_what, isNamed) => {
      const [former, old] = [newIds(), newIds()];
      const now = { number: former.number, userId: newIds().userId };
      const earlier = { timestamp: String(Math.floor(Date.now() / 1000) - 3_600) };
      await write(former, 'a secret of mine', earlier);
      await write(old, 'hello');
      await notice(
        { from: old.number, from_user_id: old.userId },
        {
          wa_id: now.number,
          type: 'user_changed_number',
          ...(isNamed ? { user_id: now.userId } : {}),
        }
      );
      const { people, conversations } = await peopleOf(former, old, now);
      expect(people).toHaveLength(2);
      const [before, after] = [former, isNamed ? now : old].map(({ userId }) =>
        people.find(({ bsuid }) => bsuid === userId)
      );
      expect(before).toMatchObject({ wa_id: null, phone: null });
      expect(after).toMatchObject({ wa_id: now.number, phone: `+${now.number}` });
      expect(conversations).toHaveLength(2);
    }
  );

  it('[X-15] who wrote from the new number before the notice came is joined, under user id and number both', async () => {
    const [old, now] = [newIds(), newIds()];
    await write(old, 'hello');
    await write({ ...now, number: newIds().number }, 'under the new id');
    const typed = { name: 'Typed', phone: `+${now.number}` };
    expect((await arena.api.post('/whatsapp/contacts', typed)).status).toBe(200);
    await notice(
      { from: old.number, from_user_id: old.userId },
      { wa_id: now.number, user_id: now.userId, type: 'user_changed_number' }
    );
    const { people, conversations } = await peopleOf(old, now);
    expect(people).toMatchObject([{ wa_id: now.number, bsuid: now.userId }]);
    expect(conversations).toHaveLength(1);
  });

  it('[X-15] a late notice leaves the old number with the contact who has it by now', async () => {
    const [old, now] = [newIds(), newIds()];
    await write(old, 'hello');
    const heir = { number: old.number, userId: newIds().userId };
    await write(heir, 'I have this number now');
    await notice(
      { from: old.number, from_user_id: old.userId },
      { wa_id: now.number, user_id: now.userId, type: 'user_changed_number' }
    );
    const { people } = await peopleOf(heir, now);
    expect(people.find(({ bsuid }) => bsuid === heir.userId)?.wa_id).toBe(heir.number);
    expect(people.find(({ bsuid }) => bsuid === now.userId)?.wa_id).toBe(now.number);
  });

  it('[X-15] a late notice leaves the new number with the contact who has it by now', async () => {
    const [old, now] = [newIds(), newIds()];
    await write(old, 'hello');
    const heir = { number: now.number, userId: newIds().userId };
    await write(heir, 'I have this number now');
    await notice(
      { from: old.number, from_user_id: old.userId, timestamp: '1763600100' },
      { wa_id: now.number, user_id: now.userId, type: 'user_changed_number' }
    );
    const { people } = await peopleOf(old, heir, now);
    expect(people.find(({ bsuid }) => bsuid === heir.userId)?.wa_id).toBe(heir.number);
    expect(people.find(({ bsuid }) => bsuid === now.userId)?.wa_id).toBe(old.number);
  });

  it('[X-15] a change of somebody unknown makes no contact', async () => {
    const [old, now] = [newIds(), newIds()];
    await notice(
      { from: old.number, from_user_id: old.userId },
      { wa_id: now.number, user_id: now.userId, type: 'user_changed_number' }
    );
    expect((await peopleOf(old, now)).people).toEqual([]);
    await write(now, 'hello');
    expect((await peopleOf(old, now)).people).toHaveLength(1);
  });

  it('[X-15] a notice that names nobody is taken by the old user id in its sentence, or waits for the team', async () => {
    const [old, now] = [newIds(), newIds()];
    await write(old, 'Hello');
    const text = (from: string) => `User Ada changed from ${from} to ${now.userId}`;
    const changed = { user_id: now.userId, type: 'user_changed_user_id' };
    await notice({}, { ...changed, body: text(old.userId) });
    await write({ number: old.number, userId: now.userId }, 'It is me');
    const { people, conversations } = await peopleOf(old, now);
    expect(people).toMatchObject([{ wa_id: old.number, bsuid: now.userId }]);
    expect(conversations).toHaveLength(1);
    await notice({}, { ...changed, body: 'User Ada changed' });
    expect(await lastParked()).toContain('does not say who has it');
  });

  it('a message without a sender waits for the team', async () => {
    const text = { type: 'text', text: { body: 'STOP' } };
    await arena.deliver(delivery(arena, { messages: [message(text)] }));
    await arena.settled();
    expect(await lastParked()).toContain('names no person');
  });

  describe('ids that statuses name', () => {
    const told = halfKnown(() => arena, newIds);
    const { status, add, rowsOf, only, looked, writesByNumber, writesByUserId } = told;
    it('[X-15] [O-17] who is known by number and opts out by user id is one contact', async () => {
      const ids = newIds();
      await add(ids);
      await status(ids);
      await only(ids, 'none');
      await writesByUserId(ids, 'STOP');
      await only(ids, 'out');
    });

    it('[X-15] [O-17] in the other order too, with one consent', async () => {
      const ids = newIds();
      await add(ids);
      const sent = secondsAgo(0);
      await nextSecond();
      await nextSecond();
      await writesByUserId(ids, 'STOP');
      expect(await rowsOf(ids)).toHaveLength(2);
      await status(ids, sent);
      await only(ids, 'out');
    });

    it('[X-15] [O-17] in every order one contact, one consent and one thread, once a status has named both ids', async () => {
      const events = {
        added: add,
        status,
        'message by number': (ids: Ids) => writesByNumber(ids, 'Hello'),
        'STOP by user id': (ids: Ids) => writesByUserId(ids, 'STOP'),
      };
      for (const order of orders(Object.keys(events) as (keyof typeof events)[])) {
        const ids = newIds();
        for (const name of order) await events[name](ids);
        await status(ids, { status: 'read' });
        await only(ids, 'out', `one person who is out, after ${order.join(', ')}`);
        const { conversations } = await peopleOf(ids);
        expect({ order, threads: conversations.length }).toEqual({ order, threads: 1 });
      }
    });

    it('[X-15] [O-17] who came after a status is learnt by another one of the same second', async () => {
      const [early, late] = [newIds(), newIds()];
      await add(early);
      const second = secondsAgo(0);
      await status([late, early], second);
      await only(early, 'none');
      await add(late);
      await writesByUserId(late, 'STOP');
      await status(late, second);
      await only(late, 'out');
    });

    it('[X-15] nothing is learnt of groups, of old statuses, of numbers that are not ours, and where another user id stands', async () => {
      const all = [newIds(), newIds(), newIds(), newIds()] as const;
      const [one, two, three, four] = all;
      for (const ids of [one, two, four]) await add(ids);
      await write(three, 'Hello');
      await status(one, { recipient_type: 'group' });
      await status(two, { timestamp: '1700000000' });
      await status({ number: three.number, userId: newIds().userId });
      await status(four, {}, { metadata: { phone_number_id: '4711' } });
      await looked();
      const rows = (await Promise.all(all.map(rowsOf))).flat();
      expect(rows.map(({ bsuid }) => bsuid)).toEqual([null, null, three.userId, null]);
    });

    it('[X-15] nothing is learnt while numbers of several portfolios are connected', async () => {
      const ids = newIds();
      await add(ids);
      const accounts = arena.knex('whatsapp_accounts');
      const { id: _id, ...own } = (await accounts.clone().first()) as Record<string, unknown>;
      const other = { document_id: 'other', phone_number_id: '4712', portfolio_id: 'other' };
      await accounts.clone().insert({ ...own, ...other });
      await status(ids);
      await runtimeService(arena.strapi).background.settled();
      expect(await rowsOf(ids)).toMatchObject([{ bsuid: null }]);
      await accounts.clone().where({ phone_number_id: '4712' }).del();
      await status(ids, { status: 'read' });
      await only(ids, 'none');
    });

    it('[P-11] [X-15] who opted out and was deleted stays opted out, by status, number and user id', async () => {
      const ids = newIds();
      const id = await add(ids);
      await status(ids);
      await only(ids, 'none');
      await writesByUserId(ids, 'STOP');
      await eventually('deleted, once the answer is sent', async () => {
        const { status: code } = await arena.api.del(`/whatsapp/contacts/${id}`);
        return code === 200;
      });
      await status(ids, { status: 'read' });
      await looked();
      expect(await rowsOf(ids)).toEqual([]);
      await writesByNumber(ids, 'Hello');
      await writesByUserId(ids, 'Hello');
      expect((await rowsOf(ids)).map(({ marketing }) => marketing)).toEqual(['out', 'out']);
      await status(ids);
      await only(ids, 'out');
    });

    it('[X-15] a number that was edited by hand is learnt from newer statuses alone', async () => {
      const [old, now] = [newIds(), newIds()];
      const id = await add(old);
      await nextSecond();
      await nextSecond();
      const body = { phone: `+${now.number}` };
      expect((await arena.api.put(`/whatsapp/contacts/${id}`, body)).status).toBe(200);
      for (const ids of [now, old]) await status(ids, secondsAgo(2));
      await status(old);
      await looked();
      expect(await rowsOf(now)).toMatchObject([{ id, bsuid: null }]);
      expect(await rowsOf(old)).toEqual([]);
      await writesByUserId(old, 'STOP');
      await nextSecond();
      for (const ids of [old, now]) await status(ids);
      await only(old, 'out');
      await only(now, 'none');
    });

    it('[X-15] a number edited by hand beside a user id goes to whom a status names with it', async () => {
      const [old, now] = [newIds(), newIds()];
      const id = await add(old);
      await status(old);
      await only(old, 'none');
      const body = { phone: `+${now.number}` };
      expect((await arena.api.put(`/whatsapp/contacts/${id}`, body)).status).toBe(200);
      await writesByUserId(now, 'Hello');
      await nextSecond();
      await nextSecond();
      for (const ids of [now, old]) await status(ids);
      await only(now, 'none');
      await only(old, 'none');
    });

    it('[X-15] [O-17] who wrote while a status was waiting for the contact is joined by this status', async () => {
      // SQLite has one connection: nobody comes in between.
      if (database === 'sqlite') return;
      const ids = newIds();
      const id = await add(ids);
      const trx = await arena.knex.transaction();
      await trx('whatsapp_contacts').where({ id }).forUpdate().first();
      await status(ids);
      await eventually('the status waits', async () => (await lockWaits(arena.knex, database)) > 0);
      await writesByUserId(ids, 'STOP');
      expect(await rowsOf(ids)).toHaveLength(2);
      await trx.commit();
      await only(ids, 'out');
    });
  });
});
