import type { ConversationView } from '../../../server/src/contracts/conversations';
import { appendHints, RIGHTS } from '../../../server/src/realtime/feed';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { openStream, type Stream } from '../../support/stream';
import { eventually, startWorld, type World } from '../../support/world';

type Agent = Awaited<ReturnType<World['adminUser']>>;
const CHAT = ['chat.read', 'chat.read-unassigned', 'chat.reply'];
const OWN = ['chat.read', 'chat.reply'];

describe.each(databases())('live streams of users whose rights change, on %s', (database) => {
  let world: World;
  let deniz: Agent;
  /** A colleague's page, open all the time. */
  let colleague: Stream;
  let colleagueEnded = false;
  const open: Stream[] = [];
  let people = 0;

  const admin = async (path: string, body: object) => {
    const { status } = await world.api.put(`/admin${path}`, body);
    expect(status).toBe(200);
  };
  const rolesOf = async ({ id }: Agent) => {
    const { body } = await world.api.get<{ data: { roles: { id: number }[] } }>(
      `/admin/users/${id}`
    );
    return body.data.roles.map((role) => role.id);
  };
  /** Gives them a role that may read their own conversations only. */
  const onlyOwn = async (can: Agent) => {
    const other = await world.adminUser({ actions: OWN });
    await admin(`/users/${can.id}`, { roles: await rolesOf(other) });
  };
  const stream = async (agent: Agent): Promise<Stream> => {
    const made = await openStream(world.url, { token: agent.token });
    open.push(made);
    return made;
  };
  /** A new customer writes to nobody; answers the conversation once the colleague was told of it. */
  const written = async (): Promise<number> => {
    const phone = `9053215${String((people += 1)).padStart(5, '0')}`;
    world.sim.control.people.add({ name: 'Ayşe Kaya', phone });
    world.sim.control.act.text(phone, 'merhaba');
    const id = await eventually('the conversation', async () => {
      const { body } = await world.api.get<{ conversations: ConversationView[] }>(
        '/whatsapp/conversations?status=all&limit=100'
      );
      return body.conversations.find(({ contact }) => contact.waId === phone)?.id;
    });
    await colleague.heard('the message', (hint) => hint.parent === id);
    return id;
  };
  const toldOf = (page: Stream, id: number) =>
    page
      .hints()
      .filter((hint) => hint.parent === id || (hint.type === 'conversation' && hint.id === id));
  const hasEnded = async (page: Stream) => {
    let over = false;
    void page.ended.then(() => (over = true));
    await eventually('the stream is over', () => Promise.resolve(over));
  };

  beforeAll(async () => {
    world = await startWorld({ database });
    deniz = await world.adminUser({ actions: CHAT });
    colleague = await openStream(world.url, { token: deniz.token });
    void colleague.ended.then(() => (colleagueEnded = true));
  });
  afterEach(() => {
    for (const page of open.splice(0)) page.close();
    expect(colleagueEnded).toBe(false);
  });
  afterAll(async () => {
    colleague?.close();
    await world?.close();
  });

  const losses: [string, (can: Agent) => Promise<void>][] = [
    ['is deactivated', (can) => admin(`/users/${can.id}`, { isActive: false })],
    ['gets a role that reads its own only', onlyOwn],
    [
      'has a role that may not read any more',
      async (can) => admin(`/roles/${(await rolesOf(can))[0]}/permissions`, { permissions: [] }),
    ],
    [
      'is deleted',
      async (can) => {
        expect((await world.api.del(`/admin/users/${can.id}`)).status).toBe(200);
      },
    ],
  ];
  it.each(losses)(
    'anyone who %s hears nothing more of unassigned conversations, and their stream ends alone',
    async (...row) => {
      const [, lose] = row;
      const can = await world.adminUser({ actions: CHAT });
      const page = await stream(can);
      const before = await written();
      expect(toldOf(page, before)).not.toEqual([]);
      await lose(can);
      const after = await written();
      expect(toldOf(page, after)).toEqual([]);
      await hasEnded(page);
      // What is on screen is to be fetched again, and the page is to come again.
      expect(page.events.slice(-2).map(({ event }) => event)).toEqual(['reset', 'reauth']);
    }
  );

  it('comes again with the new rights: of unassigned conversations nothing, of what it missed neither', async () => {
    const can = await world.adminUser({ actions: CHAT });
    const page = await stream(can);
    await onlyOwn(can);
    await hasEnded(page);
    const missed = await written();
    const again = await openStream(world.url, { token: can.token, cursor: page.cursor() });
    open.push(again);
    const later = await written();
    await world.api.put(`/whatsapp/conversations/${later}`, { assigneeId: can.id });
    await again.heard('what is theirs', ({ id }) => id === later);
    expect(toldOf(again, missed)).toEqual([]);
  });

  it('comes again to see more where rights were added', async () => {
    const can = await world.adminUser({ actions: OWN });
    const page = await stream(can);
    await admin(`/users/${can.id}`, { roles: await rolesOf(deniz) });
    await hasEnded(page);
    const again = await stream(can);
    const id = await written();
    await again.heard('the message', (hint) => hint.parent === id);
  });

  it('stays open where only the name changes', async () => {
    const can = await world.adminUser({ actions: CHAT });
    const page = await stream(can);
    await admin(`/users/${can.id}`, { firstname: 'Can' });
    const id = await written();
    await page.heard('the message', (hint) => hint.parent === id);
    expect(page.events.map(({ event }) => event)).not.toContain('reauth');
  });

  it('ends by the word of another process, before anything that was written after it', async () => {
    const { db } = contextOf(world.strapi);
    const can = await world.adminUser({ actions: CHAT });
    const page = await stream(can);
    // What another process does: this one hears only what stands in the feed.
    await db.knex('admin_users').where({ id: can.id }).update({ is_active: false });
    const conversation = { type: 'conversation' as const, id: 987_654 };
    await db.tx((trx) =>
      appendHints(db, trx, [
        { type: RIGHTS, id: 0 },
        { ...conversation, scope: { assignees: [null] } },
      ])
    );
    await colleague.heard('the hint', ({ id }) => id === conversation.id);
    await hasEnded(page);
    expect(toldOf(page, conversation.id)).toEqual([]);
  });
});
