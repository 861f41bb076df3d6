import { keyOf } from '../../../server/src/kernel/hash';
import { wamidOf } from '../../../simulator/src/kernel/wamid';
import { databases } from '../../support/boot-strapi';
import { waitingWebhooks } from '../../support/waiting';
import { eventually, startWorld, type World } from '../../support/world';

const AYSE = '905321110001';

interface Message {
  id: number;
  wamid: string | null;
  body: { type: string; text: string | null };
  edited: { at: number; before: { text: string }[] } | null;
  deletedAt: number | null;
  quoted: { id: number | null; text: string; isDeleted?: boolean } | null;
}
interface Talk {
  id: number;
  unread: number;
  status: string;
  preview: { text: string; type: string } | null;
  window: { expiresAt: number | null };
}

describe.each(databases())('messages that customers edit and delete, on %s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ database });
    await world.adminToken();
  });
  afterAll(() => world.close());

  const talk = async (): Promise<Talk | undefined> =>
    (await world.api.get<{ conversations: Talk[] }>('/whatsapp/conversations?status=all')).body
      .conversations[0];
  const thread = async (): Promise<Message[]> => {
    const row = await talk();
    if (!row) return [];
    const path = `/whatsapp/conversations/${row.id}/messages`;
    return (await world.api.get<{ messages: Message[] }>(path)).body.messages;
  };
  const until = (what: string, is: (all: Message[]) => boolean): Promise<Message[]> =>
    eventually(what, async () => {
      const all = await thread();
      return is(all) ? all : null;
    });
  const stored = async (type: string): Promise<number> =>
    (
      (await world.strapi.db
        .connection('whatsapp_messages')
        .where({ type })
        .pluck('id')) as number[]
    ).length;
  const raw = (type: 'edit' | 'revoke', original: string, text?: string) =>
    world.sim.control.act.raw(AYSE, {
      type,
      node: {
        original_message_id: original,
        ...(text
          ? { message: { context: { id: original }, type: 'text', text: { body: text } } }
          : {}),
      },
    });

  it('[C-19] an edit changes the message that it is about, keeps what stood before, and is no new message', async () => {
    const wamid = world.sim.control.act.text(AYSE, 'come at five');
    await until('the message', (all) => all.length === 1);
    const before = await talk();
    world.sim.control.act.edit(AYSE, wamid, 'come at six');
    world.sim.control.act.edit(AYSE, wamid, 'come at seven');
    const [message, ...others] = await until(
      'the edits',
      (all) => all[0]?.edited?.before.length === 2
    );
    expect(others).toEqual([]);
    expect(message).toMatchObject({ wamid, body: { text: 'come at seven' }, deletedAt: null });
    expect(message?.edited?.before.map(({ text }) => text)).toEqual([
      'come at five',
      'come at six',
    ]);
    expect(await talk()).toMatchObject({
      unread: 1,
      preview: { text: 'come at seven', type: 'text' },
      window: { expiresAt: before?.window.expiresAt },
    });
  });

  it('[C-19] a message is found by its words before and after the edit, as one message', async () => {
    const [message] = await thread();
    const hits = async (q: string) =>
      (
        await world.api.get<{ hits: { messageId: number }[] }>(
          `/whatsapp/message-search?status=all&q=${q}`
        )
      ).body.hits.map(({ messageId }) => messageId);
    expect(await hits('five')).toEqual([message?.id]);
    expect(await hits('seven')).toEqual([message?.id]);
    expect(await hits('come')).toEqual([message?.id]);
  });

  it('[C-19] a deleted message says so; its words stay for the team, and an answer to it does not show them', async () => {
    const wamid = world.sim.control.act.text(AYSE, 'wrong number, sorry');
    await until('the message', (all) => all.length === 2);
    world.sim.control.act.text(AYSE, 'see above', { quoted: wamid });
    await until('the answer', (all) => all.length === 3);
    world.sim.control.act.revoke(AYSE, wamid);
    const all = await until('the deletion', (rows) => rows.some((row) => row.deletedAt !== null));
    expect(all).toHaveLength(3);
    expect(all[1]).toMatchObject({ wamid, body: { text: 'wrong number, sorry' } });
    expect(all[0]?.quoted).toMatchObject({ id: all[1]?.id, text: '', isDeleted: true });
  });

  it('[C-19] the list shows no words of a last message that was deleted, and unread stays', async () => {
    const wamid = world.sim.control.act.text(AYSE, 'my card is 4242');
    await until('the message', (all) => all.length === 4);
    const { unread } = (await talk()) ?? { unread: -1 };
    world.sim.control.act.revoke(AYSE, wamid);
    await until('the deletion', (rows) => rows[0]?.deletedAt !== null);
    expect(await talk()).toMatchObject({ unread, preview: { text: '', type: 'revoke' } });
  });

  it('[C-19] a deletion opens no closed conversation, new words do', async () => {
    const row = await talk();
    const close = () => world.api.put(`/whatsapp/conversations/${row?.id}`, { status: 'closed' });
    const wamid = world.sim.control.act.text(AYSE, 'where is it');
    await until('the message', (all) => all.length === 5);
    await close();
    world.sim.control.act.edit(AYSE, wamid, 'where is my order');
    await until('the edit', (rows) => Boolean(rows[0]?.edited));
    expect((await talk())?.status).toBe('open');
    await close();
    world.sim.control.act.revoke(AYSE, wamid);
    await until('the deletion', (rows) => rows[0]?.deletedAt !== null);
    expect((await talk())?.status).toBe('closed');
  });

  it('[C-19] an edit or deletion of a message that is not here stands for itself, until the message comes', async () => {
    raw('edit', 'wamid.LATE', 'the words after');
    const [alone] = await until('the edit alone', (all) => all[0]?.body.text === 'the words after');
    expect(alone).toMatchObject({ edited: { before: [] }, quoted: null });
    raw('revoke', 'wamid.NEVER');
    await eventually('both', async () => ((await stored('revoke')) === 4 ? true : null));
    expect(await stored('edit')).toBe(4);
    const types = (await thread()).map(({ body }) => body.type);
    expect(types).toContain('revoke');
    // The message that was edited is there after all: the edit is drawn on it and no longer beside it.
    const plain = (await thread()).find(({ body }) => body.text === 'see above');
    await world.strapi.db
      .connection('whatsapp_messages')
      .where({ id: plain?.id })
      .update({ wamid_key: keyOf('wamid.LATE') });
    const after = await thread();
    expect(after).toHaveLength(types.length - 1);
    expect(after.find(({ id }) => id === plain?.id)).toMatchObject({
      body: { text: 'the words after' },
      edited: { before: [{ text: 'see above' }] },
    });
  });

  describe('ids in another spelling', () => {
    const PERSON = '905321110007';
    const USER_ID = 'TR.70000000000000007';
    /** A message of Meta's, with ids as given. */
    const came = async (
      message: { id: string; type: string } & Record<string, unknown>,
      at = Math.floor(Date.now() / 1_000)
    ): Promise<void> => {
      world.sim.control.emit('messages', {
        messaging_product: 'whatsapp',
        metadata: { phone_number_id: world.sim.account.phoneNumberIds[0] },
        contacts: [{ wa_id: PERSON, user_id: USER_ID, profile: { name: 'Nil' } }],
        messages: [{ from: PERSON, from_user_id: USER_ID, timestamp: String(at), ...message }],
      });
      await world.sim.control.deliveries.idle();
      const waiting = () => waitingWebhooks(world.strapi.db.connection);
      await eventually('all applied', async () => (await waiting()) === 0);
    };
    const messages = async (): Promise<Message[]> => {
      const { conversations } = (
        await world.api.get<{ conversations: (Talk & { contact: { phone: string } })[] }>(
          '/whatsapp/conversations?status=all'
        )
      ).body;
      const mine = conversations.find(({ contact }) => contact.phone === `+${PERSON}`);
      const path = `/whatsapp/conversations/${mine?.id}/messages`;
      return (await world.api.get<{ messages: Message[] }>(path)).body.messages;
    };
    const tail = (n: number) => `ABCDEF01234567890${n}`;
    const byPhone = (n: number) => wamidOf(PERSON, tail(n));
    const byUserId = (n: number) => wamidOf(USER_ID, tail(n), 0x12);

    it('[X-15] a message that comes again is the same one', async () => {
      const text = { type: 'text', text: { body: 'once' } };
      const at = Math.floor(Date.now() / 1_000);
      await came({ id: byPhone(1), ...text }, at);
      await came({ id: byUserId(1), ...text }, at);
      expect(await messages()).toHaveLength(1);
    });

    it('[X-15] [C-19] quotes, reactions, edits and deletions find their message', async () => {
      await came({ id: byPhone(2), type: 'text', text: { body: 'come at five' } });
      const edit = { message: { type: 'text', text: { body: 'come at six' } } };
      await came({
        id: byPhone(3),
        type: 'edit',
        edit: { original_message_id: byUserId(2), ...edit },
      });
      await came({
        id: byPhone(4),
        type: 'reaction',
        reaction: { message_id: byUserId(2), emoji: '👍' },
      });
      await came({
        id: byPhone(5),
        type: 'text',
        text: { body: 'this one' },
        context: { id: byUserId(2) },
      });
      const all = await messages();
      const original = all.find(({ wamid }) => wamid === byPhone(2));
      expect(original?.body.text).toBe('come at six');
      expect(original?.edited?.before.map(({ text }) => text)).toEqual(['come at five']);
      expect(JSON.stringify(original)).toContain('👍');
      expect(all.find(({ wamid }) => wamid === byPhone(5))?.quoted?.id).toBe(original?.id);
      await came({
        id: byPhone(6),
        type: 'revoke',
        revoke: { original_message_id: byUserId(5) },
      });
      expect(
        (await messages()).find(({ wamid }) => wamid === byPhone(5))?.deletedAt
      ).not.toBeNull();
    });

    it('[X-15] what comes before its message finds it when that comes', async () => {
      await came({
        id: byPhone(7),
        type: 'reaction',
        reaction: { message_id: byUserId(8), emoji: '🎉' },
      });
      await came({ id: byPhone(8), type: 'text', text: { body: 'the message' } });
      const late = (await messages()).find(({ wamid }) => wamid === byPhone(8));
      expect(JSON.stringify(late)).toContain('🎉');
    });
  });
});
