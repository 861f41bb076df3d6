import type { ConversationView, MessageView } from '../../../server/src/contracts/conversations';
import { databases } from '../../support/boot-strapi';
import { eventually, type World } from '../../support/world';
import { openWindow, startApiWorld } from '../api/api-world';

const AYSE = '905321110001';
const CAN = '905321110002';

describe.each(databases())('too many messages to one contact, on %s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startApiWorld({ database });
    await openWindow(world, AYSE);
    await openWindow(world, CAN);
  });
  afterAll(() => world.close());

  const threadOf = async (waId: string): Promise<number> => {
    const { body } = await world.api.get<{ conversations: ConversationView[] }>(
      '/whatsapp/conversations?status=all'
    );
    const found = body.conversations.find((one) => one.contact.phone === `+${waId}`);
    if (!found) throw new Error(`no thread of ${waId}`);
    return found.id;
  };
  const answer = async (thread: number, text: string): Promise<MessageView> => {
    const { status, body } = await world.api.post<MessageView>(
      `/whatsapp/conversations/${thread}/messages`,
      { type: 'text', text, clientId: `answer-${thread}-${text}` }
    );
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  };
  const phone = (waId: string): string[] =>
    world.sim.control
      .thread(waId)
      .filter(({ direction }) => direction === 'out')
      .map(({ content }) => String((content as { body?: unknown } | undefined)?.body));

  it('[C-10] wait by themselves and go in order; other contacts are not kept waiting', async () => {
    const gapMs = 4_000;
    world.sim.control.configure({ pairRate: { enforce: true, gapMs, burst: 1 } });
    const ayse = await threadOf(AYSE);
    expect((await answer(ayse, 'one')).state).toBe('accepted');
    const second = await answer(ayse, 'two');
    expect(second).toMatchObject({ state: 'queued', waitsForPair: true });
    const row = (await world.strapi.db
      .connection('whatsapp_messages')
      .where({ id: second.id })
      .first()) as Record<string, unknown>;
    expect(Number(row.error_code)).toBe(131056);
    // Nobody waits for the answer of a message that follows one at rest.
    expect((await answer(ayse, 'three')).state).toBe('queued');
    expect((await answer(await threadOf(CAN), 'hello')).state).toBe('accepted');
    expect(phone(AYSE)).toEqual(['one']);

    world.sim.control.configure({ pairRate: { gapMs: 1 } });
    await eventually('all three are there', () => Promise.resolve(phone(AYSE).length === 3));
    expect(phone(AYSE)).toEqual(['one', 'two', 'three']);
    const rows = await eventually('nothing waits', async () => {
      const { body } = await world.api.get<{ messages: MessageView[] }>(
        `/whatsapp/conversations/${ayse}/messages`
      );
      const own = body.messages.filter(({ direction }) => direction === 'out');
      return own.every(({ state }) => state !== 'queued' && state !== 'sending') && own;
    });
    expect(rows.map(({ error }) => error)).toEqual([null, null, null]);
    expect(rows.some(({ waitsForPair }) => waitsForPair)).toBe(false);
  });
});
