import type { Context, Middleware } from 'koa';
import type { GraphCall, GraphReply } from '../graph/call';
import { dispatch, refusalReply, splitPath, tokenOf, type PathParts } from '../graph/dispatch';
import { beforeAcceptance } from '../graph/faulting';
import { tokenRefusal } from '../graph/gate';
import { invalid, unknownObject } from '../graph/refusal';
import { ticketedMedia } from '../graph/media';
import type { Sim } from '../sim';
import { readBody } from './body';

const NEWEST = 'v26.0';
const JSON_LIMIT = 2 * 1024 * 1024;
const MEDIA_LIMIT = 101 * 1024 * 1024;

const wait = (sim: Sim, ms: number): Promise<void> =>
  ms <= 0 ? Promise.resolve() : new Promise((resolve) => sim.clock.after(ms, resolve));

const latency = (sim: Sim, ms: number): number =>
  ms + (sim.config.latency.jitterMs > 0 ? sim.random.below(sim.config.latency.jitterMs) : 0);

/** Half an answer: full length announced, then the connection ends. */
const sendHalf = (ctx: Context, status: number, bytes: Buffer): void => {
  ctx.respond = false;
  ctx.res.writeHead(status, {
    'Content-Type': 'application/json; charset=UTF-8',
    'Content-Length': bytes.length,
  });
  ctx.res.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => ctx.req.socket.destroy());
};

const usageHeaders = (sim: Sim, ctx: Context): void => {
  const wabaId = sim.wabas.keys().next().value;
  if (!wabaId) return;
  const { perHour } = sim.config.managementLimit;
  const used = Math.min(100, Math.round((sim.calls.used(wabaId) / Math.max(perHour, 1)) * 100));
  if (used === 0) return;
  const usage = {
    [wabaId]: [
      {
        type: 'whatsapp',
        call_count: used,
        total_cputime: used,
        total_time: used,
        estimated_time_to_regain_access: used >= 100 ? 60 : 0,
      },
    ],
  };
  ctx.set('X-Business-Use-Case-Usage', JSON.stringify(usage));
};

const write = (sim: Sim, ctx: Context, reply: GraphReply): void => {
  if (reply.transport === 'silent') {
    ctx.respond = false; // the caller's own time-out ends this
    return;
  }
  if (reply.transport === 'reset') {
    ctx.respond = false;
    ctx.req.socket.resetAndDestroy();
    return;
  }
  // Text goes out in one write together with its headers; a buffer would need two.
  const body = reply.raw?.bytes ?? JSON.stringify(reply.body);
  if (reply.transport === 'cut') {
    sendHalf(ctx, reply.status, Buffer.from(body));
    return;
  }
  ctx.status = reply.status;
  ctx.set('Content-Type', reply.raw?.contentType ?? 'application/json; charset=UTF-8');
  ctx.set(
    'facebook-api-version',
    ctx.path.startsWith('/v') ? (ctx.path.split('/')[1] ?? '') : NEWEST
  );
  ctx.set('x-fb-request-id', `A${sim.startedAt.toString(36)}${sim.counters.requests.toString(36)}`);
  usageHeaders(sim, ctx);
  ctx.body = body;
};

const bodyLimit = (path: string): number =>
  path.endsWith('/media') || path.includes('/upload:') ? MEDIA_LIMIT : JSON_LIMIT;

const callOf = (ctx: Context, parts: PathParts, bytes: Buffer): GraphCall => ({
  method: ctx.method,
  ...parts,
  query: new URLSearchParams(ctx.querystring),
  contentType: ctx.get('content-type'),
  bytes,
  headers: ctx.headers,
});

/** Everything under `/vX.Y/`. */
export const graphMiddleware =
  (sim: Sim): Middleware =>
  async (ctx, next) => {
    const parts = ctx.path.startsWith('/v') ? splitPath(ctx.path) : null;
    if (!parts) {
      await next();
      return;
    }
    const bytes = await readBody(ctx.req, bodyLimit(ctx.path));
    if (bytes === null) {
      write(sim, ctx, refusalReply(sim, invalid('The request body is too large.')));
      return;
    }
    await wait(sim, latency(sim, sim.config.latency.beforeMs));
    const call = callOf(ctx, parts, bytes);
    const reply = await dispatch(sim, call, tokenOf(ctx.get('authorization'), call.query));
    await wait(sim, latency(sim, sim.config.latency.afterMs) + (reply.delayMs ?? 0));
    write(sim, ctx, reply);
  };

/** `GET /_media/?mid=…&hash=…`: the bytes, with the token; 404 when the address is over five minutes old. */
export const mediaMiddleware =
  (sim: Sim): Middleware =>
  async (ctx, next) => {
    if (ctx.path !== '/_media/') {
      await next();
      return;
    }
    const query = new URLSearchParams(ctx.querystring);
    const struck = sim.faults.any() ? sim.faults.strike({ endpoint: 'media-download' }) : [];
    const reply = beforeAcceptance(struck);
    if (reply) {
      await wait(sim, reply.delayMs ?? 0);
      write(sim, ctx, reply);
      return;
    }
    const closed = tokenRefusal(sim, tokenOf(ctx.get('authorization'), query));
    if (closed) {
      write(sim, ctx, refusalReply(sim, closed));
      return;
    }
    const record = ticketedMedia(sim, query);
    if (!record) {
      write(sim, ctx, {
        ...refusalReply(sim, unknownObject('GET', query.get('mid') ?? '')),
        status: 404,
      });
      return;
    }
    write(sim, ctx, {
      status: 200,
      body: null,
      raw: { bytes: record.bytes, contentType: record.mimeType },
    });
  };
