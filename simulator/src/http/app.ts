import Koa from 'koa';
import type { Control } from '../control/control';
import type { Sim } from '../sim';
import { controlRouter } from './control-router';
import { graphMiddleware, mediaMiddleware } from './graph-middleware';
import { phonePage } from './phone-page';
import { qrPictures } from './qr-pictures';

/** The whole HTTP face: Graph paths, media bytes, pictures of QR codes, control API, phone page. */
export const createApp = (sim: Sim, control: Control): Koa => {
  const app = new Koa();
  app.silent = true;
  app.use(async (ctx, next) => {
    await next();
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') sim.changed();
  });
  const router = controlRouter(sim, control);
  app.use(graphMiddleware(sim));
  app.use(mediaMiddleware(sim));
  app.use(qrPictures(sim));
  app.use(router.routes());
  app.use(phonePage());
  return app;
};
