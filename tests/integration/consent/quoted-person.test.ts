import type { ListMessagesResult } from '../../../server/src/contracts/conversations';
import { wamidOf } from '../../../simulator/src/kernel/wamid';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { halfKnown, idsFrom, secondsAgo, type Ids } from '../contacts/half-known';
import { delivery, startArena, type Arena } from '../engine/arena';

const OURS = '908502550001';

describe.each(databases())(
  'an opt-out of a stranger that quotes a message of ours, on %s',
  (database) => {
    let arena: Arena;
    let serial = 0;
    beforeAll(async () => {
      arena = await startArena({ database });
    });
    afterAll(() => arena.close());

    const newIds = idsFrom(3);
    const { add, only, rowsOf, status } = halfKnown(() => arena, newIds);
    const tell = async (field: string, value: Record<string, unknown>) => {
      const told = delivery(arena, value) as { entry: { changes: { field: string }[] }[] };
      for (const { changes } of told.entry) for (const change of changes) change.field = field;
      await arena.deliver(told);
      await arena.settled();
    };
    /** A message of ours to this number; answers what is the same in every spelling of its id. */
    const sent = async ({ number }: Ids, ago = 60): Promise<string> => {
      serial += 1;
      const tail = `ABCDEF0123456${String(serial).padStart(5, '0')}`;
      const text = { body: 'News for you' };
      const echo = { id: wamidOf(number, tail), from: OURS, to: number, type: 'text', text };
      await tell('smb_message_echoes', { message_echoes: [{ ...echo, ...secondsAgo(ago) }] });
      return tail;
    };
    /** From somebody of whom only the user id is known. */
    const answers = ({ userId }: Ids, body: string, quoted: string) => {
      serial += 1;
      const id = wamidOf(userId, `FEDCBA9876543${String(serial).padStart(5, '0')}`);
      const message = { id, from_user_id: userId, type: 'text', text: { body } };
      return tell('messages', {
        messages: [{ ...message, context: { id: quoted }, ...secondsAgo(0) }],
      });
    };
    const consentOf = async (ids: Ids) =>
      (await rowsOf(ids))
        .sort((a, b) => a.id - b.id)
        .map(({ phone, marketing }) => [phone !== null, marketing]);
    const eventsOf = async (contactId: number) => {
      const thread = (await arena
        .knex('whatsapp_conversations')
        .where({ contact_id: contactId })
        .first('id')) as { id: number } | undefined;
      const path = `/whatsapp/conversations/${thread?.id ?? 0}/messages`;
      const { events } = (await arena.api.get<ListMessagesResult>(path)).body;
      return events.filter(({ kind }) => kind === 'maybe-same').map(({ subject }) => subject);
    };

    it('[O-17] [X-15] counts for both, and asks whether they are one person', async () => {
      const ids = newIds();
      const id = await add(ids);
      const tail = await sent(ids);
      await answers(ids, 'STOP', wamidOf(ids.userId, tail, 0x12));
      expect(await consentOf(ids)).toEqual([
        [true, 'out'],
        [false, 'out'],
      ]);
      const stranger = (await rowsOf(ids)).find(({ bsuid }) => bsuid === ids.userId)?.id ?? 0;
      expect(await eventsOf(id)).toEqual([ids.userId]);
      expect(await eventsOf(stranger)).toEqual(['Ada']);
      await status(ids);
      await only(ids, 'out');
    });

    it('[O-17] [X-15] makes one person of them where the quoted id contains the number', async () => {
      const ids = newIds();
      await add(ids);
      await answers(ids, 'STOP', wamidOf(ids.number, await sent(ids)));
      await only(ids, 'out');
    });

    it('[O-17] nothing but an opt-out does anything to the other contact', async () => {
      const ids = newIds();
      await add(ids);
      const quoted = wamidOf(ids.userId, await sent(ids), 0x12);
      for (const body of ['hello', 'START', 'please stop sending me this'])
        await answers(ids, body, quoted);
      expect(await consentOf(ids)).toContainEqual([true, 'none']);
    });

    it('[O-17] nobody is opted out by an old message, or who has a user id of their own', async () => {
      const [old, known] = [newIds(), newIds()];
      for (const ids of [old, known]) await add(ids);
      const quotes = [
        { ids: old, tail: await sent(old, 31 * 86_400) },
        { ids: known, tail: await sent(known) },
      ];
      await status(known);
      await only(known, 'none');
      for (const { tail } of quotes) {
        const stranger = newIds();
        await answers(stranger, 'STOP', wamidOf(stranger.userId, tail, 0x12));
        await eventually('the stranger is out', async () =>
          (await consentOf(stranger)).some(([, marketing]) => marketing === 'out')
        );
      }
      expect(await consentOf(old)).toEqual([[true, 'none']]);
      expect(await consentOf(known)).toEqual([[true, 'none']]);
    });
  }
);
