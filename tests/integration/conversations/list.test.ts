import { refoldViews } from '../../../server/src/inbox-views/public';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';

const AYSE = '905321110001';
const MEHMET = '905321110002';
const FATMA = '905321110003';
const MINUTE = 60_000;

interface Event {
  kind: string;
  agent: { id: number } | null;
  target: { id: number } | null;
  subject: string | null;
}
interface Conversation {
  id: number;
  status: string;
  snoozedUntil: number | null;
  closeReason: string | null;
  waitingSince: number | null;
  firstAnswerMs: number | null;
  preview: { text: string } | null;
}
type List = { conversations: Conversation[]; nextCursor: string | null };
type Agent = Awaited<ReturnType<World['adminUser']>>;

const CHAT = ['chat.read', 'chat.read-unassigned', 'chat.reply'];

describe.each(databases())('the list of conversations, on %s', (database) => {
  let world: World;
  let boss: Agent;
  let can: Agent;
  const ids = new Map<string, number>();

  const call = async <T>(
    agent: Agent,
    method: 'get' | 'post' | 'put' | 'delete',
    [path, body]: [string, object?]
  ) => {
    const request = world.http[method](path).set('Authorization', `Bearer ${agent.token}`);
    const answer = await (body ? request.send(body) : request);
    return { status: answer.status, body: answer.body as T };
  };
  const list = async (agent: Agent, query = '') =>
    (await call<List>(agent, 'get', [`/whatsapp/conversations?${query}`])).body;
  const idsOf = async (agent: Agent, query = '') =>
    (await list(agent, query)).conversations.map(({ id }) => id);
  const get = async (id: number) =>
    (await call<Conversation>(boss, 'get', [`/whatsapp/conversations/${id}`])).body;
  const change = (agent: Agent, id: number, body: object) =>
    call<Conversation>(agent, 'put', [`/whatsapp/conversations/${id}`, body]);
  const events = async (id: number) =>
    (await call<{ events: Event[] }>(boss, 'get', [`/whatsapp/conversations/${id}/messages`])).body
      .events;
  const of = (who: string) => ids.get(who) ?? 0;
  const wake = () =>
    import('../../../server/src/conversations/public').then(({ wakeSnoozed }) =>
      wakeSnoozed(world.strapi)
    );
  /** As if the time that was chosen had come. */
  const due = (id: number) =>
    world.strapi.db
      .connection('whatsapp_conversations')
      .where({ id })
      .update({ snoozed_until: Date.now() - 1 });

  beforeAll(async () => {
    world = await startWorld({ database });
    boss = await world.adminUser({
      actions: [...CHAT, 'chat.read-all', 'settings.configure'],
    });
    can = await world.adminUser({ actions: CHAT });
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

  it('[C-03] a snoozed one leaves the open list, wakes once when its time comes and stands on top', async () => {
    const until = Date.now() + 60 * MINUTE;
    const { body } = await change(can, of(AYSE), { status: 'snoozed', snoozedUntil: until });
    expect(body).toMatchObject({ status: 'snoozed', snoozedUntil: until });
    expect(await idsOf(boss)).not.toContain(of(AYSE));
    expect(await idsOf(boss, 'status=snoozed')).toEqual([of(AYSE)]);
    await wake();
    expect((await get(of(AYSE))).status).toBe('snoozed');

    await due(of(AYSE));
    const woken = await Promise.all([wake(), wake(), wake()]);
    // The timer of the server may have been first.
    expect(woken.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(1);
    await eventually('awake', async () => (await get(of(AYSE))).status === 'open');
    expect((await idsOf(boss))[0]).toBe(of(AYSE));
    const told = await events(of(AYSE));
    expect(told.map(({ kind, agent, target }) => [kind, agent?.id, target?.id])).toEqual([
      ['snoozed', can.id, undefined],
      ['woken', undefined, can.id],
    ]);
    expect(told[0]?.subject).toBe(String(until));
    expect((await get(of(AYSE))).snoozedUntil).toBeNull();
  });

  it('[C-04] after waking, the next message of the customer is the preview whatever its second', async () => {
    world.sim.control.act.text(AYSE, 'ne oldu?');
    await eventually('the preview', async () => (await get(of(AYSE))).preview?.text === 'ne oldu?');
  });

  it('[C-03] a message of the customer opens a snoozed conversation before its time', async () => {
    await change(can, of(MEHMET), { status: 'snoozed', snoozedUntil: Date.now() + 60 * MINUTE });
    world.sim.control.act.text(MEHMET, 'bir şey daha');
    await eventually('open', async () => (await get(of(MEHMET))).status === 'open');
    expect((await get(of(MEHMET))).snoozedUntil).toBeNull();
    expect((await events(of(MEHMET))).map(({ kind }) => kind)).toEqual(['snoozed', 'reopened']);
  });

  it('[C-03] a close has a reason that the thread tells; opening forgets it', async () => {
    const { body } = await change(can, of(MEHMET), { status: 'closed', closeReason: ' Çözüldü ' });
    expect(body).toMatchObject({ status: 'closed', closeReason: 'Çözüldü' });
    expect(await idsOf(boss, 'status=closed')).toEqual([of(MEHMET)]);
    expect((await events(of(MEHMET))).at(-1)).toMatchObject({ kind: 'closed', subject: 'Çözüldü' });
    expect((await change(can, of(MEHMET), { status: 'open' })).body).toMatchObject({
      status: 'open',
      closeReason: null,
    });
  });

  it.each([
    ['snoozedUntil', { status: 'snoozed' }],
    ['snoozedUntil', { status: 'snoozed', snoozedUntil: 1_700_000_000_000 }],
    ['snoozedUntil', { status: 'snoozed', snoozedUntil: 99_999_999_999_999 }],
    ['snoozedUntil', { status: 'open', snoozedUntil: 99_999_999_999_999 }],
    ['closeReason', { status: 'open', closeReason: 'Çözüldü' }],
  ])('[C-03] what does not go together is refused at %s: %j', async (field, body) => {
    const answer = await change(can, of(FATMA), body);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ error: { details: { field } } });
    expect((await get(of(FATMA))).status).toBe('open');
  });

  it('[C-24] several are snoozed and closed at once; what one may not see is skipped', async () => {
    await change(boss, of(AYSE), { assigneeId: boss.id });
    const many = async (body: object) =>
      (
        await call<{ changed: number }>(can, 'post', [
          '/whatsapp/conversations/bulk',
          { ids: [...ids.values()], change: body },
        ])
      ).body.changed;
    expect(await many({ status: 'snoozed', snoozedUntil: Date.now() + 60 * MINUTE })).toBe(2);
    expect((await idsOf(boss, 'status=snoozed')).sort()).toEqual([of(MEHMET), of(FATMA)].sort());
    expect(await many({ status: 'closed', closeReason: 'Toplu' })).toBe(2);
    expect((await get(of(FATMA))).closeReason).toBe('Toplu');
    expect((await get(of(AYSE))).status).toBe('open');
    await many({ status: 'open' });
  });

  it('[C-03] reasons and minutes are set once and read by everybody who chats', async () => {
    const settings = {
      closeReasons: ['Çözüldü', 'İstenmeyen'],
      waitingWarnMinutes: 5,
      waitingLateMinutes: 20,
      answeredPressesWait: false,
    };
    const save = (agent: Agent, body: object) =>
      call<{ error: { details: { field: string } } }>(agent, 'put', [
        '/whatsapp/inbox-settings',
        body,
      ]);
    expect((await save(can, settings)).status).toBe(403);
    expect((await save(boss, settings)).status).toBe(200);
    expect((await call(can, 'get', ['/whatsapp/inbox-settings'])).body).toEqual(settings);
    const twice = await save(boss, { ...settings, closeReasons: ['İade', 'iade'] });
    expect([twice.status, twice.body.error.details.field]).toEqual([422, 'closeReasons.1']);
    const late = await save(boss, { ...settings, waitingLateMinutes: 4 });
    expect(late.body.error.details.field).toBe('waitingLateMinutes');
  });

  it('[C-04] who waits longest stands first until somebody answers; how long the first answer took is kept', async () => {
    await change(boss, of(AYSE), { assigneeId: null });
    const waiting = () => idsOf(boss, 'sort=waiting');
    const since = (who: string, minutes: number) =>
      world.strapi.db
        .connection('whatsapp_conversations')
        .where({ id: of(who) })
        .update({ waiting_since: Date.now() - minutes * MINUTE });
    await since(AYSE, 5);
    await since(MEHMET, 50);
    await since(FATMA, 20);
    expect(await waiting()).toEqual([of(MEHMET), of(FATMA), of(AYSE)]);
    const first = await list(boss, 'sort=waiting&limit=2');
    const next = await list(boss, `sort=waiting&limit=2&cursor=${first.nextCursor ?? ''}`);
    expect([...first.conversations, ...next.conversations].map(({ id }) => id)).toEqual([
      of(MEHMET),
      of(FATMA),
      of(AYSE),
    ]);
    const answer = await call(can, 'post', [
      `/whatsapp/conversations/${of(MEHMET)}/messages`,
      { type: 'text', clientId: 'waiting-test-1', text: 'Hemen bakıyorum' },
    ]);
    expect(answer.status).toBe(200);
    expect(await waiting()).toEqual([of(FATMA), of(AYSE)]);
    const { waitingSince, firstAnswerMs } = await get(of(MEHMET));
    expect(waitingSince).toBeNull();
    expect(firstAnswerMs).toBeGreaterThanOrEqual(50 * MINUTE);
  });

  it('[C-04] closing ends the wait, and who opens it again by hand lets the customer wait as long as before', async () => {
    const waits = async (who: string) => (await get(of(who))).waitingSince;
    const before = await waits(FATMA);
    expect(before).toBeLessThan(Date.now() - 19 * MINUTE);
    await change(can, of(FATMA), { status: 'closed' });
    expect(await waits(FATMA)).toBeNull();
    await change(can, of(FATMA), { status: 'open' });
    expect(await waits(FATMA)).toBe(before);
    const first = await idsOf(boss, 'sort=waiting');
    expect(first[0]).toBe(of(FATMA));
    // A snooze ends with its close, and undoing that close brings both back.
    const snooze = { status: 'snoozed', snoozedUntil: Date.now() + 60 * MINUTE };
    for (const body of [snooze, { status: 'closed' }, snooze, { status: 'open' }])
      await change(can, of(FATMA), body);
    expect(await waits(FATMA)).toBe(before);
    const many = (body: object) =>
      call(can, 'post', [
        '/whatsapp/conversations/bulk',
        { ids: [of(FATMA), of(MEHMET)], change: body },
      ]);
    await many({ status: 'closed' });
    await many({ status: 'open' });
    expect(await waits(FATMA)).toBe(before);
    // Mehmet was answered before.
    expect(await waits(MEHMET)).toBeNull();
  });

  it('[C-04] what came before a close waits no longer once the customer writes again or is answered', async () => {
    const mehmet = of(MEHMET);
    const waits = async () => (await get(mehmet)).waitingSince;
    const closeAndOpen = async () => {
      await change(can, mehmet, { status: 'closed' });
      await change(can, mehmet, { status: 'open' });
    };
    const old = Date.now() - 30 * MINUTE;
    await world.strapi.db
      .connection('whatsapp_conversations')
      .where({ id: mehmet })
      .update({ waiting_since: old });
    await change(can, mehmet, { status: 'closed' });
    world.sim.control.act.text(MEHMET, 'bir sorum daha var');
    await eventually('open', async () => (await get(mehmet)).status === 'open');
    const asked = await waits();
    expect(asked).toBeGreaterThan(old);
    await closeAndOpen();
    expect(await waits()).toBe(asked);
    await change(can, mehmet, { status: 'closed' });
    const body = { type: 'text', clientId: 'waiting-test-2', text: 'Buyurun' };
    await call(can, 'post', [`/whatsapp/conversations/${mehmet}/messages`, body]);
    expect(await get(mehmet)).toMatchObject({ status: 'open', waitingSince: null });
    await closeAndOpen();
    expect(await waits()).toBeNull();
  });

  it('[C-24] a view keeps filters and order; own ones are one’s own, shared ones need the right to change', async () => {
    interface View {
      id: number;
      name: string;
      shared: boolean;
      isDefault: boolean;
      count: number | null;
    }
    const sharer = await world.adminUser({ actions: [...CHAT, 'inbox-view.share'] });
    const filters = {
      scope: 'unassigned',
      status: 'open',
      unread: false,
      mentions: false,
      accountId: null,
      assigneeId: null,
      tag: null,
      origin: null,
      sort: 'waiting',
    };
    const views = async (agent: Agent) =>
      (await call<{ views: View[] }>(agent, 'get', ['/whatsapp/inbox-views'])).body.views;
    const make = (agent: Agent, name: string, shared: boolean) =>
      call<View>(agent, 'post', ['/whatsapp/inbox-views', { name, shared, filters }]);

    const own = (await make(can, 'Bekleyenler', false)).body;
    expect(await views(boss)).toEqual([]);
    expect((await make(can, 'BEKLEYENLER', false)).status).toBe(409);
    expect((await make(can, 'Herkes', true)).status).toBe(403);
    const shared = (await make(sharer, 'Herkes', true)).body;
    expect((await views(can)).map(({ name, count }) => [name, count])).toEqual([
      ['Bekleyenler', 2],
      ['Herkes', 2],
    ]);
    const path = `/whatsapp/inbox-views/${shared.id}`;
    const tabs = async (agent: Agent) =>
      (await call<{ tabs: unknown }>(agent, 'get', ['/whatsapp/inbox-views'])).body.tabs;
    const listed = async (scope: string) =>
      (await list(can, `scope=${scope}`)).conversations.length;
    await change(can, of(AYSE), { assigneeId: can.id });
    expect(await tabs(can)).toEqual({
      mine: await listed('mine'),
      unassigned: await listed('unassigned'),
    });
    expect(await listed('mine')).toBeGreaterThan(0);
    const ownOnly = await world.adminUser({ actions: ['chat.read'] });
    expect(await tabs(ownOnly)).toEqual({ mine: 0, unassigned: null });
    await change(can, of(AYSE), { assigneeId: null });
    const body = { name: 'Herkesin', shared: true, filters };
    expect((await call(can, 'put', [path, body])).status).toBe(403);
    expect((await call(boss, 'put', [`/whatsapp/inbox-views/${own.id}`, body])).status).toBe(404);
    expect((await call(sharer, 'put', [path, body])).status).toBe(200);

    await call(can, 'post', ['/whatsapp/inbox-views/default', { viewId: shared.id }]);
    expect((await views(can)).map(({ isDefault }) => isDefault)).toEqual([false, true]);
    expect((await views(sharer)).some(({ isDefault }) => isDefault)).toBe(false);
    expect((await call(can, 'delete', [path])).status).toBe(403);
    expect((await call(sharer, 'delete', [path])).status).toBe(200);
    expect((await views(can)).map(({ name }) => name)).toEqual(['Bekleyenler']);
    const odd = await call(can, 'post', [
      '/whatsapp/inbox-views',
      { name: 'x', shared: false, filters: { ...filters, q: 'gizli' } },
    ]);
    expect(odd.status).toBe(400);
  });

  it('[C-24] views that an update makes one both stay, can be saved again, and the log says so', async () => {
    type Views = { views: { id: number; name: string }[] };
    const knex = world.strapi.db.connection;
    const sharer = await world.adminUser({ actions: [...CHAT, 'inbox-view.share'] });
    const filters = {
      ...{ scope: 'all', status: 'open', unread: false, mentions: false, sort: 'latest' },
      ...{ accountId: null, assigneeId: null, tag: null, origin: null },
    };
    for (const [n, name] of ['Soren', 'Søren', 'कला'].entries())
      await knex('whatsapp_inbox_views').insert({
        ...{ name, name_key: `of before ${n}`, owner_id: 0, filters: JSON.stringify(filters) },
        ...{ added_at: 1, changed_at: 1 },
      });
    const state = knex('whatsapp_fold_states').where({ name: 'inbox-views' });
    await state.update({ version: 1, next_id: 0 });
    await Promise.all([refoldViews(world.strapi), refoldViews(world.strapi)]);
    const { views } = (await call<Views>(sharer, 'get', ['/whatsapp/inbox-views'])).body;
    const two = views.filter(({ name }) => /^S[oø]ren$/.test(name));
    expect(two.map(({ name }) => name)).toEqual(['Soren', 'Søren']);
    const save = (id: number, name: string) =>
      call(sharer, 'put', [`/whatsapp/inbox-views/${id}`, { name, shared: true, filters }]);
    for (const { id, name } of two) expect((await save(id, name)).status).toBe(200);
    const make = (name: string) =>
      call(sharer, 'post', ['/whatsapp/inbox-views', { name, shared: true, filters }]);
    expect((await make('SOREN')).status).toBe(409);
    // Another word: its mark is the letter.
    expect((await make('कील')).status).toBe(200);
    const lines = (await knex('whatsapp_logs')
      .where({ event: 'name-kept-apart' })
      .pluck('text')) as string[];
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"Soren" and "Søren" (view)');
  });
});
