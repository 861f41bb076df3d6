import { databases } from '../../support/boot-strapi';
import { aPdf } from '../../support/files';
import { eventually, startWorld, type World } from '../../support/world';

const AYSE = '905321110001';
const MEHMET = '905321110002';
const FATMA = '905321110003';

interface Event {
  kind: string;
  at: number;
  agent: { id: number } | null;
  target: { id: number } | null;
  subject: string | null;
}
interface Conversation {
  id: number;
  status: string;
  origin: string;
  referral: { headline: string | null } | null;
  botPausedAt: number | null;
  assignee: { id: number } | null;
  contact: { id: number; tags: string[]; consent: { marketing: string } };
}
type List = { conversations: Conversation[]; unreadTotal: number };
type Agent = Awaited<ReturnType<World['adminUser']>>;

const CHAT = ['chat.read', 'chat.read-unassigned', 'chat.reply'];

describe.each(databases())('a team answers, on %s', (database) => {
  let world: World;
  let boss: Agent;
  let can: Agent;
  let deniz: Agent;
  const ids = new Map<string, number>();

  const as = (agent: Agent) => ({
    get: async <T>(path: string) => {
      const answer = await world.http.get(path).set('Authorization', `Bearer ${agent.token}`);
      return { status: answer.status, body: answer.body as T };
    },
    send: async <T>(method: 'post' | 'put', path: string, body: object) => {
      const answer = await world.http[method](path)
        .set('Authorization', `Bearer ${agent.token}`)
        .send(body);
      return { status: answer.status, body: answer.body as T };
    },
  });
  const list = async (agent: Agent, query = '') =>
    (await as(agent).get<List>(`/whatsapp/conversations?${query}`)).body;
  const change = (agent: Agent, id: number, body: object) =>
    as(agent).send<Conversation>('put', `/whatsapp/conversations/${id}`, body);
  const events = async (id: number) =>
    (await as(boss).get<{ events: Event[] }>(`/whatsapp/conversations/${id}/messages`)).body.events;
  const of = (who: string) => ids.get(who) ?? 0;

  beforeAll(async () => {
    world = await startWorld({ database });
    boss = await world.adminUser({ actions: [...CHAT, 'chat.read-all'] });
    can = await world.adminUser({ actions: CHAT });
    deniz = await world.adminUser({ actions: CHAT });
    for (const who of [AYSE, MEHMET, FATMA]) {
      world.sim.control.act.text(who, `merhaba ${who}`);
      const count = ids.size + 1;
      const rows = await eventually('the conversation', async () => {
        const found = (await list(boss)).conversations;
        return found.length === count ? found : null;
      });
      ids.set(who, rows[0]?.id ?? 0);
    }
  });
  afterAll(() => world.close());

  it('[C-23] a conversation is assigned to a colleague, who finds it under "mine"', async () => {
    const { body } = await change(can, of(AYSE), { assigneeId: deniz.id });
    expect(body.assignee?.id).toBe(deniz.id);
    expect((await list(deniz, 'scope=mine')).conversations.map(({ id }) => id)).toEqual([of(AYSE)]);
  });

  it('[C-24] who sees only own and unassigned ones does not find it, open it or count it', async () => {
    const mine = await list(can);
    expect(mine.conversations.map(({ id }) => id).sort()).toEqual([of(MEHMET), of(FATMA)].sort());
    expect(mine.unreadTotal).toBe(2);
    expect((await list(can, `assigneeId=${deniz.id}`)).conversations).toEqual([]);
    expect((await list(can, 'q=905321110001')).conversations).toEqual([]);
    expect((await as(can).get(`/whatsapp/conversations/${of(AYSE)}`)).status).toBe(404);
    expect((await as(can).get(`/whatsapp/conversations/${of(AYSE)}/about`)).status).toBe(404);
    expect((await change(can, of(AYSE), { assigneeId: can.id })).status).toBe(404);
  });

  it('[C-24] the list is narrowed to mine, unassigned and one colleague', async () => {
    expect((await list(boss, 'scope=unassigned')).conversations).toHaveLength(2);
    expect((await list(boss, `assigneeId=${deniz.id}`)).conversations.map(({ id }) => id)).toEqual([
      of(AYSE),
    ]);
    expect((await list(boss, 'scope=mine')).conversations).toEqual([]);
    expect((await list(boss)).conversations).toHaveLength(3);
  });

  it('[C-24] each assignment stands in the thread, with who did it and for whom', async () => {
    await change(deniz, of(AYSE), { assigneeId: null });
    await change(deniz, of(AYSE), { assigneeId: null });
    expect(
      (await events(of(AYSE))).map(({ kind, agent, target }) => [kind, agent?.id, target?.id])
    ).toEqual([
      ['assigned', can.id, deniz.id],
      ['unassigned', deniz.id, deniz.id],
    ]);
  });

  it('[C-03] a closed one leaves the open list and comes back when the customer writes', async () => {
    await change(can, of(MEHMET), { status: 'closed' });
    expect((await list(can)).conversations.map(({ id }) => id)).not.toContain(of(MEHMET));
    world.sim.control.act.text(MEHMET, 'bir şey daha');
    await eventually('reopened', async () =>
      (await list(can)).conversations.some(({ id }) => id === of(MEHMET))
    );
    expect((await events(of(MEHMET))).map(({ kind }) => kind)).toEqual(['closed', 'reopened']);
  });

  it('[C-25] tags are added and removed in the chat, shown in the thread, and narrow the list', async () => {
    const tagged = await change(can, of(FATMA), { tags: { add: ['vip', 'VIP', 'İade'] } });
    expect(tagged.body.contact.tags).toEqual(['İade', 'vip']);
    const find = async (tag: string) =>
      (await list(boss, `tag=${encodeURIComponent(tag)}`)).conversations.map(({ id }) => id);
    expect(await find('Vip')).toEqual([of(FATMA)]);
    expect(await find('nobody has it')).toEqual([]);
    await change(can, of(FATMA), { tags: { remove: ['vip'] } });
    expect(await find('vip')).toEqual([]);
    expect((await events(of(FATMA))).map(({ kind, subject }) => [kind, subject])).toEqual([
      ['tagged', 'İade, vip'],
      ['untagged', 'vip'],
    ]);
  });

  it('[C-24] several are assigned and tagged at once; what one may not see is skipped', async () => {
    await change(boss, of(AYSE), { assigneeId: boss.id });
    const answer = await as(can).send<{ changed: number }>('post', '/whatsapp/conversations/bulk', {
      ids: [...ids.values()],
      change: { assigneeId: can.id, tags: { add: ['topluca'] } },
    });
    expect(answer.body.changed).toBe(2);
    expect((await list(boss, 'tag=topluca')).conversations.map(({ id }) => id).sort()).toEqual(
      [of(MEHMET), of(FATMA)].sort()
    );
    const ayse = await as(boss).get<Conversation>(`/whatsapp/conversations/${of(AYSE)}`);
    expect(ayse.body.assignee?.id).toBe(boss.id);
  });

  it('[C-32] what the customer asked for is recorded from the chat, with who heard it', async () => {
    const answer = await as(can).send<Conversation>(
      'post',
      `/whatsapp/conversations/${of(FATMA)}/consent`,
      { category: 'marketing', action: 'opt-out', source: 'Chat', evidence: 'kampanya istemiyorum' }
    );
    expect(answer.body.contact.consent.marketing).toBe('out');
    const [last] = (await events(of(FATMA))).slice(-1);
    expect(last).toMatchObject({ kind: 'opted-out', agent: { id: can.id }, subject: 'marketing' });
  });

  it('[C-30] the side panel knows groups and files', async () => {
    const groups = world.strapi.plugin('whatsapp').service('groups') as {
      create(body: { name: string }): Promise<{ id: number }>;
      addMembers(id: number, people: number[]): Promise<number>;
    };
    const { body } = await as(can).get<Conversation>(`/whatsapp/conversations/${of(MEHMET)}`);
    const group = await groups.create({ name: 'Toptancılar' });
    await groups.addMembers(group.id, [body.contact.id]);
    world.sim.control.act.media(MEHMET, {
      bytes: aPdf(),
      mimeType: 'application/pdf',
      filename: 'sipariş.pdf',
    });
    const about = await eventually('the file', async () => {
      const answer = await as(can).get<{
        groups: { name: string }[];
        files: { body: { media: { filename: string } } }[];
      }>(`/whatsapp/conversations/${of(MEHMET)}/about`);
      return answer.body.files.length > 0 ? answer.body : null;
    });
    expect(about.groups.map(({ name }) => name)).toEqual(['Toptancılar']);
    expect(about.files[0]?.body.media.filename).toBe('sipariş.pdf');
  });

  it('[C-27][C-29] how a conversation began is kept, with the words of the ad', async () => {
    const before = await as(boss).get<Conversation>(`/whatsapp/conversations/${of(AYSE)}`);
    expect(before.body.origin).toBe('inbound');
    const [number] = world.sim.account.phoneNumberIds;
    world.sim.control.emit('messages', {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15550000000', phone_number_id: number },
      contacts: [{ profile: { name: 'Reklamdan' }, wa_id: '905329998877' }],
      messages: [
        {
          from: '905329998877',
          id: 'wamid.AD1',
          timestamp: String(Math.floor(world.sim.control.now() / 1000)),
          type: 'text',
          text: { body: 'ilanı gördüm' },
          referral: { source_type: 'ad', source_id: '1', headline: 'Yaz indirimi' },
        },
      ],
    });
    const made = await eventually('the conversation of the ad', async () =>
      (await list(boss)).conversations.find(({ origin }) => origin === 'ad')
    );
    expect(made.referral?.headline).toBe('Yaz indirimi');
  });

  it('[B-18] an answer of an agent pauses bots there until it is handed back', async () => {
    await as(can).send('post', `/whatsapp/conversations/${of(MEHMET)}/messages`, {
      type: 'text',
      clientId: 'take-over-1',
      text: 'Ben bakıyorum',
    });
    const read = () => as(can).get<Conversation>(`/whatsapp/conversations/${of(MEHMET)}`);
    expect((await read()).body.botPausedAt).not.toBeNull();
    const back = await change(can, of(MEHMET), { bots: 'active' });
    expect(back.body.botPausedAt).toBeNull();
    expect((await events(of(MEHMET))).at(-1)).toMatchObject({
      kind: 'bot-resumed',
      agent: { id: can.id },
    });
  });

  it('a change of an unknown colleague or an empty selection is refused', async () => {
    expect((await change(boss, of(AYSE), { assigneeId: 999_999 })).status).toBe(404);
    const none = await as(boss).send('post', '/whatsapp/conversations/bulk', {
      ids: [],
      change: { status: 'closed' },
    });
    expect(none.status).toBe(400);
  });
});
