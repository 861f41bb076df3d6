import type {
  ConversationView,
  ListMessagesResult,
  MessageView,
} from '../../../server/src/contracts/conversations';
import { wamidOf } from '../../../simulator/src/kernel/wamid';
import { databases } from '../../support/boot-strapi';
import { eventually, nextSecond } from '../../support/world';
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

  describe('free text that WhatsApp refuses as outside the window', () => {
    const AYSE = '905321110001';
    let wrote = 0;
    const talk = async (): Promise<ConversationView | undefined> => {
      const path = '/whatsapp/conversations?status=all';
      const { body } = await arena.api.get<{ conversations: ConversationView[] }>(path);
      return body.conversations.find(({ contact }) => contact.waId === AYSE);
    };
    const windowOf = async (id: number) =>
      (await arena.api.get<ConversationView>(`/whatsapp/conversations/${id}`)).body.window;
    /** The person writes; the window is open here and at Meta. */
    const write = async (): Promise<number> => {
      // Meta tells whole seconds: what we sent in this one would count as newer.
      await nextSecond();
      arena.sim.control.act.text(AYSE, `hello ${(wrote += 1)}`);
      const id = await eventually('an open window', async () => {
        const now = await talk();
        return now?.window.open && now.preview?.text === `hello ${wrote}` ? now.id : null;
      });
      // Within one second theirs counts as the later.
      await nextSecond();
      return id;
    };
    /** Meta counts it as closed, whatever we believe. */
    const closeAtMeta = (mode: 'sync' | 'async') => {
      const { control, account } = arena.sim;
      control.configure({ window: mode });
      const longAgo = control.now() - 25 * 3_600_000;
      control.people.openWindow(AYSE, account.phoneNumberIds[0] ?? '', longAgo);
    };
    const answer = async (id: number, text: string) => {
      const body = { type: 'text', clientId: `refused-${text}`, text };
      return arena.api.post<MessageView>(`/whatsapp/conversations/${id}/messages`, body);
    };
    const refuse = async ({ body }: Awaited<ReturnType<typeof answer>>) => {
      await report(await wamidAfter(body.id), 'failed', errors(131047));
    };
    const wamidAfter = (id: number): Promise<string> =>
      eventually('it was sent', async () => {
        const row = (await arena.knex('whatsapp_messages').where({ id }).first('wamid')) as
          | { wamid: string | null }
          | undefined;
        return row?.wamid ?? null;
      });

    it.each(['sync', 'async'] as const)(
      '[C-11] closes the window until the customer writes again, reported %s',
      async (mode) => {
        const id = await write();
        const other = { account_id: 987, contact_id: (await talk())?.contact.id };
        const talks = arena.knex('whatsapp_conversations');
        const { id: _id, ...own } = (await talks.clone().where({ id }).first()) as Record<
          string,
          unknown
        >;
        await talks.clone().insert({ ...own, ...other, document_id: `other-${mode}` });
        closeAtMeta(mode);
        expect((await answer(id, `${mode} one`)).status).toBe(200);
        await eventually('the window is closed', async () => !(await windowOf(id)).open);
        expect(await windowOf(id)).toMatchObject({ open: false, refused: true });
        const late = await answer(id, `${mode} two`);
        expect([late.status, JSON.stringify(late.body)]).toEqual([
          422,
          expect.stringContaining('window-closed'),
        ]);
        // The window is of this person with this number.
        const elsewhere = (await talks.clone().where(other).first('window_expires_at')) as object;
        expect(elsewhere).toEqual({ window_expires_at: own.window_expires_at });
        await talks.clone().where(other).del();
        await write();
        expect(await windowOf(id)).toEqual({ open: true, expiresAt: expect.any(Number) as number });
        expect((await answer(id, `${mode} three`)).status).toBe(200);
      }
    );

    it('[C-11] a failure of a message from before the customer wrote closes nothing, of a later one live', async () => {
      const id = await write();
      arena.sim.control.configure({ window: 'off' });
      const before = await answer(id, 'before');
      await wamidAfter(before.body.id);
      await write();
      const open = await windowOf(id);
      await refuse(before);
      expect(await windowOf(id)).toEqual(open);
      const after = await answer(id, 'after');
      await arena.settled();
      const feed = arena.knex('whatsapp_feed_events').where({ type: 'conversation' });
      const hints = async () => (await feed.clone().where({ subject_id: id }).select('id')).length;
      const told = await hints();
      await refuse(after);
      expect((await windowOf(id)).open).toBe(false);
      expect(await hints()).toBeGreaterThan(told);
    });

    it('[C-11] a message of the customer that was on its way meanwhile opens nothing', async () => {
      const id = await write();
      closeAtMeta('sync');
      await answer(id, 'refused');
      await eventually('the window is closed', async () => !(await windowOf(id)).open);
      const late = { id: 'wamid.late', from: AYSE, timestamp: String(now() - 3_600) };
      const text = { ...late, type: 'text', text: { body: 'an hour ago' } };
      await arena.deliver(delivery(arena, { messages: [text] }));
      await arena.settled();
      expect((await windowOf(id)).open).toBe(false);
    });
  });
});
