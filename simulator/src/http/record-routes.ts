import type Router from '@koa/router';
import type { Context } from 'koa';
import type { Control } from '../control/control';
import { ControlError } from '../control/control-error';
import type { Fault } from '../faults';
import type { JsonObject } from '../kernel/json';
import { jsonOf, number, optional } from './control-input';

const filterOf = (query: Context['query']): JsonObject => {
  const filter: JsonObject = {};
  for (const key of ['token', 'tokenPrefix', 'to', 'phoneNumberId', 'template', 'type'])
    if (optional(query[key])) filter[key] = query[key];
  for (const key of ['since', 'until'])
    if (number(query[key]) !== undefined) filter[key] = number(query[key]);
  return filter;
};

/** What was accepted. */
export const ledgerRoutes = (router: Router, control: Control): void => {
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
};

/** Faults to come and webhooks that went. */
export const troubleRoutes = (router: Router, control: Control): void => {
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
