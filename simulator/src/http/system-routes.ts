import type Router from '@koa/router';
import type { Control } from '../control/control';
import type { SampleOptions } from '../control/webhook-control';
import type { JsonObject } from '../kernel/json';
import { jsonOf, optional, text } from './control-input';

/** State, settings, clock, webhook target. */
export const systemRoutes = (router: Router, control: Control): void => {
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
  router.get('/webhook/samples', (ctx) => void (ctx.body = { names: control.webhook.names() }));
  router.post('/webhook/sample', async (ctx) => {
    const { name, ...options } = await jsonOf(ctx);
    ctx.body = { value: control.webhook.send(String(name), options as SampleOptions) };
  });
  router.post('/webhook/raw', async (ctx) => {
    const body = await jsonOf(ctx);
    const url = optional(body['url']);
    control.webhook.raw(body['body'] as JsonObject, url ? { url } : {});
    ctx.body = { ok: true };
  });
  router.post('/webhook/emit', async (ctx) => {
    const body = await jsonOf(ctx);
    const wabaId = optional(body['wabaId']);
    control.emit(text(body, 'field'), body['value'] as JsonObject, wabaId ? { wabaId } : {});
    ctx.body = { ok: true };
  });
};
