import type { z } from 'zod';
import { startWorld, type World } from '../../support/world';

interface AdminRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
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

/** Words of the validator, of the database and of the language, which nobody can act on. */
const RAW =
  /invalid (input|option|key|element)|expected .{0,40}received|too (small|big): |unrecognized key|is not a function|cannot read propert|syntax error|SQLITE_|\u0000/i;

/** One value of each kind; none of them is right everywhere. */
const WRONG: readonly unknown[] = [7.5, 'x', true, null, [], { wrong: 1 }, ['x', {}]];

interface Refused {
  message: string;
  details: { kind?: string; field?: string; remedy?: string; words?: Record<string, unknown> };
}

/** The names that a schema knows at its top, through unions, pipes and refinements. */
const namesOf = (schema: unknown): string[] => {
  const { shape, options, def } = schema as {
    shape?: object;
    options?: unknown[];
    def?: { in?: unknown; left?: unknown; right?: unknown; innerType?: unknown };
  };
  if (shape) return Object.keys(shape);
  if (Array.isArray(options)) return options.flatMap(namesOf);
  return [def?.in, def?.left, def?.right, def?.innerType].flatMap((one) =>
    one ? namesOf(one) : []
  );
};

describe('[X-09] what the validator would say', () => {
  let world: World;
  let routes: AdminRoute[];
  let token: string;
  const refused: { route: string; error: Refused }[] = [];
  const raw: string[] = [];

  const addressOf = ({ path }: AdminRoute, id: string) => path.replace(/:[a-zA-Z]+/g, id);
  const nameOf = ({ method, path }: AdminRoute) => `${method} ${path}`;
  const ask = async (
    route: AdminRoute,
    { body, query = '', id = '999999' }: { body?: unknown; query?: string; id?: string }
  ) => {
    const verb = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
    const request = world.http[verb](`/whatsapp${addressOf(route, id)}${query}`)
      .set('Authorization', `Bearer ${token}`)
      .buffer(true);
    const answer = await (body === undefined ? request : request.send(body as object));
    if (answer.status < 400) return;
    const text = answer.text ?? '';
    if (RAW.test(text)) raw.push(`${nameOf(route)} ${JSON.stringify(body)}${query}: ${text}`);
    const { error } = (answer.body ?? {}) as { error?: Refused };
    if (error) refused.push({ route: nameOf(route), error });
  };
  const askWrongly = async (route: AdminRoute, kind: 'body' | 'query') => {
    const names = [...new Set(namesOf(mockSchemas.get(nameOf(route))?.get(kind) ?? {}))];
    for (const value of WRONG) {
      const all = Object.fromEntries(names.map((name) => [name, value]));
      if (kind === 'body') await ask(route, { body: { ...all, stranger: value } });
      else {
        const text = typeof value === 'object' ? '' : String(value);
        const query = new URLSearchParams(names.map((name) => [name, text])).toString();
        await ask(route, { query: `?${query}` });
      }
    }
    // One at a time too: the first that is wrong hides the others.
    for (const name of kind === 'body' ? names : [])
      for (const value of [7.5, { wrong: 1 }]) await ask(route, { body: { [name]: value } });
  };

  beforeAll(async () => {
    world = await startWorld({ database: 'sqlite' });
    token = await world.adminToken();
    const { admin } = world.strapi.plugin('whatsapp').routes as unknown as {
      admin: { routes: AdminRoute[] };
    };
    routes = admin.routes.filter(({ path, method }) => path !== '/stream' && method !== 'DELETE');
    for (const route of routes) {
      await ask(route, route.method === 'GET' ? {} : { body: {} });
      if (route.method !== 'GET') await ask(route, { body: [] });
      else if (route.path.includes(':')) await ask(route, { id: 'x' });
    }
    for (const route of routes)
      for (const kind of mockSchemas.get(nameOf(route))?.keys() ?? [])
        await askWrongly(route, kind);
  }, 240_000);
  afterAll(() => world.close());

  it('comes back from no admin route, whatever is sent', () => {
    expect(raw).toEqual([]);
  });

  it('is said by the field and the remedy instead, in both languages', () => {
    const invalid = refused.filter(({ error }) => error.details.words && error.details.field);
    expect(new Set(invalid.map(({ route }) => route)).size).toBeGreaterThan(60);
    for (const { error } of invalid) {
      const { field = '', remedy = '', words = {} } = error.details;
      expect(`${error.message} ${remedy}`).toContain(field.slice(0, 60));
      expect(error.message).not.toContain(remedy);
      expect(remedy).toMatch(/^\p{Lu}.*[.…]$/u);
      expect(Object.keys(words)).toEqual(['en', 'tr']);
    }
  });

  it('and no field is refused without saying what to do', () => {
    const silent = refused.filter(
      ({ error: { details } }) => details?.kind === 'invalid' && !details.remedy
    );
    expect(silent.map(({ route, error }) => `${route}: ${error.message}`)).toEqual([]);
    // An id of an address is refused in both languages, too.
    const ofIds = refused.filter(({ error: { details } }) => details?.field === 'id');
    expect(ofIds.length).toBeGreaterThan(10);
    expect(ofIds.filter(({ error }) => !error.details.words)).toEqual([]);
  });

  it('and in no refusal the remedy is the message again', () => {
    const doubled = refused.filter(
      ({ error: { message, details } }) => details?.remedy && message.includes(details.remedy)
    );
    expect([...new Set(doubled.map(({ route, error }) => `${route}: ${error.message}`))]).toEqual(
      []
    );
  });
});
