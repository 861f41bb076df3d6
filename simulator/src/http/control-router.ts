import Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import type { Control } from '../control/control';
import { ControlError } from '../control/control-error';
import { isObject, listAt, parseJson, type JsonObject } from '../kernel/json';
import type { Fault } from '../faults';
import type { Sim } from '../sim';
import { actRoutes } from './act-routes';
import { readBody } from './body';
import { liveStream } from './live-stream';

const LIMIT = 24 * 1024 * 1024;

/** The JSON body of a control call; an empty body is an empty object. */
export const jsonOf = async (ctx: Context): Promise<JsonObject> => {
  const bytes = await readBody(ctx.req, LIMIT);
  if (bytes === null) throw new ControlError(413, 'The body is larger than 24 MB.');
  if (bytes.length === 0) return {};
  const body = parseJson(bytes.toString('utf8'));
  if (!isObject(body)) throw new ControlError(400, 'The body must be a JSON object.');
  return body;
};

const text = (body: JsonObject, key: string): string => {
  const value = body[key];
  if (typeof value !== 'string' || value === '') throw new ControlError(400, `${key} is required.`);
  return value;
};

const optional = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const errors: Middleware = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    ctx.status = error.status;
    ctx.body = { error: error.message };
  }
};

/** A page of another origin must not steer the simulator by a simple form post: JSON bodies only. */
const sameOrigin: Middleware = async (ctx, next) => {
  const origin = ctx.get('origin');
  if (origin && URL.canParse(origin) && new URL(origin).host !== ctx.host)
    throw new ControlError(403, 'The control API answers only its own page and tools.');
  await next();
};

const systemRoutes = (router: Router, control: Control): void => {
  router.get('/state', (ctx) => void (ctx.body = control.state()));
  router.get('/config', (ctx) => void (ctx.body = control.config()));
  router.patch('/config', async (ctx) => void (ctx.body = control.configure(await jsonOf(ctx))));
  router.post('/reset', async (ctx) => {
    const body = await jsonOf(ctx);
    control.reset({ bare: body['bare'] === true, config: body['config'] === true });
    ctx.body = control.state();
  });
  router.post('/clock/advance', async (ctx) => {
    control.advance(Number((await jsonOf(ctx))['ms']));
    ctx.body = { now: control.now() };
  });
  router.put('/webhook', async (ctx) => {
    const body = await jsonOf(ctx);
    const appSecret = optional(body['appSecret']);
    await control.setWebhook({
      url: text(body, 'url'),
      verifyToken: text(body, 'verifyToken'),
      ...(appSecret ? { appSecret } : {}),
      subscribe: body['subscribe'] !== false,
      verify: body['verify'] === true,
    });
    ctx.body = control.state();
  });
  router.delete('/webhook', async (ctx) => {
    await control.setWebhook(null);
    ctx.body = control.state();
  });
  router.post('/webhook/emit', async (ctx) => {
    const body = await jsonOf(ctx);
    const wabaId = optional(body['wabaId']);
    control.emit(text(body, 'field'), body['value'] as JsonObject, wabaId ? { wabaId } : {});
    ctx.body = { ok: true };
  });
};

const accountRoutes = (router: Router, control: Control): void => {
  router.get('/templates', (ctx) => void (ctx.body = control.templates.list()));
  router.post(
    '/templates',
    async (ctx) => void (ctx.body = control.templates.seed(await jsonOf(ctx)))
  );
  router.patch('/templates/:key', async (ctx) => {
    const body = await jsonOf(ctx);
    const key = String(ctx.params['key']);
    const language = optional(body['language']);
    const status = optional(body['status']);
    const quality = optional(body['quality']);
    const category = optional(body['category']);
    const reason = optional(body['reason']);
    if (quality) ctx.body = control.templates.setQuality(key, quality, language);
    if (category) ctx.body = control.templates.setCategory(key, category, language);
    if (status)
      ctx.body = control.templates.setStatus(key, status, {
        ...(language ? { language } : {}),
        ...(reason ? { reason } : {}),
      });
    if (!quality && !category && !status)
      throw new ControlError(400, 'status, quality or category is required.');
  });
  router.delete('/templates/:key', (ctx) => {
    control.templates.remove(String(ctx.params['key']), optional(ctx.query['language']));
    ctx.body = { ok: true };
  });
  router.post('/templates/:key/held', async (ctx) => {
    const outcome = text(await jsonOf(ctx), 'outcome');
    if (outcome !== 'release' && outcome !== 'drop')
      throw new ControlError(400, 'outcome must be release or drop.');
    ctx.body = { settled: control.held[outcome](String(ctx.params['key'])) };
  });
  router.get('/numbers', (ctx) => void (ctx.body = control.numbers.list()));
  router.post('/numbers', async (ctx) => {
    const body = await jsonOf(ctx);
    const id = optional(body['id']);
    ctx.body = control.numbers.add({
      phone: text(body, 'phone'),
      verifiedName: text(body, 'verifiedName'),
      ...(id ? { id } : {}),
    });
  });
  router.patch(
    '/numbers/:id',
    async (ctx) =>
      void (ctx.body = control.numbers.update(String(ctx.params['id']), await jsonOf(ctx)))
  );
  router.put('/tier', async (ctx) => {
    control.numbers.setTier(text(await jsonOf(ctx), 'tier'));
    ctx.body = control.state();
  });
  router.post('/account-update', async (ctx) => {
    const { event, ...extras } = await jsonOf(ctx);
    control.numbers.accountUpdate(String(event), extras);
    ctx.body = { ok: true };
  });
};

