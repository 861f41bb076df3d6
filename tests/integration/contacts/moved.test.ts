import type { ListMessagesResult } from '../../../server/src/contracts/conversations';
import { databases } from '../../support/boot-strapi';
import { eventually, nextSecond } from '../../support/world';
import { delivery, startArena, type Arena } from '../engine/arena';

interface Ids {
  number: string;
  userId: string;
}

describe.each(databases())('people with a new number or user id, on %s', (database) => {
  let arena: Arena;
  let serial = 0;
  beforeAll(async () => {
    arena = await startArena({ database });
  });
  afterAll(() => arena.close());

  const newIds = (): Ids => {
    serial += 1;
    return { number: `4915220${100_000 + serial}`, userId: `DE.77000000${serial}` };
  };
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
      .where((q) => {
        for (const { number, userId } of ids)
          void q.orWhere({ wa_id: number }).orWhere({ bsuid: userId });
      })) as { id: number; wa_id: string; bsuid: string; phone: string }[];
    const conversations = (await arena.knex('whatsapp_conversations').whereIn(
      'contact_id',
      people.map(({ id }) => id)
    )) as { id: number; unread: unknown; window_expires_at: unknown }[];
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

  it('[X-15] who changes the number stays one person, with one conversation and the notice in it', async () => {
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

  it('[X-15] who gets another user id stays one person, also when the notice does not say from whom', async () => {
    const old = newIds();
    const now = { number: old.number, userId: newIds().userId };
    await write(old, 'hello');
    await notice({}, { wa_id: now.number, user_id: now.userId, type: 'user_changed_user_id' });
    await write(now, 'hello again');
    const { people, conversations } = await peopleOf(old, now);
    expect(people).toMatchObject([{ wa_id: old.number, bsuid: now.userId }]);
    expect(conversations).toHaveLength(1);
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

  it('[X-15] a late notice leaves the old number with whoever has it by now', async () => {
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

  it('[X-15] a late notice leaves the new number with whoever has it by now', async () => {
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

  it('[X-15] a change of somebody unknown makes nobody', async () => {
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
    const status = async ({ number, userId }: Ids, more: object = {}) => {
      serial += 1;
      const one = {
        id: `wamid.status-${serial}`,
        status: 'delivered',
        // As old as the message that they answer.
        timestamp: String(Math.floor(Date.now() / 1000)),
        recipient_id: number,
        recipient_user_id: userId,
        ...more,
      };
      await arena.deliver(delivery(arena, { statuses: [one] }));
      await arena.settled();
    };
    const byNumber = async ({ number }: Ids) => {
      const body = { phone: `+${number}`, name: 'Ada' };
      return (await arena.api.post<{ id: number }>('/whatsapp/contacts', body)).body.id;
    };
    const byUserId = (ids: Ids, body: string) =>
      arena
        .deliver(
          delivery(arena, {
            contacts: [{ profile: { name: 'Ada' }, user_id: ids.userId }],
            messages: [message({ from_user_id: ids.userId, type: 'text', text: { body } })],
          })
        )
        .then(() => arena.settled());
    const rowsOf = async ({ number, userId }: Ids) =>
      (await arena
        .knex('whatsapp_contacts')
        .whereNull('merged_into')
        .where((q) => void q.where({ phone: `+${number}` }).orWhere({ bsuid: userId }))) as {
        phone: string | null;
        bsuid: string | null;
        marketing: string;
      }[];
    const only = (ids: Ids, marketing: string) =>
      eventually('one person', async () => {
        const [one, ...others] = await rowsOf(ids);
        const isWhole = one?.bsuid === ids.userId && one.phone === `+${ids.number}`;
        return others.length === 0 && isWhole && one.marketing === marketing;
      });

    it('[X-15] [O-17] who is known by number and opts out by user id is one person', async () => {
      const ids = newIds();
      await byNumber(ids);
      await status(ids);
      await only(ids, 'none');
      await byUserId(ids, 'STOP');
      await only(ids, 'out');
    });

    it('[X-15] [O-17] in the other order too, with one consent', async () => {
      const ids = newIds();
      await byNumber(ids);
      const sentAt = String(Math.floor(Date.now() / 1000));
      await nextSecond();
      await nextSecond();
      await byUserId(ids, 'STOP');
      expect(await rowsOf(ids)).toHaveLength(2);
      await status(ids, { timestamp: sentAt });
      await only(ids, 'out');
    });

    it('[X-15] nothing is learnt of groups, of old statuses, and where another user id stands', async () => {
      const [one, two, three] = [newIds(), newIds(), newIds()];
      for (const ids of [one, two]) await byNumber(ids);
      await write(three, 'Hello');
      await status(one, { recipient_type: 'group' });
      await status(two, { timestamp: '1700000000' });
      await status({ number: three.number, userId: newIds().userId });
      const rows = (await Promise.all([one, two, three].map(rowsOf))).flat();
      expect(rows.map(({ bsuid }) => bsuid)).toEqual([null, null, three.userId]);
    });
  });
});
