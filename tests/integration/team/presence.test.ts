import type { ConversationView } from '../../../server/src/contracts/conversations';
import type { PresenceBody, PresenceView } from '../../../server/src/contracts/team';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { openStream, type Stream } from '../../support/stream';
import { eventually, startWorld, type World } from '../../support/world';

type Agent = Awaited<ReturnType<World['adminUser']>>;
const CHAT = ['chat.read', 'chat.read-unassigned', 'chat.reply'];

describe.each(databases())('who has a conversation open, on %s', (database) => {
  let world: World;
  let boss: Agent;
  let deniz: Agent;
  let page: Stream;
  let people = 0;

  const presence = async (agent: Agent, id: number, doing?: PresenceBody['doing']) => {
    const path = `/whatsapp/conversations/${id}/presence`;
    const request = doing
      ? world.http.post(path).send({ tab: `tab-of-${agent.id}-0`, doing })
      : world.http.get(path);
    const { status, body } = await request.set('Authorization', `Bearer ${agent.token}`);
    return { status, body: body as PresenceView };
  };
  const seen = async (id: number) => (await presence(boss, id)).body.people.map((one) => one.id);
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
  const written = async (): Promise<number> => {
    const phone = `9053214${String((people += 1)).padStart(5, '0')}`;
    world.sim.control.people.add({ name: 'Ayşe Kaya', phone });
    world.sim.control.act.text(phone, 'merhaba');
    return eventually('the conversation', async () => {
      const { body } = await world.api.get<{ conversations: ConversationView[] }>(
        '/whatsapp/conversations?status=all&limit=100'
      );
      return body.conversations.find(({ contact }) => contact.waId === phone)?.id;
    });
  };

  beforeAll(async () => {
    world = await startWorld({ database });
    boss = await world.adminUser({ actions: [...CHAT, 'chat.read-all'] });
    deniz = await world.adminUser({ actions: CHAT });
    page = await openStream(world.url, { token: boss.token });
  });
  afterAll(async () => {
    page?.close();
    await world?.close();
  });

  const losses: [string, (can: Agent, id: number) => Promise<void>][] = [
    ['is deactivated', (can) => admin(`/users/${can.id}`, { isActive: false })],
    [
      'gets another role',
      async (can) => {
        const other = await world.adminUser({ actions: ['contact.browse'] });
        await admin(`/users/${can.id}`, { roles: await rolesOf(other) });
      },
    ],
    [
      'has a role that may not read any more',
      async (can) => {
        const [role] = await rolesOf(can);
        await admin(`/roles/${role}/permissions`, { permissions: [] });
      },
    ],
    [
      'is deleted',
      async (can) => {
        expect((await world.api.del(`/admin/users/${can.id}`)).status).toBe(200);
      },
    ],
  ];
  it.each(losses)(
    'anyone who %s goes from it at once, and those who see it hear of it',
    async (...row) => {
      const [, lose] = row;
      const can = await world.adminUser({ actions: CHAT });
      const id = await written();
      await presence(deniz, id, 'looking');
      await presence(can, id, 'typing');
      expect(await seen(id)).toEqual([deniz.id, can.id]);
      const told = () => page.hints().filter((h) => h.type === 'presence' && h.id === id).length;
      await eventually('both are told', () => Promise.resolve(told() === 2));
      await lose(can, id);
      await eventually('the loss is told', () => Promise.resolve(told() === 3));
      expect(await seen(id)).toEqual([deniz.id]);
      // Its page is gone for good: it is not there again with the right.
      const rows = (await contextOf(world.strapi)
        .db.knex('whatsapp_presences')
        .where({ user_id: can.id })
        .select('seen_until')) as { seen_until: unknown }[];
      expect(rows.map((one) => Number(one.seen_until))).toEqual([0]);
    }
  );

  it('anyone who may not read it under its new assignee goes with the same hint; given back, the page is not there', async () => {
    const can = await world.adminUser({ actions: CHAT });
    const id = await written();
    await presence(can, id, 'looking');
    expect(await seen(id)).toEqual([can.id]);
    await world.api.put(`/whatsapp/conversations/${id}`, { assigneeId: deniz.id });
    expect(await seen(id)).toEqual([]);
    // Their page hears of it, is refused, and leaves.
    expect((await presence(can, id, 'left')).status).toBe(404);
    await world.api.put(`/whatsapp/conversations/${id}`, { assigneeId: can.id });
    expect(await seen(id)).toEqual([]);
    await presence(can, id, 'looking');
    expect(await seen(id)).toEqual([can.id]);
  });
});
