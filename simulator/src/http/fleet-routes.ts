import type Router from '@koa/router';
import type { Control } from '../control/control';
import { jsonOf } from './control-input';

/** The virtual customers: settings and counts, on, off, more of them. */
export const fleetRoutes = (router: Router, control: Control): void => {
  const view = (): object => ({ settings: control.config().fleet, counts: control.fleet.counts() });
  router.get('/fleet', (ctx) => void (ctx.body = view()));
  router.post('/fleet/start', async (ctx) => {
    control.fleet.start(await jsonOf(ctx));
    ctx.body = view();
  });
  router.post('/fleet/stop', (ctx) => {
    control.fleet.stop();
    ctx.body = view();
  });
  router.post('/fleet/people', async (ctx) => {
    ctx.body = control.fleet.populate(Number((await jsonOf(ctx))['people']));
  });
  // The same people as a file that a business can import.
  router.get('/fleet/people.csv', (ctx) => {
    const rows = control.fleet
      .members(Number(ctx.query['people']))
      .map(({ phone, name, language }) => `+${phone},${name},${language}`);
    ctx.attachment('virtual-customers.csv');
    ctx.type = 'text/csv; charset=utf-8';
    ctx.body = ['phone,name,language', ...rows, ''].join('\n');
  });
};
