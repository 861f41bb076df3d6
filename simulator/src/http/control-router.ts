import Router from '@koa/router';
import type { Middleware } from 'koa';
import type { Control } from '../control/control';
import { ControlError } from '../control/control-error';
import type { Sim } from '../sim';
import { numberRoutes, templateRoutes } from './account-routes';
import { actRoutes } from './act-routes';
import { fleetRoutes } from './fleet-routes';
import { liveStream } from './live-stream';
import { peopleRoutes } from './people-routes';
import { ledgerRoutes, troubleRoutes } from './record-routes';
import { systemRoutes } from './system-routes';

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

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The control API tells token and secret. A page of another site can reach this machine under a name of its own that is
 * made to lead here (DNS rebinding): only names of this machine and the address asked for are answered.
 */
const ownName =
  (sim: Sim): Middleware =>
  async (ctx, next) => {
    if (!LOOPBACK.test(ctx.hostname) && ctx.hostname !== new URL(sim.baseUrl).hostname)
      throw new ControlError(403, 'The control API answers only under a name of this machine.');
    await next();
  };

/** Everything under /_sim. */
export const controlRouter = (sim: Sim, control: Control): Router => {
  const router = new Router({ prefix: '/_sim' });
  router.use(errors, ownName(sim), sameOrigin);
  systemRoutes(router, control);
  templateRoutes(router, control);
  numberRoutes(router, control);
  ledgerRoutes(router, control);
  troubleRoutes(router, control);
  peopleRoutes(router, control);
  fleetRoutes(router, control);
  actRoutes(router, sim, control);
  router.get('/live', (ctx) => liveStream(sim, ctx));
  return router;
};
