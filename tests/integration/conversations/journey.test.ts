import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';

interface Row {
  id: number;
  unread: number;
  contact: {
    id: number;
    name: string;
    phone: string | null;
    bsuid: string | null;
    username: string | null;
  };
  preview: { text: string; state: string } | null;
  window: { open: boolean };
}
interface Message {
  id: number;
  direction: string;
  state: string;
  body: { text: string | null };
  clientId: string | null;
}

describe.each(databases())('a customer writes and staff answer, on %s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ database });
  });
  afterAll(() => world.close());

  const conversations = async () =>
    (await world.api.get<{ conversations: Row[] }>('/whatsapp/conversations')).body.conversations;
  const messages = async (id: number) =>
    (await world.api.get<{ messages: Message[] }>(`/whatsapp/conversations/${id}/messages`)).body
      .messages;

  it('[C-03] [C-04] an inbound message makes the contact, the conversation and the unread count', async () => {
    world.sim.control.act.text('905321110001', 'Merhaba, siparişim nerede? 🙂');
    const row = await eventually('the conversation', async () => (await conversations())[0]);
    expect(row).toMatchObject({
      unread: 1,
      contact: { name: 'Ayşe Yılmaz', phone: '+905321110001' },
      preview: { text: 'Merhaba, siparişim nerede? 🙂', state: 'received' },
      window: { open: true },
    });
  });

  it('[X-15] a customer without a phone number is a contact and can be answered', async () => {
    world.sim.control.act.text('can.ozturk', 'Numaram yok');
    const row = await eventually('the conversation', async () =>
      (await conversations()).find((r) => r.contact.username)
    );
    expect(row.contact.phone).toBeNull();
    expect(row.contact.bsuid).toMatch(/^TR\./);
    const sent = await world.api.post<Message>(`/whatsapp/conversations/${row.id}/messages`, {
      type: 'text',
      clientId: 'client-no-phone-1',
      text: 'Buradayız',
    });
    expect(sent.status).toBe(200);
    await eventually('the delivery', async () =>
      (await messages(row.id)).find((m) => m.state === 'delivered')
    );
    expect(world.sim.control.thread('can.ozturk').at(-1)).toBeDefined();
  });

  it('[C-05] [C-10] the answer reaches the phone once, however often the press is repeated, and turns read', async () => {
    const row = await eventually('the conversation', async () =>
      (await conversations()).find((r) => r.contact.phone === '+905321110001')
    );
    const body = { type: 'text', clientId: 'client-answer-1', text: 'Yolda efendim' };
    const [first, second] = await Promise.all([
      world.api.post<Message>(`/whatsapp/conversations/${row.id}/messages`, body),
      world.api.post<Message>(`/whatsapp/conversations/${row.id}/messages`, body),
    ]);
    expect(first.status).toBe(200);
    expect(second.body.id).toBe(first.body.id);
    await eventually('delivered', async () =>
      (await messages(row.id)).find((m) => m.id === first.body.id && m.state === 'delivered')
    );
    expect(
      world.sim.control.ledger
        .query()
        .filter((entry) => JSON.stringify(entry).includes('905321110001'))
    ).toHaveLength(1);
    world.sim.control.act.read('905321110001');
    await eventually('read', async () =>
      (await messages(row.id)).find((m) => m.id === first.body.id && m.state === 'read')
    );
  });
});
