import type { Context } from 'koa';
import type { Sim } from '../sim';

const HEARTBEAT_MS = 15_000;

/** Server-sent events: which people's threads changed, and whether the state did. */
export const liveStream = (sim: Sim, ctx: Context): void => {
  ctx.respond = false;
  const { res, req } = ctx;
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    Connection: 'keep-alive',
  });
  res.write('retry: 1000\n\n');
  const forget = sim.live.listen((change) => res.write(`data: ${JSON.stringify(change)}\n\n`));
  let cancel = (): void => undefined;
  const beat = (): void => {
    res.write(': still here\n\n');
    cancel = sim.clock.after(HEARTBEAT_MS, beat);
  };
  cancel = sim.clock.after(HEARTBEAT_MS, beat);
  req.on('close', () => {
    forget();
    cancel();
  });
};
