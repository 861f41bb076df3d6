import { actionId, actions, type ActionUid } from '../../../server/src/contracts/permissions';
import type { SetupResult } from '../../../server/src/contracts/setup';
import { actionsOf as rightsOf, READY_ROLES } from '../../../server/src/setup/domain/ready-roles';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

interface AdminRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  handler: unknown;
  config: { policies: (string | { name: string; config: { actions: string[] } })[] };
}

const ALL = Object.values(actions);

/** Routes without an action of their own: their handler decides. What somebody with none of our actions gets. */
const OWN_RULE: Record<string, number> = {
  'GET /setup': 403,
  'GET /accounts': 403,
  'GET /records/mapped': 403,
  'GET /release': 403,
  'GET /stream': 403,
  'POST /library-files': 403,
};

const actionsOf = ({ config }: AdminRoute): ActionUid[] =>
  config.policies.flatMap((policy) =>
    typeof policy === 'object' && policy.name === 'admin::hasPermissions'
      ? policy.config.actions.map((id) => id.replace('plugin::whatsapp.', '') as ActionUid)
      : []
  );
const nameOf = ({ method, path }: AdminRoute) => `${method} ${path}`;
const addressOf = ({ path }: AdminRoute) => `/whatsapp${path.replace(/:[a-zA-Z]+/g, '1')}`;

describe('[X-05] every admin route has a rule', () => {
  let app: BootedStrapi;
  let routes: AdminRoute[];

  beforeAll(async () => {
    app = await bootStrapi({ database: 'sqlite' });
    const { admin } = app.strapi.plugin('whatsapp').routes as unknown as {
      admin: { routes: AdminRoute[] };
    };
    routes = admin.routes;
  });
  afterAll(() => app.close());

  const ask = (route: AdminRoute, token?: string) => {
    const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
    const request = app.http[method](addressOf(route));
    if (token) void request.set('Authorization', `Bearer ${token}`);
    return route.method === 'GET' || route.method === 'DELETE' ? request : request.send({});
  };
  const openRoutes = async (asked: AdminRoute[], token: string | undefined, wanted: number) => {
    const open: string[] = [];
    for (const route of asked) {
      const { status } = await ask(route, token);
      if (status !== wanted) open.push(`${nameOf(route)} answered ${status}`);
    }
    return open;
  };

  it('[X-05] names actions that exist, or a rule of its own', () => {
    expect(routes.length).toBeGreaterThan(50);
    const ruleless = routes.filter(
      (route) => actionsOf(route).length === 0 && !(nameOf(route) in OWN_RULE)
    );
    expect(ruleless.map(nameOf)).toEqual([]);
    const unknown = routes.flatMap(actionsOf).filter((uid) => !ALL.includes(uid));
    expect(unknown).toEqual([]);
    const names = routes.map(nameOf);
    const stale = Object.keys(OWN_RULE).filter((name) => !names.includes(name));
    expect(stale).toEqual([]);
  });

  it('[X-05] answers nobody who is not signed in', async () => {
    expect(await openRoutes(routes, undefined, 401)).toEqual([]);
  });

  it('[X-05] refuses somebody who may do nothing of ours', async () => {
    const token = await app.adminToken('strapi-editor');
    expect(await openRoutes(routes, token, 403)).toEqual([]);
  });

  it('[X-05] refuses each route to somebody who may do everything but one of its actions', async () => {
    const open: string[] = [];
    for (const missing of ALL) {
      const asked = routes.filter((route) => actionsOf(route).includes(missing));
      if (asked.length === 0) continue;
      const token = await app.adminToken({ actions: ALL.filter((uid) => uid !== missing) });
      const answered = await openRoutes(asked, token, 403);
      open.push(...answered.map((line) => `without ${missing}: ${line}`));
    }
    expect(open).toEqual([]);
  }, 120_000);

  it('[X-05] lets the right user pass: each reading route answers somebody with its actions', async () => {
    const reading = routes.filter(
      (route) => route.method === 'GET' && actionsOf(route).length > 0 && !route.path.includes(':')
    );
    expect(reading.length).toBeGreaterThan(8);
    const closed: string[] = [];
    for (const route of reading) {
      const token = await app.adminToken({ actions: actionsOf(route) });
      const { status } = await ask(route, token);
      if (status === 401 || status === 403) closed.push(nameOf(route));
    }
    expect(closed).toEqual([]);
  }, 120_000);
});

