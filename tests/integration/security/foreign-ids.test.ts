import type { z } from 'zod';
import type { Endpoint, Owner } from '../../../server/src/contracts/endpoints';
import { actions, type ActionUid } from '../../../server/src/contracts/permissions';
import { rooms } from '../../../server/src/rooms';
import { aPdf } from '../../support/files';
import { bodyWith, idPlaces } from '../../support/sample-body';
import { eventually, startWorld, type World } from '../../support/world';

interface AdminRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  config: { policies: (string | { name: string; config: { actions: string[] } })[] };
}

/** By method and path: the schemas by which a route checks what it is asked. */
const mockSchemas = new Map<string, Map<'body' | 'query', z.ZodType>>();

jest.mock('../../../server/src/strapi/http', () => {
  const real = jest.requireActual('../../../server/src/strapi/http');
  const noting =
    (kind: 'body' | 'query') =>
    (ctx: { method: string; _matchedRoute: string }, schema: z.ZodType): unknown => {
      const route = `${ctx.method} ${ctx._matchedRoute.replace('/whatsapp', '')}`;
      mockSchemas.set(route, (mockSchemas.get(route) ?? new Map()).set(kind, schema));
      return real[kind](ctx, schema);
    };
  return { ...real, body: noting('body'), query: noting('query') };
});

/** Ids for which no request can be made from the schema alone, or whose route looks for a row of its own before it reads them. */
const BY_HAND: Record<string, (rowId: number) => object> = {
  'POST /conversations/:id/messages body.to': (to) => ({
    type: 'reaction',
    clientId: `react-to-${to}`,
    to,
    emoji: '👍',
  }),
  'POST /contacts/merge/preview body.ids[]': (rowId) => ({ ids: [rowId, 1] }),
  'POST /people/tags body.choice.except[]': (rowId) => ({
    choice: { kind: 'filter', filter: {}, except: [rowId] },
    add: ['x'],
  }),
  'POST /people/tags body.choice.contactIds[]': (rowId) => ({
    choice: { kind: 'picked', contactIds: [rowId] },
    add: ['x'],
  }),
  'POST /bots/try body.contactId': (contactId) => ({
    bot: { name: 'x', steps: [{ kind: 'text', text: '{{name}}' }] },
    contactId,
    message: { text: 'x' },
  }),
  'POST /bots/rehearsal body.contactIds[]': (rowId) => ({
    graph: { start: 'a', nodes: [{ id: 'a', step: { kind: 'text', text: '{{name}}' } }] },
    contactIds: [rowId],
  }),
  'POST /contacts/merge body.ids[]': (rowId) => ({ ids: [rowId, 999_999] }),
};

/** Rows of the whole team: who has the right of the route may use all of them, and no person stands behind their ids. */
const OF_THE_TEAM =
  /(account|[tT]emplate|tester|role|group|link|[fF]ile|bot|flow|assignee|owner|form|segment|team|fallback|copyOf|campaign|automation)Ids?(\[\])?$|\.(groups|segments)\.(include|exclude)\[\]$|(memberIds|mentions)\[\]$|\.header\.file\.id$|copyOf$|^(PUT \/contact-fields|PUT \/bots\/order|POST \/quick-replies\/remove) |\/bots\/(overlaps|try|check|rehearsal) body\.id$|\/(segments\/preview|automations\/check) body\.id$/;
/** Ids of people, conversations, messages and what belongs to one colleague: each is tried. */
const OF_SOMEBODY =
  /(contactId|conversationId|contactIds\[\]|except\[\]|viewId|around|replyTo|upTo|recipientIds\[\]|message\.to|body\.to|message\.file\.id|body\.file\.id|to\.id)$|(bulk|take-back|merge|merge\/preview) body\.ids\[\]$/;