const number = (value: unknown): number | undefined => {
  const parsed = typeof value === 'string' && value !== '' ? Number(value) : NaN;
  return Number.isFinite(parsed) ? parsed : undefined;
};

const filterOf = (query: Context['query']): JsonObject => {
  const filter: JsonObject = {};
  for (const key of ['token', 'tokenPrefix', 'to', 'phoneNumberId', 'template', 'type'])
    if (optional(query[key])) filter[key] = query[key];
  for (const key of ['since', 'until'])
    if (number(query[key]) !== undefined) filter[key] = number(query[key]);
  return filter;
};

const recordRoutes = (router: Router, control: Control): void => {
  router.get('/ledger', (ctx) => {
    const filter = filterOf(ctx.query);
    const limit = Math.min(number(ctx.query['limit']) ?? 1000, 100_000);
    ctx.body = {
      total: control.ledger.count(filter),
      entries: control.ledger.query(filter, { offset: number(ctx.query['offset']) ?? 0, limit }),
    };
  });
  router.get(
    '/ledger/count',
    (ctx) => void (ctx.body = { count: control.ledger.count(filterOf(ctx.query)) })
  );
  router.get(
    '/ledger/doubled',
    (ctx) => void (ctx.body = { tokens: control.ledger.doubledTokens() })
  );
  router.get('/ledger/:wamid', (ctx) => {
    const entry = control.ledger.get(String(ctx.params['wamid']));
    if (!entry) throw new ControlError(404, 'No such message in the ledger.');
    ctx.body = entry;
  });
  router.get('/counters', (ctx) => void (ctx.body = control.state()['counters']));
  router.get('/faults', (ctx) => void (ctx.body = control.faults.list()));
  router.post(
    '/faults',
    async (ctx) =>
      void (ctx.body = control.faults.add(
        (await jsonOf(ctx)) as Partial<Fault> & Pick<Fault, 'kind'>
      ))
  );
  router.delete(
    '/faults/:id',
    (ctx) => void (ctx.body = { removed: control.faults.remove(String(ctx.params['id'])) })
  );
  router.delete('/faults', (ctx) => {
    control.faults.clear();
    ctx.body = { ok: true };
  });
  router.get('/deliveries', (ctx) => {
    ctx.body = {
      counts: control.deliveries.counts(),
      deliveries: control.deliveries.list(number(ctx.query['limit']) ?? 100),
    };
  });
  for (const verb of ['hold', 'release', 'retryNow'] as const)
    router.post(`/deliveries/${verb === 'retryNow' ? 'retry' : verb}`, (ctx) => {
      control.deliveries[verb]();
      ctx.body = control.deliveries.counts();
    });
  router.post('/deliveries/:id/redeliver', (ctx) => {
    control.deliveries.redeliver(String(ctx.params['id']));
    ctx.body = { ok: true };
  });
};

const peopleRoutes = (router: Router, control: Control): void => {
  router.get('/people', (ctx) => {
    const search = optional(ctx.query['search']);
    ctx.body = control.people.list({
      limit: number(ctx.query['limit']) ?? 200,
      ...(search ? { search } : {}),
    });
  });
  router.post('/people', async (ctx) => {
    const body = await jsonOf(ctx);
    const many = listAt(body, 'people');
    if (many)
      ctx.body = {
        added: many.map((person) =>
          control.people.add(person as Parameters<typeof control.people.add>[0])
        ).length,
      };
    else ctx.body = control.people.add(body as Parameters<typeof control.people.add>[0]);
  });
  router.get(
    '/people/:key',
    (ctx) => void (ctx.body = control.people.get(String(ctx.params['key'])))
  );
  router.patch(
    '/people/:key',
    async (ctx) =>
      void (ctx.body = control.people.update(String(ctx.params['key']), await jsonOf(ctx)))
  );
  router.delete('/people/:key', (ctx) => {
    control.people.remove(String(ctx.params['key']));
    ctx.body = { ok: true };
  });
  router.get(
    '/people/:key/thread',
    (ctx) =>
      void (ctx.body = control.thread(
        String(ctx.params['key']),
        optional(ctx.query['phoneNumberId'])
      ))
  );
  router.post('/people/:key/window', async (ctx) => {
    control.people.openWindow(String(ctx.params['key']), text(await jsonOf(ctx), 'phoneNumberId'));
    ctx.body = { ok: true };
  });
};

/** Everything under /_sim. */
export const controlRouter = (sim: Sim, control: Control): Router => {
  const router = new Router({ prefix: '/_sim' });
  router.use(errors, sameOrigin);
  systemRoutes(router, control);
  accountRoutes(router, control);
  recordRoutes(router, control);
  peopleRoutes(router, control);
  actRoutes(router, sim, control);
  router.get('/live', (ctx) => liveStream(sim, ctx));
  return router;
};
