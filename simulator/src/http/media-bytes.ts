import type { Context } from 'koa';
import { ControlError } from '../control/control-error';
import type { Sim } from '../sim';

type Part = { from: number; to: number };

/** The one range that a player asks for to jump within a film; null = everything, as for what is no range. */
const partOf = (header: string, size: number): Part | null => {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (from === '' && to === '') return null;
  const last = size - 1;
  if (from === '') return { from: Math.max(0, size - Number(to)), to: last };
  return { from: Number(from), to: to === '' ? last : Math.min(Number(to), last) };
};

/** The bytes of any media of a thread, for the page only (no token, same host). */
export const showMedia = (sim: Sim, ctx: Context): void => {
  const record = sim.media.get(String(ctx['params']['id']), sim.clock.now());
  if (!record) throw new ControlError(404, 'No such media.');
  ctx.set('Content-Type', record.mimeType);
  ctx.set('X-Content-Type-Options', 'nosniff');
  // Whatever a sender uploaded must never run as a page of the simulator.
  ctx.set('Content-Security-Policy', "sandbox; default-src 'none'");
  ctx.set('Accept-Ranges', 'bytes');
  const size = record.bytes.length;
  const part = partOf(ctx.get('range'), size);
  if (!part) {
    ctx.body = record.bytes;
    return;
  }
  if (part.from > part.to) {
    ctx.status = 416;
    ctx.set('Content-Range', `bytes */${size}`);
    return;
  }
  ctx.status = 206;
  ctx.set('Content-Range', `bytes ${part.from}-${part.to}/${size}`);
  ctx.body = record.bytes.subarray(part.from, part.to + 1);
};
