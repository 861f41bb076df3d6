import { contactsService } from '../../../server/src/contacts/public';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { aPdf } from '../../support/files';
import { openStream } from '../../support/stream';
import { eventually, startWorld, type World } from '../../support/world';

type Agent = Awaited<ReturnType<World['adminUser']>>;
interface AdminRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
}

/** All that people who chat may do, but to read what is not theirs. */
const OWN_ONLY = [
  'chat.read',
  'chat.reply',
  'task.handle',
  'contact.browse',
  'contact.edit',
  'quick-reply.write',
  'template.list',
];

const LATER = Date.now() + 3_600_000;

/** A request that is right in itself, for every route of a conversation, a message, a note or a planned message that takes one. */
const BODIES: Record<string, object> = {
  'PUT /conversations/:id': { status: 'closed' },
  'POST /conversations/:id/consent': {
    category: 'marketing',
    action: 'opt-out',
    source: 'Chat',
    evidence: 'said so',
  },
  'POST /conversations/:id/read': {},
  'POST /conversations/:id/messages': { type: 'text', clientId: 'door-text-1', text: 'hi' },
  'POST /conversations/:id/notes': { clientId: 'door-note-1', text: 'note' },
  'POST /conversations/:id/mentions/seen': {},
  'POST /conversations/:id/presence': { tab: 'door-tab-1', doing: 'looking' },
  'POST /conversations/:id/transfer': { clientId: 'door-move-1', to: { kind: 'person', id: 1 } },
  'POST /conversations/:id/take-back': {},
  'POST /conversations/:id/typing': {},
  'POST /conversations/:id/asked-stop': { answer: 'not-meant', askedAt: 1 },
  'POST /conversations/:id/move-request': { action: 'opt-in', source: 'Phone', evidence: 'asked' },
  'POST /conversations/:id/preference': {
    topicsRefused: [],
    frequency: null,
    pausedUntil: null,
    source: 'Phone',
    evidence: 'asked',
  },
  'POST /conversations/:id/block': { blocked: true },
  'POST /conversations/:id/scheduled': {
    at: LATER,
    message: { type: 'text', clientId: 'door-later-1', text: 'hi' },
  },
  'PUT /scheduled/:id': { text: 'changed' },
  'POST /scheduled/:id/send': {},
  'POST /messages/:id/resolve': { action: 'retry' },
  'PUT /notes/:id': { text: 'changed' },
};

