import type { ConversationView, MessageView } from '../../../server/src/contracts/conversations';
import { databases } from '../../support/boot-strapi';
import { delivery, startArena, type Arena } from '../engine/arena';

const GROUP = 'Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzNjM0MDQ2OTQyMzM4MjAZD';
const OURS = '908502550001';

interface Row {
  id: number;
  contact_id: number;
  unread: unknown;
  status: string;
  window_expires_at: unknown;
  last_text: string;
  bot_paused_at: unknown;
  waiting_since: unknown;
}

describe.each(databases())('what is written elsewhere than to us, on %s', (database) => {
  let arena: Arena;
  let serial = 0;
  beforeAll(async () => {
    arena = await startArena({ database });
    await arena.knex('whatsapp_accounts').update({ display_phone_number: `+${OURS}` });
  });
  afterAll(() => arena.close());

  const now = () => Math.floor(Date.now() / 1000);
  const newNumber = () => {
    serial += 1;
    return `4915330${100_000 + serial}`;
  };
  const newId = () => {
    serial += 1;
    return `wamid.elsewhere-${serial}`;
  };
  const tell = async (field: string, value: Record<string, unknown>) => {
    const told = delivery(arena, value) as { entry: { changes: { field: string }[] }[] };
    for (const { changes } of told.entry) for (const change of changes) change.field = field;
    await arena.deliver(told);
    await arena.settled();
  };
  const personOf = async (waId: string) =>
    (await arena.knex('whatsapp_contacts').where({ wa_id: waId }).first()) as
      | { id: number; name: string; phone: string; last_inbound_at: unknown; marketing: string }
      | undefined;
  const threadOf = async (contactId: number | undefined) =>
    (await arena
      .knex('whatsapp_conversations')
      .where({ contact_id: contactId ?? 0 })
      .first()) as Row | undefined;
  const messagesOf = async (conversationId: number | undefined): Promise<MessageView[]> =>
    (
      await arena.api.get<{ messages: MessageView[] }>(
        `/whatsapp/conversations/${conversationId}/messages`
      )
    ).body.messages;
  const write = (waId: string, body: string, over: object = {}) =>
    tell('messages', {
      contacts: [{ profile: { name: 'Ada' }, wa_id: waId }],
      messages: [
        {
          from: waId,
          id: newId(),
          timestamp: String(now()),
          type: 'text',
          text: { body },
          ...over,
        },
      ],
    });

  it('[C-11] [C-03] a message in a group stands in the group’s conversation, and opens no window of the contact', async () => {
    const ada = newNumber();
    await write(ada, 'STOP', { group_id: GROUP });
    await write(ada, 'shall we meet at ten?', { group_id: GROUP });
    expect(await personOf(ada)).toBeUndefined();
    const group = (await arena.knex('whatsapp_contacts').where({ source: 'group' })) as {
      id: number;
      phone: unknown;
      address_key: unknown;
      marketing: string;
    }[];
    // One group, without an address to send to, and a STOP in it belongs to nobody.
    expect(group).toMatchObject([{ phone: null, address_key: null, marketing: 'none' }]);
    const thread = await threadOf(group[0]?.id);
    expect(thread).toMatchObject({ window_expires_at: null, last_text: 'shall we meet at ten?' });
    expect(Number(thread?.unread)).toBe(2);
    expect((await messagesOf(thread?.id)).map(({ body }) => [body.sender, body.text])).toEqual(
      expect.arrayContaining([['Ada', 'shall we meet at ten?']])
    );
    // A name that shows nothing is none: who wrote is known by their number.
    const text = { type: 'text', text: { body: 'I have no name' }, group_id: GROUP };
    await tell('messages', {
      contacts: [{ profile: { name: '\u3164' }, wa_id: ada }],
      messages: [{ from: ada, id: newId(), timestamp: String(now()), ...text }],
    });
    expect((await messagesOf(thread?.id)).map(({ body }) => [body.sender, body.text])).toEqual(
      expect.arrayContaining([[`+${ada}`, 'I have no name']])
    );
    await write(ada, 'this is for you alone');
    const own = await threadOf((await personOf(ada))?.id);
    expect(own?.id).not.toBe(thread?.id);
    expect(Number(own?.window_expires_at)).toBeGreaterThan(Date.now());
    expect((await messagesOf(own?.id)).map(({ body }) => body.text)).toEqual([
      'this is for you alone',
    ]);
    const { contacts } = (await arena.api.get<{ contacts: { id: number }[] }>('/whatsapp/contacts'))
      .body;
    expect(contacts.map(({ id }) => id)).not.toContain(group[0]?.id);
  });

  const echo = (to: string, body: string, over: object = {}) => ({
    from: OURS,
    to,
    id: newId(),
    timestamp: String(now()),
    type: 'text',
    text: { body },
    ...over,
  });

  it.each([
    ['30 seconds ahead counts as it is', 30, 30],
    ['days ahead counts as the arrival', 3 * 86_400, 0],
  ])('[X-15] a time of Meta’s that is %s', async (_what, ahead, counted) => {
    const who = newNumber();
    const came = now();
    await write(who, 'from tomorrow', { timestamp: String(came + ahead) });
    const thread = await threadOf((await personOf(who))?.id);
    const late = Number(thread?.window_expires_at) / 1_000 - (came + 86_400) - counted;
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(20);
  });

  it('[C-33] what staff write on the phone stands in the thread as theirs, answers, silences the bots and opens no window', async () => {
    const bob = newNumber();
    await write(bob, 'is anybody there?', { timestamp: String(now() - 30) });
    const before = await threadOf((await personOf(bob))?.id);
    expect(before).toMatchObject({ bot_paused_at: null });
    expect(Number(before?.waiting_since)).toBeGreaterThan(0);
    const said = echo(bob, 'yes, one moment');
    await tell('smb_message_echoes', { message_echoes: [said] });
    await tell('smb_message_echoes', {
      message_echoes: [{ ...said, timestamp: String(now() + 1) }],
    });
    const after = await threadOf((await personOf(bob))?.id);
    expect(after).toMatchObject({
      id: before?.id,
      window_expires_at: before?.window_expires_at,
      last_text: 'yes, one moment',
      waiting_since: null,
    });
    expect(Number(after?.unread)).toBe(0);
    expect(Number(after?.bot_paused_at)).toBeGreaterThan(0);
    const sent = (await messagesOf(after?.id)).filter(({ direction }) => direction === 'out');
    expect(sent).toMatchObject([
      { origin: 'phone', state: 'sent', body: { text: 'yes, one moment' }, agent: null },
    ]);
  });

  it('[C-33] an echo to somebody unknown begins a conversation without a window', async () => {
    const carl = newNumber();
    await tell('smb_message_echoes', { message_echoes: [echo(carl, 'your parcel is here')] });
    expect(await threadOf((await personOf(carl))?.id)).toMatchObject({
      status: 'open',
      window_expires_at: null,
      last_text: 'your parcel is here',
    });
    expect(await personOf(OURS)).toBeUndefined();
  });

  it('[C-33] history comes on both sides as it was, with nothing unread, no window and no ghost of our own number', async () => {
    const dana = newNumber();
    const asked = String(now() - 600);
    const place = newId();
    const told = (over: object) => ({
      timestamp: asked,
      type: 'text',
      history_context: { status: 'READ' },
      ...over,
    });
    const chunk = {
      history: [
        {
          metadata: { phase: 0, chunk_order: 1, progress: 55 },
          threads: [
            {
              id: dana,
              messages: [
                told({ from: OURS, id: newId(), text: { body: 'here is the info' } }),
                told({ from: dana, id: newId(), text: { body: 'Thanks!' } }),
                told({ from: dana, id: place, type: 'media_placeholder' }),
              ],
            },
          ],
        },
      ],
    };
    await tell('history', chunk);
    await tell('history', chunk);
    await tell('history', {
      messages: [
        {
          from: dana,
          id: place,
          timestamp: asked,
          type: 'image',
          image: {
            caption: 'Black Prince',
            mime_type: 'image/jpeg',
            sha256: 'x',
            id: '2423079038',
          },
        },
      ],
    });
    const person = await personOf(dana);
    expect(person?.last_inbound_at).toBeNull();
    const thread = await threadOf(person?.id);
    expect(thread).toMatchObject({ status: 'closed', window_expires_at: null });
    expect(Number(thread?.unread)).toBe(0);
    const messages = await messagesOf(thread?.id);
    expect(messages.map(({ direction, body }) => [direction, body.text])).toEqual(
      expect.arrayContaining([
        ['out', 'here is the info'],
        ['in', 'Thanks!'],
        ['in', 'Black Prince'],
      ])
    );
    expect(messages).toHaveLength(3);
    expect(messages.find(({ direction }) => direction === 'out')).toMatchObject({
      origin: 'phone',
      state: 'read',
    });
    expect(await personOf(OURS)).toBeUndefined();
    // A message of now opens it as ever.
    await write(dana, 'and one more thing');
    expect(await threadOf(person?.id)).toMatchObject({ status: 'open' });
  });

  it('[C-33] the phone book names who is known here without a name, and nobody else', async () => {
    const [known, named, stranger] = [newNumber(), newNumber(), newNumber()];
    await tell('smb_message_echoes', { message_echoes: [echo(known, 'hello')] });
    await write(named, 'hello');
    const card = (phone_number: string) => ({
      type: 'contact',
      contact: { full_name: 'Pablo Morales', first_name: 'Pablo', phone_number },
      action: 'add',
      metadata: { timestamp: String(now()) },
    });
    await tell('smb_app_state_sync', { state_sync: [card(known), card(named), card(stranger)] });
    expect((await personOf(known))?.name).toBe('Pablo Morales');
    expect((await personOf(named))?.name).toBe('Ada');
    expect(await personOf(stranger)).toBeUndefined();
  });

  it('[C-34] [X-15] a number that was asked for joins who gave it; one that is somebody’s already merges nobody', async () => {
    const taken = newNumber();
    await write(taken, 'I was here first');
    const share = async (userId: string, digits: string, origin: string) => {
      const from = { from_user_id: userId, from_parent_user_id: `${userId}.P` };
      const card = {
        name: { formatted_name: 'Eve', first_name: 'Eve' },
        phones: [{ phone: `+${digits}`, wa_id: digits, type: 'CELL' }],
        origin,
      };
      await tell('messages', {
        contacts: [{ profile: { name: 'Eve', username: '@eve' }, user_id: userId }],
        messages: [
          { ...from, id: newId(), timestamp: String(now()), type: 'contacts', contacts: [card] },
        ],
      });
      return (await arena.knex('whatsapp_contacts').where({ bsuid: userId }).first()) as {
        id: number;
        wa_id: string | null;
        phone: string | null;
        parent_user_id: string | null;
      };
    };
    const [free, other] = [newNumber(), newNumber()];
    expect(await share('DE.880001', free, 'contact_request')).toMatchObject({
      wa_id: free,
      phone: `+${free}`,
      parent_user_id: 'DE.880001.P',
    });
    // Deleting the person takes the parent's id too.
    const gone = await share('DE.880009', newNumber(), 'contact_request');
    expect((await arena.api.del(`/whatsapp/contacts/${gone.id}`)).status).toBeLessThan(300);
    expect(
      await arena.knex('whatsapp_contacts').where({ id: gone.id }).first('parent_user_id')
    ).toEqual({ parent_user_id: null });
    expect(await share('DE.880002', other, 'other')).toMatchObject({ wa_id: null, phone: null });
    expect(await share('DE.880003', taken, 'contact_request')).toMatchObject({ wa_id: null });
    expect((await personOf(taken))?.name).toBe('Ada');
  });

  it('[C-29] [C-31] the picture and words of an ad, and the page of a place, are kept', async () => {
    const fay = newNumber();
    const referral = {
      source_url: 'https://fb.me/x',
      source_id: '120200000000000001',
      source_type: 'ad',
      headline: 'Offer',
      body: 'Ad text',
      media_type: 'image',
      image_url: 'https://scontent.example/ad.jpg',
      thumbnail_url: 'https://scontent.example/small.jpg',
      ctwa_clid: 'ARx1',
      welcome_message: { text: 'Hi! How can we help?' },
    };
    await write(fay, 'hello', { referral });
    const location = { latitude: 52.5, longitude: 13.4, name: 'Café', url: 'https://cafe.example' };
    await write(fay, '', { type: 'location', location, text: undefined });
    const thread = await threadOf((await personOf(fay))?.id);
    const { body } = await arena.api.get<ConversationView>(`/whatsapp/conversations/${thread?.id}`);
    expect(body.referral).toMatchObject({
      headline: 'Offer',
      clickId: 'ARx1',
      welcome: 'Hi! How can we help?',
      media: {
        type: 'image',
        url: 'https://scontent.example/ad.jpg',
        thumbnailUrl: 'https://scontent.example/small.jpg',
      },
    });
    expect((await messagesOf(thread?.id)).map((one) => one.body.location?.url)).toContain(
      'https://cafe.example'
    );
  });
});