describe.each(databases())('[X-05] the ready roles, on %s', (client) => {
  let app: BootedStrapi;
  beforeAll(async () => {
    app = await bootStrapi({ database: client });
  });
  afterAll(() => app.close());

  const press = (
    token: string,
    { body = {}, query = '' }: { body?: object; query?: string } = {}
  ) =>
    app.http
      .post(`/whatsapp/setup/roles${query}`)
      .set('Authorization', `Bearer ${token}`)
      .send(body);
  const roleRows = async () =>
    (await app.strapi.db.query('admin::role').findMany({
      where: { code: { $startsWith: 'whatsapp-' } },
      populate: ['permissions'],
      orderBy: { id: 'asc' },
    })) as { id: number; code: string; name: string; permissions: { action: string }[] }[];

  it('[X-05] refuses to give rights away to somebody who may not do so in Strapi', async () => {
    const token = await app.adminToken({ actions: ALL });
    const refused = await press(token);
    expect(refused.status).toBe(403);
    expect(refused.body.error.details.remedy).toContain('Settings › Roles');
    expect(await roleRows()).toEqual([]);
  });

  it('[X-05] makes three roles with exactly the rights that the dialog names, and again makes nothing', async () => {
    const boss = await app.adminUser();
    await app.strapi.db
      .query('admin::user')
      .update({ where: { id: boss.id }, data: { preferedLanguage: 'tr' } });
    const { body, status } = await press(boss.token);
    expect(status).toBe(200);
    expect((body as SetupResult).roles).toEqual({ missing: [], allowed: true });
    expect((body as SetupResult).steps.find(({ key }) => key === 'team')?.state).toBe('done');
    const made = await roleRows();
    expect(made.map(({ name }) => name)).toEqual([
      'WhatsApp temsilcisi',
      'WhatsApp pazarlamacısı',
      'WhatsApp yöneticisi',
    ]);
    for (const [i, spec] of READY_ROLES.entries()) {
      const given = made[i]?.permissions.map(({ action }) => action).sort();
      expect(given).toEqual([...rightsOf(spec, 'unassigned').map(actionId), ...spec.host].sort());
    }
    expect((await press(boss.token)).status).toBe(200);
    expect((await roleRows()).map(({ id }) => id)).toEqual(made.map(({ id }) => id));
  });

  it('[X-05] an agent made so reads conversations and may neither start campaigns nor export contacts', async () => {
    const token = await app.adminToken('whatsapp-agent');
    const get = (path: string) =>
      app.http.get(`/whatsapp${path}`).set('Authorization', `Bearer ${token}`);
    expect((await get('/conversations')).status).toBe(200);
    expect((await get('/campaigns')).status).toBe(403);
    expect((await get('/logs')).status).toBe(403);
  });

  it.each([
    ['own', ['chat.read']],
    ['unassigned', ['chat.read', 'chat.read-unassigned']],
    ['all', ['chat.read', 'chat.read-all', 'chat.read-unassigned']],
  ])(
    '[X-05] lets agents read %s conversations, by the choice of who makes the role',
    async (agentReads, rights) => {
      const where = { code: { $startsWith: 'whatsapp-' } };
      await app.strapi.db.query('admin::role').deleteMany({ where });
      expect((await press(await app.adminToken(), { body: { agentReads } })).status).toBe(200);
      const agent = (await roleRows()).find(({ code }) => code === 'whatsapp-agent');
      const reads = agent?.permissions
        .map(({ action }) => action.replace('plugin::whatsapp.', ''))
        .filter((action) => action.startsWith('chat.read'));
      expect(reads?.sort()).toEqual(rights);
    }
  );

  it('[X-05] names them in the language of the page when the profile names none, and refuses an unknown choice', async () => {
    const where = { code: { $startsWith: 'whatsapp-' } };
    await app.strapi.db.query('admin::role').deleteMany({ where });
    const token = await app.adminToken();
    const refused = await press(token, { body: { agentReads: 'everything' } });
    expect(refused.body.error.details).toMatchObject({ kind: 'invalid', field: 'agentReads' });
    await press(token, { query: '?locale=tr' });
    expect((await roleRows()).map(({ name }) => name)).toContain('WhatsApp temsilcisi');
  });

  it('[X-05] makes all or none when another role has one of the names, and says which', async () => {
    await app.strapi.db
      .query('admin::role')
      .deleteMany({ where: { code: { $startsWith: 'whatsapp-' } } });
    await app.strapi.db.query('admin::role').create({
      data: { name: 'WhatsApp marketer', description: '', code: 'somebody-elses' },
    });
    const refused = await press(await app.adminToken());
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('WhatsApp marketer');
    expect(await roleRows()).toEqual([]);
  });
});