describe.each(databases())('[C-24] who sees only their own conversations, on %s', (database) => {
  let world: World;
  let boss: Agent;
  let own: Agent;
  let colleague: Agent;
  const ids = { nobodys: 0, colleagues: 0, mine: 0 };
  const messages = { nobodys: 0, colleagues: 0, mine: 0 };
  const notes = { nobodys: 0, colleagues: 0, mine: 0 };
  const planned = { nobodys: 0, colleagues: 0, mine: 0 };
  const people = { nobodys: 0, colleagues: 0, mine: 0 };
  const PHONES = { nobodys: '905321119001', colleagues: '905321119002', mine: '905321119003' };
  const kinds = ['nobodys', 'colleagues', 'mine'] as const;

  const as = ({ token }: Agent) => {
    const call = async <T>(method: AdminRoute['method'], path: string, body?: object) => {
      const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
      const request = world.http[verb](`/whatsapp${path}`).set('Authorization', `Bearer ${token}`);
      const answer = await (body ? request.send(body) : request);
      return { status: answer.status, body: answer.body as T };
    };
    return {
      call,
      get: <T>(path: string) => call<T>('GET', path),
      post: <T>(path: string, body: object) => call<T>('POST', path, body),
      put: <T>(path: string, body: object) => call<T>('PUT', path, body),
    };
  };
  type Listed = { conversations: { id: number }[]; unreadTotal: number };
  const list = async (query: string) =>
    (await as(own).get<Listed>(`/conversations?${query}`)).body.conversations.map(({ id }) => id);

  beforeAll(async () => {
    world = await startWorld({ database });
    boss = await world.adminUser({ actions: ['chat.read', 'chat.read-all', 'chat.reply'] });
    own = await world.adminUser({ actions: OWN_ONLY });
    colleague = await world.adminUser({ actions: OWN_ONLY });
    for (const kind of kinds) {
      world.sim.control.people.add({ name: `Kişi ${kind}`, phone: PHONES[kind] });
      world.sim.control.act.media(PHONES[kind], {
        bytes: aPdf(),
        mimeType: 'application/pdf',
        filename: `${kind}.pdf`,
      });
      const talk = await eventually('the conversation', async () => {
        const { body } = await as(boss).get<{
          conversations: { id: number; contact: { id: number; waId: string } }[];
        }>('/conversations');
        return body.conversations.find(({ contact }) => contact.waId === PHONES[kind]);
      });
      ids[kind] = talk.id;
      people[kind] = talk.contact.id;
      const thread = await as(boss).get<{ messages: { id: number }[] }>(
        `/conversations/${talk.id}/messages`
      );
      messages[kind] = thread.body.messages[0]?.id ?? 0;
      const note = await as(boss).post<{ id: number }>(`/conversations/${talk.id}/notes`, {
        clientId: `note-of-${kind}`,
        text: `about ${kind}`,
      });
      notes[kind] = note.body.id;
      const plan = await as(boss).post<{ id: number }>(`/conversations/${talk.id}/scheduled`, {
        at: LATER,
        message: { type: 'text', clientId: `plan-of-${kind}`, text: 'later' },
      });
      planned[kind] = plan.body.id;
    }
    await as(boss).put(`/conversations/${ids.colleagues}`, { assigneeId: colleague.id });
    await as(boss).put(`/conversations/${ids.mine}`, { assigneeId: own.id });
  });
  afterAll(() => world.close());

  const routes = (): AdminRoute[] => {
    const { admin } = world.strapi.plugin('whatsapp').routes as unknown as {
      admin: { routes: AdminRoute[] };
    };
    return admin.routes.filter(({ path }) =>
      /^\/(conversations|messages|notes|scheduled)\/:id/.test(path)
    );
  };
  const OF_PATH = { conversations: ids, messages, notes, scheduled: planned };
  const idFor = (path: string, kind: (typeof kinds)[number]): number =>
    OF_PATH[path.split('/')[1] as keyof typeof OF_PATH][kind];

  it('finds every door of the others closed, as if nothing were behind it', async () => {
    const tried = routes();
    expect(tried.length).toBeGreaterThan(14);
    const open: string[] = [];
    for (const { method, path } of tried) {
      const name = `${method} ${path}`;
      const body = method === 'POST' || method === 'PUT' ? BODIES[name] : undefined;
      if ((method === 'POST' || method === 'PUT') && !body) open.push(`${name}: no request known`);
      for (const kind of ['nobodys', 'colleagues'] as const) {
        const address = path.replace(':id', String(idFor(path, kind)));
        const { status } = await as(own).call(method, address, body);
        if (status !== 404) open.push(`${name} of ${kind} answered ${status}`);
      }
    }
    expect(open).toEqual([]);
  });

  it('reads their own by the same doors', async () => {
    const closed: string[] = [];
    for (const { method, path } of routes().filter((route) => route.method === 'GET')) {
      const { status } = await as(own).call(
        method,
        path.replace(':id', String(idFor(path, 'mine')))
      );
      if (status !== 200) closed.push(`${method} ${path} answered ${status}`);
    }
    expect(closed).toEqual([]);
  });

  it('finds them in no list, by no filter, word or count', async () => {
    for (const query of ['', 'scope=all', 'status=all', 'q=9053211190', 'mentions=all&status=all'])
      expect([query, (await list(query)).filter((id) => id !== ids.mine)]).toEqual([query, []]);
    expect(await list('scope=unassigned')).toEqual([]);
    expect(await list(`assigneeId=${colleague.id}`)).toEqual([]);
    expect(await list(`contactId=${people.nobodys}`)).toEqual([]);
    expect(await list('scope=all')).toEqual([ids.mine]);
    const { body } = await as(own).get<Listed>('/conversations');
    expect(body.unreadTotal).toBe(1);
  });

  it('finds no word of theirs, and counts them in no view and no widget', async () => {
    const everything = { scope: 'all', status: 'all', unread: false, mentions: false } as const;
    const filters = { ...everything, accountId: null, assigneeId: null, tag: null, origin: null };
    const body = { name: 'Hepsi', shared: false, filters: { ...filters, sort: 'latest' } };
    const counts: Record<string, number | null> = {};
    for (const [name, agent] of Object.entries({ own, boss })) {
      expect((await as(agent).post('/inbox-views', body)).status).toBe(200);
      const { views } = (await as(agent).get<{ views: { count: number | null }[] }>('/inbox-views'))
        .body;
      counts[name] = views[0]?.count ?? null;
    }
    expect(counts).toEqual({ own: 1, boss: 3 });
    const hits = async (agent: Agent, more = '') => {
      const path = `/message-search?status=all&q=pdf${more}`;
      const { hits: found } = (
        await as(agent).get<{ hits: { conversation: { id: number } }[] }>(path)
      ).body;
      return found.map(({ conversation }) => conversation.id);
    };
    expect((await hits(boss)).sort()).toEqual(Object.values(ids).sort());
    for (const more of ['', '&scope=all', '&scope=unassigned', `&assigneeId=${colleague.id}`])
      expect([more, (await hits(own, more)).filter((id) => id !== ids.mine)]).toEqual([more, []]);
    // What the widget on the home page and the count in the title ask.
    const { body: listed } = await as(own).get<Listed>(
      '/conversations?scope=all&status=open&unread=true&limit=5'
    );
    expect([listed.conversations.map(({ id }) => id), listed.unreadTotal]).toEqual([[ids.mine], 1]);
  });

  it('quotes nothing of theirs, reacts to nothing of theirs, now or later', async () => {
    const mine = `/conversations/${ids.mine}`;
    const said = (replyTo: number, name: string) => ({
      type: 'text',
      clientId: `quoting-${name}`,
      text: 'quoting',
      replyTo,
    });
    type Sent = { quoted: { id: number; text: string } | null };
    const quoted = await as(own).post<Sent>(`${mine}/messages`, said(messages.mine, 'mine'));
    expect(quoted.body.quoted?.id).toBe(messages.mine);
    const { body: sent } = await as(own).get<{ messages: { id: number }[] }>(`${mine}/messages`);
    for (const kind of ['nobodys', 'colleagues'] as const) {
      const reaction = { type: 'reaction', clientId: `react-${kind}`, emoji: '👍' };
      for (const [path, body] of [
        ['messages', said(messages[kind], kind)],
        ['messages', { ...reaction, to: messages[kind] }],
        ['scheduled', { at: LATER, message: said(messages[kind], `${kind}-later`) }],
      ] as const)
        expect([path, (await as(own).post(`${mine}/${path}`, body)).status]).toEqual([path, 404]);
    }
    const { body: after } = await as(own).get<typeof sent>(`${mine}/messages`);
    expect(after.messages.map(({ id }) => id)).toEqual(sent.messages.map(({ id }) => id));
  });

  it('shows nothing of theirs in a message that was stored with the key of theirs', async () => {
    const { knex } = contextOf(world.strapi).db;
    const table = () => knex('whatsapp_messages');
    const key = async (id: number) =>
      (await table().where({ id }).first<{ wamid_key: string }>('wamid_key')).wamid_key;
    type Shown = { id: number; quoted: { id: number | null; text: string } | null };
    const quotedIn = async () => {
      const { body } = await as(own).get<{ messages: Shown[] }>(
        `/conversations/${ids.mine}/messages`
      );
      return body.messages.find(({ quoted }) => quoted !== null);
    };
    const answer = await quotedIn();
    expect(answer?.quoted?.id).toBe(messages.mine);
    await table()
      .where({ id: answer?.id })
      .update({ context_key: await key(messages.colleagues) });
    expect((await quotedIn())?.quoted).toMatchObject({ id: null, text: '' });
  });

  it('changes none of them together, and opens none by its contact', async () => {
    const bulk = await as(own).post<{ changed: number }>('/conversations/bulk', {
      ids: [ids.nobodys, ids.colleagues],
      change: { assigneeId: own.id },
    });
    expect(bulk.body.changed).toBe(0);
    for (const kind of ['nobodys', 'colleagues'] as const) {
      const pair = { accountId: world.accountId, contactId: people[kind] };
      expect((await as(own).post('/conversations', pair)).status).toBe(404);
    }
    const back = { ids: [ids.nobodys, ids.colleagues] };
    const taken = await as(own).post<{ changed: number }>('/conversations/take-back', back);
    expect(taken.body.changed).toBe(0);
  });

  it('has what they begin themselves', async () => {
    const person = await contactsService(world.strapi).create({
      name: 'Yeni',
      phone: '+905321119009',
    });
    const pair = { accountId: world.accountId, contactId: person.id };
    const made = await as(own).post<{ assignee: { id: number } }>('/conversations', pair);
    expect(made.status).toBe(200);
    expect(made.body.assignee.id).toBe(own.id);
  });

  it('meets them in no task and no timeline of the contact', async () => {
    const task = { title: 'x', conversationId: ids.nobodys };
    expect((await as(own).post('/tasks', task)).status).toBe(404);
    const { body } = await as(own).get<{ entries: { kind: string; target: unknown }[] }>(
      `/contacts/${people.nobodys}/timeline`
    );
    const pages = body.entries.flatMap(
      ({ target }) => (target as { page: string } | null)?.page ?? []
    );
    expect(pages).not.toContain('conversation');
  });

  it('hears nothing of them live, and of one that is assigned to them at once', async () => {
    const page = await openStream(world.url, { token: own.token });
    const all = await openStream(world.url, { token: boss.token });
    for (const kind of ['nobodys', 'colleagues'] as const)
      world.sim.control.act.text(PHONES[kind], `gizli ${kind}`);
    for (const kind of ['nobodys', 'colleagues'] as const)
      await all.heard(
        `${kind} for the boss`,
        (h) => h.type === 'message' && h.parent === ids[kind]
      );
    await as(boss).post(`/conversations/${ids.nobodys}/notes`, {
      clientId: 'quiet-note',
      text: 'sessiz',
    });
    // Every way in which a conversation of a colleague moves.
    const theirs = `/conversations/${ids.colleagues}`;
    const soon = { status: 'snoozed', snoozedUntil: Date.now() + 3_600_000 };
    const message = { type: 'text', clientId: 'quiet-plan', text: 'sonra' };
    for (const answer of [
      await as(boss).post(`${theirs}/presence`, { tab: 'tab-of-boss', doing: 'typing' }),
      await as(boss).post(`${theirs}/scheduled`, { at: LATER, message }),
      await as(boss).post(`${theirs}/read`, {}),
      await as(boss).put(theirs, soon),
      await as(boss).put(theirs, { status: 'open' }),
    ])
      expect(answer.status).toBe(200);
    await as(boss).put(`/conversations/${ids.nobodys}`, { assigneeId: own.id });
    await page.heard('mine now', (h) => h.type === 'conversation' && h.id === ids.nobodys);
    const before = page
      .hints()
      .filter(({ type, id, parent }) =>
        type === 'conversation' ? id === ids.colleagues : parent === ids.colleagues
      );
    expect(before).toEqual([]);
    expect(page.hints().filter(({ type }) => type === 'note' || type === 'presence')).toEqual([]);
    page.close();
    all.close();
    expect(await list('scope=mine&status=all')).toContain(ids.nobodys);
  });
});