/** Who may act on or take along all people sees whom an id names. */
const SEES_PEOPLE: readonly ActionUid[] = [
  actions.contactBrowse,
  actions.contactEdit,
  actions.contactErase,
  actions.contactExport,
  actions.contactDisclose,
];
/** These answer what the whole team shares, by their own rights: logs, runs of bots, tasks, recipients of campaigns, backups of a person. */
const TELLS_PEOPLE = /^(GET \/logs|GET \/bots|(GET|PUT) \/tasks|GET \/campaigns)/;
const TAKES_ALL = /^GET \/privacy\/people\/:id\/export/;

/** Bots that are there; only the second one has a run and a version. */
const BOTS = { ours: 70_003, theirs: 70_002 };
/** A row that no table has, and a content type that no host has. */
const UNKNOWN = { row: 2_000_000_000, uid: 'api::nobody.nobody' };

const PHONE = '905321119777';
const MARKS = { person: 'Gizli Biri', said: 'gizli söz', note: 'gizli not', plan: 'gizli plan' };

describe('[C-24] an id of somebody else’s', () => {
  let world: World;
  let routes: AdminRoute[];
  const foreign: Record<string, number> = {};
  const own = { conversation: 0, campaign: 0 };

  const actionsOf = ({ config }: AdminRoute): ActionUid[] =>
    config.policies.flatMap((policy) =>
      typeof policy === 'object' && policy.name === 'admin::hasPermissions'
        ? policy.config.actions.map((id) => id.replace('plugin::whatsapp.', '') as ActionUid)
        : []
    );
  const call = async (
    token: string,
    asked: { method: AdminRoute['method']; path: string; body?: object }
  ) => {
    const verb = asked.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
    const request = world.http[verb](`/whatsapp${asked.path}`)
      .set('Authorization', `Bearer ${token}`)
      .buffer(true);
    const { status, text, body } = await (asked.body ? request.send(asked.body) : request);
    return { status, said: text ?? JSON.stringify(body) };
  };

  const talkOf = (phone: string) =>
    eventually('the conversation', async () => {
      const { body } = await world.api.get<{
        conversations: { id: number; contact: { id: number; waId: string } }[];
      }>('/whatsapp/conversations?status=all');
      return body.conversations.find(({ contact }) => contact.waId === phone);
    });

  beforeAll(async () => {
    world = await startWorld({ database: 'sqlite' });
    ({ routes } = (
      world.strapi.plugin('whatsapp').routes as unknown as { admin: { routes: AdminRoute[] } }
    ).admin);
    routes = routes.filter(({ path }) => path !== '/stream');
    // Ids of different tables must differ, or one kind would be taken for the other.
    for (const [at, phone] of ['905321119001', '905321119002', '905321119003'].entries()) {
      world.sim.control.people.add({ name: `Kişi ${at}`, phone });
      for (let said = 0; said <= at; said += 1) world.sim.control.act.text(phone, `söz ${said}`);
      own.conversation = (await talkOf(phone)).id;
    }
    world.sim.control.people.add({ name: MARKS.person, phone: PHONE });
    world.sim.control.act.media(PHONE, {
      bytes: aPdf(),
      mimeType: 'application/pdf',
      filename: `${MARKS.said}.pdf`,
      caption: MARKS.said,
    });
    const talk = await talkOf(PHONE);
    const at = `/whatsapp/conversations/${talk.id}`;
    const thread = await world.api.get<{ messages: { id: number }[] }>(`${at}/messages`);
    const note = await world.api.post<{ id: number }>(`${at}/notes`, {
      clientId: 'foreign-note',
      text: MARKS.note,
    });
    const plan = await world.api.post<{ id: number }>(`${at}/scheduled`, {
      at: Date.now() + 3_600_000,
      message: { type: 'text', clientId: 'foreign-plan', text: MARKS.plan },
    });
    // Something of this person that could not be processed, with an id that no other row has.
    const parkedId = 70_001;
    await world.strapi.db.connection('whatsapp_webhook_changes').insert({
      id: parkedId,
      event_id: 1,
      kind: 'message',
      key_hash: 'foreign-parked',
      lane: 0,
      shard: 0,
      state: 'parked',
      value: JSON.stringify({
        kind: 'message',
        contact: { waId: PHONE, userId: null, name: MARKS.person },
        value: { from: PHONE, text: { body: MARKS.said } },
      }),
    });
    // A bot with a run of this person; both have one id, as an attack puts it in each place of an address.
    const runId = BOTS.theirs;
    const messageId = thread.body.messages[0]?.id;
    const { connection } = world.strapi.db;
    await connection('whatsapp_bots').insert({ id: runId, name: 'x', added_at: 1, changed_at: 1 });
    await connection('whatsapp_bot_runs').insert({
      ...{ id: runId, bot_id: runId, bot_name: 'x', fact_key: 'foreign', state: 'failed' },
      ...{ account_id: world.accountId, contact_id: talk.contact.id, conversation_id: talk.id },
      ...{ began_by_id: messageId, variables: JSON.stringify({ said: MARKS.said }), started_at: 1 },
    });
    await connection('whatsapp_bot_run_steps').insert({
      ...{ run_id: runId, visit: 1, node: 's1', kind: 'question', message_id: messageId, at: 1 },
    });
    Object.assign(foreign, {
      parked: parkedId,
      run: runId,
      conversation: talk.id,
      person: talk.contact.id,
      message: thread.body.messages[0]?.id,
      note: note.body.id,
      plan: plan.body.id,
    });
    const campaign = await world.api.post<{ id: number }>('/whatsapp/campaigns', {
      name: 'x',
      accountId: world.accountId,
    });
    own.campaign = campaign.body.id;
  });
  afterAll(() => world.close());

  const addressOf = ({ path }: AdminRoute) =>
    path
      .replace('/conversations/:id', `/conversations/${own.conversation}`)
      .replace('/campaigns/:id', `/campaigns/${own.campaign}`)
      .replace(/:[a-zA-Z]+/g, '999999');
  const strangers = () => [...new Set(Object.values(foreign))];
  const nameOf = ({ method, path }: AdminRoute) => `${method} ${path}`;
  const hasBody = ({ method }: AdminRoute) => method === 'POST' || method === 'PUT';

  /** Asks every route once as the super administrator, so that each names its schemas. */
  const readSchemas = async () => {
    const token = await world.adminToken();
    for (const route of routes.filter(({ method }) => method !== 'DELETE'))
      await call(token, {
        method: route.method,
        path: addressOf(route),
        ...(hasBody(route) ? { body: {} } : {}),
      });
  };

  const placesOf = (route: AdminRoute): string[] =>
    [...(mockSchemas.get(nameOf(route)) ?? [])].flatMap(([kind, schema]) =>
      idPlaces(schema).map((place) => `${kind}${place}`)
    );
  const requestWith = (route: AdminRoute, place: string, rowId: number) => {
    const byHand = BY_HAND[`${nameOf(route)} ${place}`];
    const kind = place.startsWith('query') ? 'query' : 'body';
    const schema = mockSchemas.get(nameOf(route))?.get(kind);
    const made = byHand
      ? byHand(rowId)
      : schema && bodyWith(schema, place.slice(kind.length), rowId);
    if (!made) return null;
    if (kind === 'body') return { path: addressOf(route), body: made as object };
    return { path: `${addressOf(route)}?${new URLSearchParams(made as never).toString()}` };
  };

  /** A foreign id in the address, and one in each place of the request where somebody's id can stand. */
  const attacksOn = (route: AdminRoute) => {
    const { method, path } = route;
    const inAddress = strangers()
      .filter(() => path.includes(':') && method !== 'DELETE')
      .map((rowId) => ({
        method,
        place: '',
        path: path.replace(/:[a-zA-Z]+/g, String(rowId)),
        ...(hasBody(route) ? { body: {} } : {}),
      }));
    const inRequest = placesOf(route)
      .filter((place) => OF_SOMEBODY.test(`${nameOf(route)} ${place}`))
      .flatMap((place) =>
        strangers().map((rowId) => ({
          method,
          place,
          ...(requestWith(route, place, rowId) ?? { path: '' }),
        }))
      );
    return [...inAddress, ...inRequest];
  };

  /** What an answer tells that its asker may not know. */
  const leaked = (route: AdminRoute, said: string): string[] => {
    const name = nameOf(route);
    if (TAKES_ALL.test(name)) return [];
    const mayKnow = SEES_PEOPLE.some((uid) => actionsOf(route).includes(uid));
    const secrets = [MARKS.said, MARKS.note, MARKS.plan];
    if (!mayKnow && !TELLS_PEOPLE.test(name)) secrets.push(MARKS.person, PHONE);
    return secrets.filter((secret) => said.includes(secret));
  };

  it('is known in every request: what it names is decided for each place where one can stand', async () => {
    await readSchemas();
    expect(mockSchemas.size).toBeGreaterThan(100);
    const undecided = routes.flatMap((route) =>
      placesOf(route)
        .map((place) => `${nameOf(route)} ${place}`)
        .filter((name) => Number(OF_THE_TEAM.test(name)) + Number(OF_SOMEBODY.test(name)) !== 1)
    );
    expect(undecided).toEqual([]);
  }, 180_000);

  it('is not found by any endpoint of the tables that names one row', async () => {
    const token = await world.adminToken();
    const colleague = await world.adminUser({ actions: [actions.chatReply] });
    const reply = await call(colleague.token, {
      method: 'POST',
      path: '/quick-replies',
      body: { shortcut: '/gizli', text: 'Gizli yanıt', shared: false },
    });
    const ownReply = (JSON.parse(reply.said) as { id: number }).id;
    /** Of each kind, by the table whose endpoints name it; `row`: for all other tables. */
    const rowsOfOthers: Record<Owner, { row?: number | undefined; tables: Map<string, number> }> = {
      own: { tables: new Map([['quick-replies', ownReply]]) },
      shared: { row: UNKNOWN.row, tables: new Map() },
      conversation: { row: foreign.conversation, tables: new Map([['bots', foreign.run ?? 0]]) },
      contact: { row: foreign.person, tables: new Map() },
    };
    /** Who sees all, or, where an id leads to a person, who has the right of the endpoint and sees their own conversations. */
    const askerOf = async ({ owner, actions: needed }: Endpoint): Promise<string> => {
      if (owner !== 'conversation' && owner !== 'contact') return token;
      return (await world.adminUser({ actions: [...needed, actions.chatRead] })).token;
    };
    const named = rooms
      .flatMap(({ http = [] }) => http)
      .flatMap(({ name, table }) =>
        Object.entries(table).map(([verb, endpoint]) => ({ name, verb, endpoint }))
      )
      .filter(({ endpoint }) => endpoint.owner !== undefined);
    /** Bodies with rules that a made-up value does not meet. */
    const bodies: Record<string, object> = {
      'quick-replies.update': { shortcut: '/baska', text: 'Merhaba' },
      'bots.update': { name: 'Baska', steps: [{ kind: 'text', text: 'Merhaba' }] },
      'segments.update': {
        name: 'Baska',
        tree: { kind: 'group', not: false, match: 'all', nodes: [] },
      },
    };
    const queries: Record<string, string> = { 'templates.dismissNotice': '?kind=coming' };
    const found: string[] = [];
    for (const { name, verb, endpoint } of named) {
      const { row, tables } = rowsOfOthers[endpoint.owner ?? 'shared'];
      const rowId = tables.get(name) ?? row;
      if (rowId === undefined) throw new Error(`make somebody else's row for the table ${name}`);
      const body =
        bodies[`${name}.${verb}`] ?? (endpoint.body && bodyWith(endpoint.body, '-', rowId));
      const asked = {
        method: endpoint.method,
        path:
          endpoint.path.replaceAll(/:[a-zA-Z]+/g, String(rowId)) +
          (queries[`${name}.${verb}`] ?? ''),
        ...(hasBody({ ...endpoint, config: { policies: [] } }) ? { body: body ?? {} } : {}),
      };
      const asker = await askerOf(endpoint);
      const { status } = await call(asker, asked);
      if (status !== 404) found.push(`${name}.${verb}: ${status}`);
      // The row is there: who sees all finds it.
      if (asker !== token && (await call(token, asked)).status === 404)
        found.push(`${name}.${verb}: no such row`);
    }
    expect(found).toEqual([]);
    expect(named.length).toBeGreaterThan(25);
  });

  /** By the beginning of an address: a parent, and another one to which somebody else’s rows belong. */
  const parentsOf = async () => {
    const { connection } = world.strapi.db;
    const bot = { name: 'y', added_at: 1, changed_at: 1 };
    await connection('whatsapp_bots').insert({ ...bot, id: BOTS.ours });
    await connection('whatsapp_bot_versions').insert({
      ...{ bot_id: BOTS.theirs, version: foreign.run, nodes: 1, at: 1 },
      graph: JSON.stringify({ start: 'a', nodes: [{ id: 'a', step: { kind: 'close' }, to: {} }] }),
    });
    const theirs = await world.api.post<{ id: number }>('/whatsapp/campaigns', {
      name: 'y',
      accountId: world.accountId,
    });
    await connection('whatsapp_recipients').insert({
      ...{ campaign_id: theirs.body.id, contact_id: foreign.person, account_id: world.accountId },
      ...{ address_key: 'foreign', state: 'accepted', accepted_at: Date.now() - 3_600_000 },
    });
    return {
      '/bots/:id': BOTS,
      '/campaigns/:id': { ours: own.campaign, theirs: theirs.body.id },
    };
  };
  /** By its name in an address: which row of somebody else’s. */
  const childOf: Record<string, string> = {
    runId: 'run',
    version: 'run',
    conversationId: 'conversation',
    messageId: 'message',
  };

  it('is not found below a row that it does not belong to', async () => {
    const token = await world.adminToken();
    const parents = Object.entries(await parentsOf());
    const two = routes.filter(({ path }) => path.split(':').length > 2);
    const wrong: string[] = [];
    for (const route of two) {
      const [start, parent] = parents.find(([begin]) => route.path.startsWith(`${begin}/`)) ?? [];
      if (!start || !parent) throw new Error(`make two parents for ${nameOf(route)}`);
      const rest = route.path.slice(start.length).replace(/:(\w+)/g, (_, name: string) => {
        const child = foreign[childOf[name] ?? ''];
        if (child === undefined) throw new Error(`make a foreign “${name}” for ${nameOf(route)}`);
        return String(child);
      });
      const statusBelow = async (id: number) => {
        const path = start.replace(':id', String(id)) + rest;
        const body = hasBody(route) ? { body: {} } : {};
        return (await call(token, { method: route.method, path, ...body })).status;
      };
      const below = await statusBelow(parent.ours);
      if (below !== 404) wrong.push(`${nameOf(route)}: ${below}`);
      // The row is there: its own parent has it.
      if ((await statusBelow(parent.theirs)) === 404) wrong.push(`${nameOf(route)}: no such row`);
    }
    expect(wrong).toEqual([]);
    expect(two.length).toBeGreaterThan(4);
    // Its replies may be read by who follows campaigns: the other tests have one without.
    await world.strapi.db.connection('whatsapp_recipients').where({ address_key: 'foreign' }).del();
  });

  /** Rows that their maker may delete, and nobody who does not see them. Of all other tables the rows are the team’s. */
  const deletables = async () => {
    const boss = await world.adminToken();
    const colleague = (await world.adminUser({ actions: [actions.chatRead] })).token;
    const make = async (token: string, path: string, body: object) => {
      const { said } = await call(token, { method: 'POST', path, body });
      return { rowId: (JSON.parse(said) as { id: number }).id, token };
    };
    const at = `/conversations/${foreign.conversation}`;
    return new Map([
      ['/notes/:id', await make(boss, `${at}/notes`, { clientId: 'to-delete', text: MARKS.note })],
      [
        '/scheduled/:id',
        await make(boss, `${at}/scheduled`, {
          at: Date.now() + 3_600_000,
          message: { type: 'text', clientId: 'to-cancel', text: MARKS.plan },
        }),
      ],
      [
        '/inbox-views/:id',
        await make(colleague, '/inbox-views', {
          ...{ name: 'Gizli görünüm', shared: false },
          filters: {
            ...{ scope: 'mine', status: 'open', unread: false, mentions: false },
            ...{ accountId: null, assigneeId: null, tag: null, origin: null, sort: 'latest' },
          },
        }),
      ],
    ]);
  };

  it('is not deleted by any route that is written by hand', async () => {
    const tables = rooms.flatMap(({ http = [] }) =>
      http.flatMap(({ table }) => Object.values(table))
    );
    const named = new Set(tables.map(({ method, path }) => `${method} ${path}`));
    const raw = routes.filter(
      (route) => route.method === 'DELETE' && route.path.includes(':') && !named.has(nameOf(route))
    );
    const theirs = await deletables();
    const wrong: string[] = [];
    for (const route of raw) {
      const { method, path } = route;
      const row = theirs.get(path);
      const asked = {
        method,
        path: path.replace(':id', String(row?.rowId ?? UNKNOWN.row)).replace(':uid', UNKNOWN.uid),
      };
      const needed = [...new Set([...actionsOf(route), actions.chatRead])];
      const asker = await world.adminUser({ actions: needed });
      const { status } = await call(asker.token, asked);
      if (status !== 404) wrong.push(`${nameOf(route)}: ${status}`);
      // The row is there: who made it deletes it.
      const byMaker = row ? (await call(row.token, asked)).status : 200;
      if (byMaker !== 200) wrong.push(`${nameOf(route)} by who made it: ${byMaker}`);
      theirs.delete(path);
    }
    expect(wrong).toEqual([]);
    expect([...theirs.keys()]).toEqual([]);
    expect(raw.length).toBeGreaterThan(15);
  });

  it('opens nothing of theirs to somebody with the right of the route alone, in the address or in the request', async () => {
    const boss = await world.adminToken();
    const byActions = new Map<string, AdminRoute[]>();
    // Who may erase comes last: the others must still find what they are not to see.
    const isErasing = (route: AdminRoute) => actionsOf(route).includes(actions.contactErase);
    for (const route of [...routes].sort((a, b) => Number(isErasing(a)) - Number(isErasing(b)))) {
      const key = actionsOf(route).join();
      byActions.set(key, [...(byActions.get(key) ?? []), route]);
    }
    const leaks: string[] = [];
    let tried = 0;
    const look = async (token: string, route: AdminRoute, asked: Parameters<typeof call>[1]) => {
      tried += 1;
      const { status, said } = await call(token, asked);
      const told = leaked(route, said);
      if (told.length > 0 || status >= 500)
        leaks.push(
          `${nameOf(route)} with ${asked.path} ${JSON.stringify(asked.body)}: ${status} ${told.join()}`
        );
      return status;
    };
    for (const group of byActions.values()) {
      const [first] = group;
      if (!first) continue;
      const user = await world.adminUser({
        actions: [...new Set([...actionsOf(first), actions.chatRead, actions.chatReply])],
      });
      await call(boss, {
        method: 'PUT',
        path: `/conversations/${own.conversation}`,
        body: { assigneeId: user.id },
      });
      for (const [route, asked] of group.flatMap((one) =>
        attacksOn(one).map((attack) => [one, attack] as const)
      ))
        if (asked.path) await look(user.token, route, asked);
        else leaks.push(`no request can be made for ${nameOf(route)} ${asked.place}`);
    }
    expect(leaks).toEqual([]);
    expect(tried).toBeGreaterThan(400);
  }, 180_000);
});
