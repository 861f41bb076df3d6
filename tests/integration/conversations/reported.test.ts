import type { ListMessagesResult, MessageView } from '../../../server/src/contracts/conversations';
import { wamidOf } from '../../../simulator/src/kernel/wamid';
import { databases } from '../../support/boot-strapi';
import { delivery, startArena, type Arena } from '../engine/arena';

const PERSON = '4915330200001';

describe.each(databases())('what is reported of a message that was sent, on %s', (database) => {
  let arena: Arena;
  let serial = 0;
  beforeAll(async () => {
    arena = await startArena({ database });
  });
  afterAll(() => arena.close());

  const now = () => Math.floor(Date.now() / 1000);
  const tell = async (field: string, value: Record<string, unknown>) => {
    const told = delivery(arena, value) as { entry: { changes: { field: string }[] }[] };
    for (const { changes } of told.entry) for (const change of changes) change.field = field;
    await arena.deliver(told);
    await arena.settled();
  };
  /** A message of ours, by its wamid. */
  const sent = async (id = `wamid.reported-${(serial += 1)}`): Promise<string> => {
    const text = { body: 'here is your order' };
    const echo = { id, from: '908502550001', to: PERSON, timestamp: String(now()), type: 'text' };
    await tell('smb_message_echoes', { message_echoes: [{ ...echo, text }] });
    return id;
  };
  const report = (id: string, status: string, more: object = {}) =>
    tell('messages', {
      statuses: [{ id, status, timestamp: String(now()), recipient_id: PERSON, ...more }],
    });
  const shown = async (wamid: string): Promise<MessageView | undefined> => {
    const row = (await arena
      .knex('whatsapp_messages')
      .where({ wamid })
      .first('conversation_id')) as { conversation_id: number } | undefined;
    const path = `/whatsapp/conversations/${row?.conversation_id ?? 0}/messages`;
    const { messages } = (await arena.api.get<{ messages: MessageView[] }>(path)).body;
    return messages.find((message) => message.wamid === wamid);
  };
  const errors = (code: number) => ({ errors: [{ code, title: 'Message undeliverable' }] });
  const payment = (status: string, transaction: object, at: number) => ({
    ...{ type: 'payment', status, timestamp: String(at) },
    payment: {
      reference_id: 'Order 17',
      amount: { value: 21_000, offset: 100 },
      currency: 'INR',
      transaction,
    },
  });

  it('[X-15] a failed payment is shown beside the message and hides no failure of the message', async () => {
    const id = await sent();
    const declined = { id: 't1', error: { code: 'declined', reason: 'Card declined' } };
    await report(id, 'failed', payment('failed', declined, now()));
    expect(await shown(id)).toMatchObject({
      state: 'sent',
      error: null,
      payment: {
        state: 'failed',
        amount: 210,
        currency: 'INR',
        reference: 'Order 17',
        reason: 'Card declined',
      },
    });
    await report(id, 'failed', errors(131026));
    expect(await shown(id)).toMatchObject({ state: 'failed', error: { code: 131026 } });
  });

  it('[X-15] the newest report of a payment counts, in whatever order they come', async () => {
    const id = await sent();
    const at = now();
    await report(id, 'captured', payment('captured', { id: 't2' }, at));
    await report(id, 'pending', payment('pending', { id: 't2' }, at - 60));
    expect((await shown(id))?.payment).toMatchObject({ state: 'paid', reason: null });
    // Meta tells whole seconds: of the same one, what was settled stays.
    await report(id, 'pending', payment('pending', { id: 't4' }, at));
    expect((await shown(id))?.payment).toMatchObject({ state: 'paid' });
    const elsewhere = { ...payment('captured', { id: 't3' }, at), recipient_id: '4915330999999' };
    await report('wamid.of-somebody-else', 'captured', elsewhere);
    const { state } = (await arena
      .knex('whatsapp_webhook_changes')
      .where({ kind: 'payment' })
      .orderBy('id', 'desc')
      .first('state')) as { state: string };
    expect(state).toBe('foreign');
  });

  it.each([
    ['a failure after the delivery', ['delivered', 'failed']],
    ['a failure before the delivery', ['failed', 'delivered']],
  ])('[X-15] %s: code and reason are kept, and it stays delivered', async (_what, words) => {
    const id = await sent();
    for (const word of words) await report(id, word, word === 'failed' ? errors(131026) : {});
    expect(await shown(id)).toMatchObject({
      state: 'delivered',
      error: null,
      warning: { code: 131026 },
    });
  });

  it('[X-15] a problem that came with "sent" is kept, and the reason of a failure replaces it', async () => {
    const id = await sent();
    await report(id, 'sent', errors(131053));
    expect(await shown(id)).toMatchObject({ state: 'sent', warning: { code: 131053 } });
    await report(id, 'failed', errors(131026));
    expect(await shown(id)).toMatchObject({ error: { code: 131026 }, warning: null });
  });

  it('[X-15] a payment that names no message of ours is a line of the thread', async () => {
    await sent();
    const declined = { id: 't9', error: { code: 'declined', reason: 'Card declined' } };
    await report('WEBHOOK-ID-1', 'failed', payment('failed', declined, now()));
    const [thread] = (await arena.knex('whatsapp_conversations').select('id')) as { id: number }[];
    const path = `/whatsapp/conversations/${thread?.id ?? 0}/messages`;
    const { events } = (await arena.api.get<ListMessagesResult>(path)).body;
    expect(events.at(-1)).toMatchObject({
      kind: 'payment-failed',
      subject: '210.00 INR · Order 17 · Card declined',
    });
  });

  it('[X-15] a status that names the message by the user id finds it, of its recipient alone', async () => {
    const tail = 'ABCDEF012345678901';
    const userId = 'DE.77700000000000001';
    const id = wamidOf(PERSON, tail);
    await sent(id);
    const spelled = wamidOf(userId, tail, 0x12);
    await report(spelled, 'read', { recipient_id: '4915330299999' });
    expect(await shown(id)).toMatchObject({ state: 'sent' });
    await report(spelled, 'delivered', { recipient_user_id: userId });
    expect(await shown(id)).toMatchObject({ state: 'delivered' });
  });
});
