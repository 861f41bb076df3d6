import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { adminUser, handle, may, needAnyAction } from '../strapi/http';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { isFull } from './hub';
import type { Realtime } from './service';

const BEAT_MS = 15_000;
/** An admin API token has no expiry that we could read: such a stream ends after this time. */
const MAX_STREAM_MS = 30 * 60_000;
/** When a page that found no place asks again: closing tabs takes a person a while. */
const ASK_AGAIN_S = 30;

interface Sessions {
  validateAccessToken(token: string): {
    isValid: boolean;
    payload: { exp: number; sessionId: string } | null;
  };
  isSessionActive(sessionId: string): Promise<boolean>;
}

export const createRealtimeController = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** GET /stream: server-sent events, as long as the access token lives. */
  stream: handle(async (ctx: Context) => {
    needAnyAction(ctx);
    const { clock, log } = contextOf(strapi);
    const realtime: Realtime = strapi.plugin('whatsapp').service('realtime');
    const user = adminUser(ctx);
    const token = (ctx.request.headers.authorization ?? '').split(' ')[1] ?? '';
    const sessions = (
      strapi as unknown as { sessionManager(origin: string): Sessions }
    ).sessionManager('admin');
    const { payload } = sessions.validateAccessToken(token);
    const cursor = typeof ctx.query.cursor === 'string' ? ctx.query.cursor : undefined;
    const { out, remove } = await realtime
      .connect({ userId: user.id, can: (action) => may(ctx, action) }, cursor)
      .catch((error: unknown) => {
        if (isFull(error)) ctx.set('Retry-After', String(ASK_AGAIN_S));
        throw error;
      });

    ctx.req.socket.setTimeout(0);
    ctx.req.socket.setNoDelay(true);
    ctx.set({
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    });
    ctx.status = 200;
    ctx.body = out;

    const end = () => {
      realtime.hub.send(out, 'reauth', {});
      out.end();
    };
    const { background } = runtimeService(strapi);
    /** While the database does not answer, nobody knows: the page keeps its stream and is asked again. */
    const endWhenSignedOut = async (sessionId: string) => {
      if (!(await sessions.isSessionActive(sessionId))) end();
    };
    const beat = setInterval(() => {
      out.write(': beat\n\n');
      if (!payload) return;
      const { sessionId } = payload;
      void background.run(log('realtime'), 'session of a page', () => endWhenSignedOut(sessionId));
    }, BEAT_MS);
    const life = setTimeout(
      end,
      payload ? Math.max(0, payload.exp * 1000 - clock.now()) : MAX_STREAM_MS
    );
    const close = () => {
      clearInterval(beat);
      clearTimeout(life);
      remove();
    };
    ctx.req.on('close', close);
    out.on('close', close);
  }),
});
