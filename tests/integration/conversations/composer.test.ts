import { databases } from '../../support/boot-strapi';
import { lockWaits } from '../../support/lock-waits';
import { eventually, startWorld, type World } from '../../support/world';

interface Message {
  id: number;
  state: string;
  body: Record<string, unknown>;
  quoted: { id: number | null } | null;
}
const AYSE = '905321110001';
/** Nobody has written to this one yet: no pause is owed. */
const CAN = '905321110002';

describe.each(databases())('what the composer sends, on %s', (database) => {
  let world: World;
  let who = AYSE;
  let thread = 0;
  const writes = async (waId: string) => {
    who = waId;
    world.sim.control.act.text(waId, 'Merhaba');
    thread = await eventually(
      'the conversation',
      async () =>
        (
          await world.api.get<{ conversations: { id: number }[] }>(
            `/whatsapp/conversations?q=${waId}`
          )
        ).body.conversations[0]?.id
    );
  };
  beforeAll(async () => {
    world = await startWorld({ database });
    await writes(AYSE);
  });
  afterAll(() => world.close());
  beforeEach(() => world.sim.control.faults.clear());

  const post = (body: Record<string, unknown>) =>
    world.api.post<Message>(`/whatsapp/conversations/${thread}/messages`, body);
  const messages = async () =>
    (await world.api.get<{ messages: Message[] }>(`/whatsapp/conversations/${thread}/messages`))
      .body.messages;

  it('[T-34] a variable that nobody filled in goes to nobody, by any kind of message', async () => {
    const sent = (await messages()).length;
    for (const [at, body] of [
      { type: 'text', text: 'Merhaba {{1}}' },
      { type: 'buttons', text: 'Uygun mu, {{first_name}}?', buttons: ['Evet'] },
      { type: 'location', latitude: 41, longitude: 29, name: '{{ place }}' },
    ].entries()) {
      const answer = await post({ ...body, clientId: `composer-open-${at}` });
      const { error } = answer.body as unknown as { error: { details: { kind: string } } };
      expect([answer.status, error.details.kind]).toEqual([400, 'open-variable']);
    }
    expect(await messages()).toHaveLength(sent);
  });

  it('places, cards, buttons, lists, links and requests for the position arrive, answering a message where asked', async () => {
    const [first] = await messages();
    const whole: Record<string, unknown>[] = [
      { type: 'location', latitude: 41.0082, longitude: 28.9784, name: 'Galata' },
      {
        type: 'contacts',
        cards: [
          { name: 'Usta Ali Kaya', phones: [{ phone: '+905321112233', waId: '905321112233' }] },
        ],
      },
      {
        type: 'buttons',
        text: 'Uygun mu?',
        header: 'Randevu',
        footer: 'Kuaför',
        buttons: ['Evet', 'Hayır'],
      },
      {
        type: 'list',
        text: 'Seçin',
        button: 'Saatler',
        sections: [
          { title: 'Sabah', rows: [{ title: '10:00', description: 'boş' }] },
          { title: 'Öğle', rows: [{ title: '12:00' }] },
        ],
      },
      { type: 'link', text: 'Takip', button: 'Aç', url: 'https://example.com/x' },
      { type: 'location-request', text: 'Neredesiniz?', replyTo: first?.id },
    ];
    for (const [at, body] of whole.entries()) {
      const answer = await post({ ...body, clientId: `composer-extra-${at}` });
      expect([body.type, answer.status]).toEqual([body.type, 200]);
    }
    const shown = await eventually('all delivered', async () => {
      const sent = (await messages()).slice(0, whole.length).reverse();
      return sent.every(({ state }) => state === 'delivered') ? sent : undefined;
    });
    expect(shown.map(({ body }) => body)).toMatchObject([
      { location: { latitude: 41.0082, name: 'Galata' } },
      { contacts: [{ name: 'Usta Ali Kaya', phones: ['+905321112233'] }] },
      {
        header: { text: 'Randevu' },
        footer: 'Kuaför',
        buttons: [{ text: 'Evet' }, { text: 'Hayır' }],
      },
      { list: { button: 'Saatler', sections: [{ title: 'Sabah' }, { title: 'Öğle' }] } },
      { buttons: [{ type: 'url', value: 'https://example.com/x' }] },
      { type: 'location-request', text: 'Neredesiniz?' },
    ]);
    expect(shown.at(-1)?.quoted?.id).toBe(first?.id);
    const phone = JSON.stringify(world.sim.control.thread(AYSE));
    for (const said of [
      'Galata',
      'Usta Ali Kaya',
      'Hayır',
      'Öğle',
      'example.com/x',
      'send_location',
    ])
      expect(phone).toContain(said);
  });

  it.each<[string, Record<string, unknown>]>([
    ['buttons', { type: 'buttons', text: 'a', buttons: ['1', '2', '3', '4'] }],
    ['buttons', { type: 'buttons', text: 'a', buttons: ['x'.repeat(21)] }],
    ['latitude', { type: 'location', latitude: 95, longitude: 0 }],
    ['url', { type: 'link', text: 'a', button: 'b', url: 'javascript:alert(1)' }],
  ])('names the field %s when it is beyond what WhatsApp takes', async (field, body) => {
    const { status, body: refusal } = await post({ ...body, clientId: 'composer-refused' });
    expect(status).toBe(400);
    expect(JSON.stringify(refusal)).toContain(field);
  });

  it('a failed message of any such kind goes once more as it was', async () => {
    world.sim.control.faults.add({
      kind: 'graph-error',
      endpoint: 'messages',
      code: 131026,
      times: 1,
    });
    const { body: failed } = await post({
      type: 'buttons',
      text: 'Tekrar?',
      buttons: ['Evet'],
      clientId: 'composer-fails-1',
    });
    expect(failed.state).toBe('failed');
    const again = await world.api.post<Message>(`/whatsapp/messages/${failed.id}/resolve`, {
      action: 'retry',
    });
    expect(again.status).toBe(200);
    expect(again.body.id).not.toBe(failed.id);
    expect(again.body.body).toMatchObject({ text: 'Tekrar?', buttons: [{ text: 'Evet' }] });
    await eventually('delivered', async () =>
      (await messages()).find(({ id, state }) => id === again.body.id && state === 'delivered')
    );
    const colleague = await world.adminToken();
    const left = world.sim.control.ledger.count();
    const third = await world.http
      .post(`/whatsapp/messages/${failed.id}/resolve`)
      .set('Authorization', `Bearer ${colleague}`)
      .send({ action: 'retry' });
    expect([third.status, (third.body as Message).id]).toEqual([200, again.body.id]);
    expect(world.sim.control.ledger.count()).toBe(left);
  });

  it('a message that was said to have failed and then arrived is not sent once more', async () => {
    const { body: sent } = await post({ type: 'text', text: 'Geldi', clientId: 'composer-late-1' });
    await eventually('delivered', async () =>
      (await messages()).find(({ id, state }) => id === sent.id && state === 'delivered')
    );
    await world.strapi.db
      .connection('whatsapp_messages')
      .where({ id: sent.id })
      .update({ failed_at: Date.now() });
    const left = world.sim.control.ledger.count();
    const { status } = await world.api.post(`/whatsapp/messages/${sent.id}/resolve`, {
      action: 'retry',
    });
    expect([status, world.sim.control.ledger.count()]).toEqual([409, left]);
  });

  const person = () => world.sim.control.people.get(who);
  const seen = () =>
    world.sim.control.thread(who).filter(({ direction, seen: read }) => direction === 'in' && read)
      .length;
  const typing = () => world.api.post(`/whatsapp/conversations/${thread}/typing`);
  const switchMarks = (marks: Record<string, boolean>) =>
    world.api.put(`/whatsapp/accounts/${world.accountId}`, marks);

  it('the customer sees that somebody reads and writes; WhatsApp hears it once in 20 seconds and after each message', async () => {
    await writes(CAN);
    const sent = world.sim.control.ledger.count();
    expect((await typing()).status).toBe(200);
    await eventually('typing is seen', async () => (await Promise.resolve(person())).typing.length);
    expect(seen()).toBe(1);
    // What the phone shows ends after 25 s; the server was asked again meanwhile, and kept still.
    await typing();
    world.sim.control.advance(26_000);
    await typing();
    expect(person().typing).toEqual([]);
    await post({ type: 'text', text: 'Bir dakika', clientId: 'composer-typing-1' });
    await eventually(
      'it went',
      async () => (await Promise.resolve(world.sim.control.ledger.count())) === sent + 1
    );
    await typing();
    await eventually(
      'typing is seen again',
      async () => (await Promise.resolve(person())).typing.length
    );
    expect(world.sim.control.ledger.count()).toBe(sent + 1);
  });

  it('a number that shows neither reading nor writing tells WhatsApp nothing', async () => {
    await switchMarks({ readMarks: false });
    world.sim.control.act.text(who, 'Var mı?');
    await eventually('it has come', async () =>
      (await messages()).find(({ body }) => body.text === 'Var mı?')
    );
    const before = seen();
    expect((await world.api.post(`/whatsapp/conversations/${thread}/read`)).status).toBe(200);
    await typing();
    await switchMarks({ readMarks: true, typingMarks: false });
    world.sim.control.act.text(who, 'Hâlâ mı?');
    await eventually('it has come', async () =>
      (await messages()).find(({ body }) => body.text === 'Hâlâ mı?')
    );
    expect(seen()).toBe(before);
    await typing();
    await world.api.post(`/whatsapp/conversations/${thread}/read`);
    await eventually('read', async () => (await Promise.resolve(seen())) > before);
    world.sim.control.advance(26_000);
    expect(person().typing).toEqual([]);
    await switchMarks({ typingMarks: true });
  });

  it('the message is marked as read, not the reaction or the edit that came after it', async () => {
    const wamid = world.sim.control.act.text(who, 'Teşekkürler');
    await eventually('it has come', async () =>
      (await messages()).find(({ body }) => body.text === 'Teşekkürler')
    );
    const answer = world.sim.control
      .thread(who)
      .filter(({ direction }) => direction === 'out')
      .at(-1);
    world.sim.control.act.react(who, answer?.wamid ?? '', '❤️');
    world.sim.control.act.edit(who, wamid, 'Çok teşekkürler');
    await eventually('both have come', async () =>
      (await messages()).find(({ body }) => body.text === 'Çok teşekkürler')
    );
    const before = seen();
    expect((await world.api.post(`/whatsapp/conversations/${thread}/read`)).status).toBe(200);
    await eventually('it is seen', async () => (await Promise.resolve(seen())) === before + 1);
  });

  const unread = async () =>
    (await world.api.get<{ unread: number }>(`/whatsapp/conversations/${thread}`)).body.unread;
  const came = async (text: string) => {
    world.sim.control.act.text(who, text);
    const message = await eventually(text, async () =>
      (await messages()).find(({ body }) => body.text === text)
    );
    return message.id;
  };

  it('ticks turn blue up to the message that was in sight; what came after it stays unread', async () => {
    const isRead = (text: string) =>
      world.sim.control.thread(who).find(({ content }) => JSON.stringify(content).includes(text))
        ?.status === 'read';
    await world.api.post(`/whatsapp/conversations/${thread}/read`);
    const seenOne = await came('Görülen soru');
    await came('Aşağıda kalan soru');
    expect(await unread()).toBe(2);
    await world.api.post(`/whatsapp/conversations/${thread}/read`, { upTo: seenOne });
    expect(await unread()).toBe(1);
    await eventually('the first is read', () => Promise.resolve(isRead('Görülen soru')));
    expect(isRead('Aşağıda kalan soru')).toBe(false);
    const change = { ids: [thread], change: { read: true } };
    await world.api.post('/whatsapp/conversations/bulk', change);
    expect(await unread()).toBe(0);
    // For the team only: nobody looked.
    expect(isRead('Aşağıda kalan soru')).toBe(false);
  });

  it('[C-04] a message that comes in the moment of reading stays unread', async () => {
    // SQLite has one connection: nobody comes in between.
    if (database === 'sqlite') return;
    const { connection: knex } = world.strapi.db;
    const path = `/whatsapp/conversations/${thread}/read`;
    await world.api.post(path);
    const seenOne = await came('Bunu gördüm');
    let reading: Promise<unknown> = Promise.resolve();
    // Both wait for the conversation, the message first: the reader has looked at it before.
    await knex.transaction(async (trx) => {
      await trx('whatsapp_conversations').where({ id: thread }).forUpdate().first();
      world.sim.control.act.text(who, 'Tam o sırada');
      await eventually('the message waits', async () => (await lockWaits(knex, database)) > 0);
      const before = await lockWaits(knex, database);
      reading = world.api.post(path, { upTo: seenOne });
      await eventually('the reader waits', async () => (await lockWaits(knex, database)) > before);
    });
    expect(await reading).toMatchObject({ status: 200 });
    await eventually('it has come', async () =>
      (await messages()).find(({ body }) => body.text === 'Tam o sırada')
    );
    expect(await unread()).toBe(1);
  });

  it('a mark that WhatsApp refuses is no matter of the agent who reads', async () => {
    world.sim.control.faults.add({
      kind: 'graph-error',
      endpoint: '*',
      code: 131000,
      times: 1,
    });
    world.sim.control.act.text(who, 'Orada mısınız?');
    await eventually('it has come', async () =>
      (await messages()).find(({ body }) => body.text === 'Orada mısınız?')
    );
    const sent = world.sim.control.ledger.count();
    expect((await world.api.post(`/whatsapp/conversations/${thread}/read`)).status).toBe(200);
    await eventually('it was asked once', async () =>
      (await Promise.resolve(world.sim.control.faults.list())).every(({ struck }) => struck === 1)
    );
    expect(world.sim.control.ledger.count()).toBe(sent);
  });
});
