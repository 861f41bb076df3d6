import type { ConversationView } from '../../../server/src/contracts/conversations';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';

const HOUR = 3_600_000;
const AYSE = '905321110001';

describe.each(databases())('somebody comes by an ad, on %s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ database });
  });
  afterAll(() => world.close());

  const talk = async () => {
    const { body } = await world.api.get<{ conversations: ConversationView[] }>(
      '/whatsapp/conversations?status=all'
    );
    return body.conversations.find(({ contact }) => contact.waId === AYSE);
  };
  const answer = (id: number, text: string) =>
    world.api.post(`/whatsapp/conversations/${id}/messages`, {
      type: 'text',
      clientId: `free-entry-${text}`,
      text,
    });

  it('[C-29] the conversation says until when to answer, and from the first status on until when all is free of charge', async () => {
    const { act } = world.sim.control;
    act.text(AYSE, 'ilanı gördüm', { referral: { source_type: 'ad', source_id: '1' } });
    const came = await eventually('the conversation', talk);
    const { answerBy } = came.freeEntry;
    expect(came.freeEntry.until).toBeNull();
    expect((answerBy ?? 0) - (came.window.expiresAt ?? 0)).toBe(0);

    await answer(came.id, 'one');
    const free = await eventually('the end of the free time', async () => {
      const now = await talk();
      return now?.freeEntry.until ? now : null;
    });
    const { until } = free.freeEntry;
    expect(free.freeEntry.answerBy).toBeNull();
    // Meta's whole seconds; the simulator's clock and this one are the same.
    expect(Math.abs((until ?? 0) - Date.now() - 72 * HOUR)).toBeLessThan(60_000);

    await answer(came.id, 'two');
    await eventually('the second status', async () => {
      const { body } = await world.api.get<{ messages: { state: string }[] }>(
        `/whatsapp/conversations/${came.id}/messages`
      );
      return body.messages.filter(({ state }) => state === 'delivered').length === 2;
    });
    expect((await talk())?.freeEntry.until).toBe(until);
    // Free of charge is not free-form: the window is the customer's.
    expect((await talk())?.window.expiresAt).toBe(came.window.expiresAt);
  });

  it('[C-12] a customer who writes without an ad is promised nothing', async () => {
    world.sim.control.act.text('905321110002', 'merhaba');
    const { body } = await eventually('the second conversation', async () => {
      const all = await world.api.get<{ conversations: ConversationView[] }>(
        '/whatsapp/conversations?status=all'
      );
      return all.body.conversations.length === 2 ? all : null;
    });
    const other = body.conversations.find(({ contact }) => contact.waId !== AYSE);
    expect(other?.freeEntry).toEqual({ until: null, answerBy: null });
  });
});
