import type Router from '@koa/router';
import type { Control } from '../control/control';
import { listAt } from '../kernel/json';
import { jsonOf, number, optional, text } from './control-input';

/** Customers and their threads. */
export const peopleRoutes = (router: Router, control: Control): void => {
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
        added: control.people.addMany(many as Parameters<typeof control.people.addMany>[0]),
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
  router.get('/link', (ctx) => void (ctx.body = control.link(optional(ctx.query['of']) ?? '')));
  router.get('/qr-codes', (ctx) => void (ctx.body = control.codes()));
  router.post('/people/:key/phone', async (ctx) => {
    const body = await jsonOf(ctx);
    ctx.body = control.people.changePhone(String(ctx.params['key']), text(body, 'phone'), {
      userIdUpdate: body['userIdUpdate'] !== false,
    });
  });
  router.post('/people/:key/user-id', async (ctx) => {
    const body = await jsonOf(ctx);
    ctx.body = control.people.changeUserId(String(ctx.params['key']), {
      notice: body['notice'] !== false,
      userIdUpdate: body['userIdUpdate'] !== false,
    });
  });
  router.post('/people/:key/device', (ctx) => {
    control.people.changeDevice(String(ctx.params['key']));
    ctx.body = { ok: true };
  });
  router.post('/people/:key/window', async (ctx) => {
    const body = await jsonOf(ctx);
    const { at } = body;
    control.people.openWindow(
      String(ctx.params['key']),
      text(body, 'phoneNumberId'),
      typeof at === 'number' ? at : undefined
    );
    ctx.body = { ok: true };
  });
};
