import type { MessageView } from '../../../server/src/contracts/conversations';
import { conversationById } from '../../../server/src/conversations/public';
import { seenUpTo } from '../../../server/src/conversations/in-sight';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { delivery, startArena, type Arena } from '../engine/arena';

const OURS = '908502550001';

describe.each(databases())('calls, on %s', (database) => {
  let arena: Arena;
  let serial = 0;
  beforeAll(async () => {
    arena = await startArena({ database });
    await arena.knex('whatsapp_accounts').update({ display_phone_number: `+${OURS}` });
  });
  afterAll(() => arena.close());

  const now = () => Math.floor(Date.now() / 1000);
  const next = () => {
    serial += 1;
    return { number: `4915440${100_000 + serial}`, id: `wacid.call-${serial}` };
  };
  const tell = async (call: Record<string, unknown>) => {
    const told = delivery(arena, { calls: [{ timestamp: String(now()), ...call }] }) as {
      entry: { changes: { field: string }[] }[];
    };
    for (const { changes } of told.entry) for (const change of changes) change.field = 'calls';
    await arena.deliver(told);
    await arena.settled();
  };
  const rings = ({ number, id }: { number: string; id: string }) => ({
    id,
    from: number,
    to: OURS,
    event: 'connect',
    direction: 'USER_INITIATED',
    session: { sdp_type: 'offer', sdp: '<<RFC 8866 SDP>>' },
  });
  /** As in Meta's document: of a call that ended the business stands as the caller. */
  const ends = ({ number, id }: { number: string; id: string }, over: object) => ({
    id,
    from: OURS,
    to: number,
    event: 'terminate',
    direction: 'USER_INITIATED',
    ...over,
  });
  const took = { status: 'COMPLETED', start_time: '1', end_time: '76', duration: 75 };
  const conversation = async (id: number) => {
    const row = await conversationById(arena.knex, id);
    if (!row) throw new Error('no thread');
    return row;
  };
  const threadOf = async (number: string) => {
    const person = (await arena.knex('whatsapp_contacts').where({ wa_id: number }).first()) as
      | { id: number }
      | undefined;
    const row = (await arena
      .knex('whatsapp_conversations')
      .where({ contact_id: person?.id ?? 0 })
      .first()) as { id: number; unread: unknown; window_expires_at: unknown; last_type: string };
    const path = `/whatsapp/conversations/${row.id}/messages`;
    const { messages } = (await arena.api.get<{ messages: MessageView[] }>(path)).body;
    const tasks = (await arena.knex('whatsapp_tasks').where({ conversation_id: row.id })) as {
      title: string;
      origin: string;
      state: string;
    }[];
    return { row, messages, tasks };
  };
  const isOpen = (at: unknown) => Number(at) > Date.now() + 23 * 3_600_000;

  it('[C-35] a call is one line from ring to end, and opens the window', async () => {
    const call = next();
    await tell(rings(call));
    const ringing = await threadOf(call.number);
    expect(ringing.messages.map(({ body }) => body.call?.state)).toEqual(['ringing']);
    expect(isOpen(ringing.row.window_expires_at)).toBe(true);
    await tell(ends(call, took));
    await tell(ends(call, { ...took, timestamp: String(now() + 1) }));
    await tell(rings(call));
    const { row, messages, tasks } = await threadOf(call.number);
    expect(messages).toMatchObject([
      { direction: 'in', body: { call: { state: 'answered', seconds: 75 } } },
    ]);
    expect(Number(row.unread)).toBe(0);
    expect(tasks).toEqual([]);
  });

  it('[C-35] a missed call is unread, opens the window and becomes one task, whatever comes first', async () => {
    const call = next();
    await tell(ends(call, { status: 'FAILED' }));
    await tell(rings(call));
    await tell(ends(call, { status: 'Failed', timestamp: String(now() + 1) }));
    const { row, messages, tasks } = await threadOf(call.number);
    expect(messages.map(({ body }) => body.call?.state)).toEqual(['missed']);
    expect(row).toMatchObject({ last_type: 'call-missed' });
    expect(Number(row.unread)).toBe(1);
    expect(isOpen(row.window_expires_at)).toBe(true);
    expect(tasks).toMatchObject([{ origin: 'call', state: 'open' }]);
    expect(tasks[0]?.title).toContain(call.number);
  });

  it('[C-35] a call of ours opens the window only when the customer takes it', async () => {
    const [taken, refused] = [next(), next()];
    const ours = { direction: 'BUSINESS_INITIATED' };
    await tell(ends(taken, { ...ours, ...took }));
    await tell(ends(refused, { ...ours, status: 'FAILED' }));
    expect(isOpen((await threadOf(taken.number)).row.window_expires_at)).toBe(true);
    const { row, messages, tasks } = await threadOf(refused.number);
    expect(row.window_expires_at).toBeNull();
    expect(messages).toMatchObject([
      { direction: 'out', body: { call: { state: 'not-answered' } } },
    ]);
    expect(tasks).toEqual([]);
  });

  it('[C-35] the answer to a request for leave to call is said in words', async () => {
    const { number } = next();
    const reply = async (call_permission_reply: object) => {
      serial += 1;
      await arena.deliver(
        delivery(arena, {
          contacts: [{ profile: { name: 'Ada' }, wa_id: number }],
          messages: [
            {
              from: number,
              id: `wamid.permission-${serial}`,
              timestamp: String(now()),
              context: { from: OURS, id: 'wacid.gBGGFlaCmZ9plHrf2Mh-o' },
              type: 'interactive',
              interactive: { type: 'call_permission_reply', call_permission_reply },
            },
          ],
        })
      );
      await arena.settled();
    };
    await reply({ response: 'reject', response_source: 'user_action' });
    await reply({
      response: 'accept',
      is_permanent: false,
      expiration_timestamp: 1_800_000_000,
      response_source: 'user_action',
    });
    const { messages } = await threadOf(number);
    expect(messages.map(({ body }) => body.call)).toEqual(
      expect.arrayContaining([{ state: 'refused' }, { state: 'allowed', until: 1_800_000_000_000 }])
    );
  });

  it('[C-35] a call is no message: the first message after it is the first, and a missed call is not marked as read', async () => {
    const bot = await arena.api.post('/whatsapp/bots', {
      name: 'Welcome',
      active: true,
      triggers: [{ kind: 'event', event: 'first-message' }],
      steps: [{ kind: 'text', text: 'Welcome!' }],
    });
    expect(bot.status).toBe(200);
    const call = next();
    await tell(rings(call));
    await tell(ends(call, { status: 'FAILED' }));
    const text = (body: string) => {
      serial += 1;
      const said = { id: `wamid.after-call-${serial}`, timestamp: String(now()), type: 'text' };
      return arena.deliver(
        delivery(arena, {
          contacts: [{ profile: { name: 'Ada' }, wa_id: call.number }],
          messages: [{ ...said, from: call.number, text: { body } }],
        })
      );
    };
    const welcomes = async () =>
      (await threadOf(call.number)).messages.filter(({ origin }) => origin === 'bot').length;
    await text('hello');
    await eventually('the welcome', async () => (await welcomes()) === 1);
    await text('are you there?');
    await arena.settled();
    expect(await welcomes()).toBe(1);
    const missed = { ...call, id: `${call.id}-2` };
    await tell(rings(missed));
    await tell(ends(missed, { status: 'FAILED' }));
    const { row, messages } = await threadOf(call.number);
    const last = messages.find(({ id }) => id === Math.max(...messages.map((one) => one.id)));
    expect(last?.body.call?.state).toBe('missed');
    await text('and now?');
    await arena.settled();
    const later = await seenUpTo(arena.knex, await conversation(row.id), last?.id ?? 0);
    expect(later.wamid).toMatch(/^wamid\./);
  });
});
