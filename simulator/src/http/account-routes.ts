import type Router from '@koa/router';
import type { Control } from '../control/control';
import { ControlError } from '../control/control-error';
import { jsonOf, optional, text } from './control-input';

/** Templates as Meta's reviewers see them. */
export const templateRoutes = (router: Router, control: Control): void => {
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
    const { bidAmount } = body;
    if (bidAmount === null || typeof bidAmount === 'number')
      ctx.body = control.templates.setMaxPrice(key, bidAmount, {
        ...(language ? { language } : {}),
        silent: body['silent'] === true,
      });
    if (!quality && !category && !status && bidAmount === undefined)
      throw new ControlError(400, 'status, quality, category or bidAmount is required.');
  });
  router.post('/templates/:key/recategorise', async (ctx) => {
    const body = await jsonOf(ctx);
    const language = optional(body['language']);
    const { inMs } = body;
    ctx.body = control.templates.announceCategory(
      String(ctx.params['key']),
      text(body, 'category'),
      { ...(language ? { language } : {}), ...(typeof inMs === 'number' ? { inMs } : {}) }
    );
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
};

/** Business numbers, the portfolio's limit, account events. */
export const numberRoutes = (router: Router, control: Control): void => {
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
  router.get(
    '/numbers/:id/code',
    (ctx) => void (ctx.body = { code: control.numbers.code(String(ctx.params['id'])) })
  );
  router.patch('/token', async (ctx) => {
    control.business.token(await jsonOf(ctx));
    ctx.body = control.state();
  });
  router.patch(
    '/account',
    async (ctx) => void (ctx.body = control.business.account(await jsonOf(ctx)))
  );
  router.post('/clicks', async (ctx) => {
    const body = await jsonOf(ctx);
    control.business.click(text(body, 'wamid'), text(body, 'label'));
    ctx.body = { ok: true };
  });
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
